package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/// One question and its answer, over UDP or TCP.
///
/// @param id what the answer must repeat, besides the question: a number that nobody can guess
/// @param limit how long to wait for an answer to one datagram, and for a whole answer over TCP
record DnsExchange(InetSocketAddress server, int id, DnsQuestion question, Duration limit) {

    /// Once, and once more: the query or the answer may have been lost.
    private static final int TRIES = 2;

    /// The bytes of the query: a header that announces one question, and the question.
    byte[] query() {
        byte[] header = new DnsHeader(id, DnsHeader.RECURSION_DESIRED, 1, 0, 0, 0).encode();
        byte[] asked = question.encode();
        return ByteBuffer.allocate(header.length + asked.length).put(header).put(asked).array();
    }

    /// Sends the query as a datagram and waits for its answer. What does not answer this query is
    /// counted and passed over: anybody can send anything to an open port.
    ///
    /// @throws Failure if there is no answer
    byte[] overUdp(PrintStream out) throws Failure {
        byte[] query = query();
        Ignored ignored = new Ignored();
        try (DatagramSocket socket = new DatagramSocket()) {
            // A connected socket hears this server only, and learns that nobody has the port.
            socket.connect(server);
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                out.println(
                        "Query to %s over UDP%s, %d bytes"
                                .formatted(
                                        Endpoint.of(server),
                                        attempt == 1 ? "" : ", once more",
                                        query.length));
                socket.send(new DatagramPacket(query, query.length));
                byte[] answer = answer(socket, ignored);
                if (answer.length > 0) {
                    out.print(ignored.line());
                    return answer;
                }
            }
        } catch (PortUnreachableException _) {
            throw failure("nobody has this UDP port. Start a server, or give the right port.");
        } catch (IOException e) {
            throw failure(e.getMessage() + ".");
        }
        out.print(ignored.line());
        throw failure("no answer, asked %d times for %d ms.".formatted(TRIES, limit.toMillis()));
    }

    /// The answer to the query, or no bytes when the time is over.
    private byte[] answer(DatagramSocket socket, Ignored ignored) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                socket.setSoTimeout(DnsOverTcp.millisUntil(deadline));
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                String reason = whyNot(bytes);
                if (reason.isEmpty()) {
                    return bytes;
                }
                ignored.add(reason);
            }
        } catch (SocketTimeoutException _) {
            return new byte[0];
        }
    }

    /// Why these bytes are no answer to the query; empty when they are one.
    private String whyNot(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            DnsHeader header = DnsHeader.parse(in);
            if (header.id() != id) {
                return "its id is another one";
            }
            if (!header.has(DnsHeader.ANSWER) || header.questions() != 1) {
                return "it is no answer to one question";
            }
            return DnsQuestion.parse(in).asksTheSameAs(question)
                    ? ""
                    : "its question is another one";
        } catch (ProtocolException e) {
            return e.getMessage();
        }
    }

    /// Asks again on a TCP connection, where an answer may have 65,535 bytes.
    ///
    /// @throws Failure if there is no answer to this query
    byte[] overTcp(PrintStream out) throws Failure {
        String again = "its answer is truncated, and over TCP ";
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) limit.toMillis());
            out.println(
                    "Query to " + Endpoint.of(server) + " over TCP, " + query().length + " bytes");
            DnsOverTcp.write(socket, query());
            byte[] answer = DnsOverTcp.read(socket, limit);
            String reason = whyNot(answer);
            if (!reason.isEmpty()) {
                throw failure(again + "it sends no answer to this query: " + reason + ".");
            }
            return answer;
        } catch (SocketTimeoutException _) {
            throw failure(again + "it does not answer within " + limit.toMillis() + " ms.");
        } catch (IOException e) {
            throw failure(again + "there is no answer: " + e.getMessage() + ".");
        }
    }

    private Failure failure(String why) {
        return Failure.environment(
                "Cannot ask the DNS server " + Endpoint.of(server) + ": " + SafeText.of(why));
    }

    /// Counts what was passed over; the reason is that of the first.
    private static final class Ignored {

        private int count;
        private String reason;

        void add(String why) {
            count++;
            reason = reason == null ? why : reason;
        }

        String line() {
            return count == 0
                    ? ""
                    : "Passed over: %d datagram%s, the first because %s%n"
                            .formatted(count, count == 1 ? "" : "s", reason);
        }
    }
}
