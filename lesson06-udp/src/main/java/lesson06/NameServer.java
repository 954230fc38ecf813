package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A DNS server with a handful of names, so that [DnsQuery] has somebody to ask. It answers over
/// UDP and, at the same port, over TCP: an answer that does not fit into 512 bytes is truncated
/// over UDP and whole over TCP (RFC 1035, 4.2).
public final class NameServer implements AutoCloseable {

    private static final Duration TCP_LIMIT = Duration.ofSeconds(2);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: NameServer [port] [questions]
                    Answers DNS questions for names of course.example, and ends after so many.
                    Defaults: 8888, and no end. Port 0 takes any free port.
                    It knows host, www, many and 你好 in course.example, and localhost.
                    Example: ./course run lesson06 NameServer 8888
                    """,
                    2);

    private final UdpAndTcp sockets;

    private NameServer(UdpAndTcp sockets) {
        this.sockets = sockets;
    }

    /// Opens a server at a port of the loopback address; 0 takes any. The caller closes it.
    static NameServer open(int port) throws IOException {
        return new NameServer(UdpAndTcp.open(port));
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no port.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    int port = arguments.port(0, 0);
                    int questions = questions(arguments);
                    try (NameServer server = NameServer.open(port)) {
                        out.println(
                                "Listening on %s, UDP and TCP"
                                        .formatted(Endpoint.of(server.address())));
                        server.serve(questions, out);
                    } catch (BindException e) {
                        throw Failure.cannotBind(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), e);
                    }
                    return Program.DONE;
                });
    }

    private static int questions(Arguments arguments) throws Failure {
        String text = arguments.text(1, "number of questions", Integer.toString(Integer.MAX_VALUE));
        if (!text.matches("[1-9]\\d{0,8}|" + Integer.MAX_VALUE)) {
            throw Failure.usage(
                    "The number of questions \""
                            + SafeText.of(text)
                            + "\" is not from 1 to 999999999.");
        }
        return Integer.parseInt(text);
    }

    InetSocketAddress address() {
        return sockets.address();
    }

    /// Answers until so many questions have been answered, or until another thread closes the
    /// server.
    void serve(int questions, PrintStream out) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(questions);
        List<Thread> threads =
                List.of(
                        Thread.ofVirtual().name("dns over udp").start(() -> serveUdp(left, out)),
                        Thread.ofVirtual().name("dns over tcp").start(() -> serveTcp(left, out)));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// The last answer closes the sockets: so the other thread wakes up and ends too.
    private void answered(AtomicInteger left) throws IOException {
        if (left.decrementAndGet() == 0) {
            close();
        }
    }

    private void serveUdp(AtomicInteger left, PrintStream out) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!sockets.isClosed()) {
            try {
                sockets.udp().receive(packet);
                ByteBuffer query = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
                byte[] answer =
                        answer(
                                query,
                                packet.getSocketAddress(),
                                "UDP",
                                NameTable.LONGEST_DATAGRAM,
                                out);
                sockets.udp()
                        .send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                answered(left);
            } catch (IOException e) {
                report(e, out);
            }
        }
    }

    private void serveTcp(AtomicInteger left, PrintStream out) {
        while (!sockets.isClosed()) {
            try (Socket client = sockets.tcp().accept()) {
                ByteBuffer query = ByteBuffer.wrap(DnsOverTcp.read(client, TCP_LIMIT));
                DnsOverTcp.write(
                        client, answer(query, client.getRemoteSocketAddress(), "TCP", 65_535, out));
                answered(left);
            } catch (IOException e) {
                report(e, out);
            }
        }
    }

    private static byte[] answer(
            ByteBuffer query, SocketAddress from, String over, int longest, PrintStream out)
            throws ProtocolException {
        DnsHeader header = DnsHeader.parse(query);
        if (header.has(DnsHeader.ANSWER) || header.questions() != 1) {
            throw new ProtocolException("it is not one question");
        }
        DnsQuestion question = DnsQuestion.parse(query);
        byte[] answer = NameTable.answer(header.id(), question, longest);
        out.println(
                "%s asks over %s: %s %s, answer of %d bytes"
                        .formatted(
                                Endpoint.of(from),
                                over,
                                SafeText.of(question.name()),
                                DnsType.nameOf(question.type()),
                                answer.length));
        return answer;
    }

    /// One bad client is no reason to stop; a closed socket is the end, not an error.
    private void report(IOException e, PrintStream out) {
        if (!sockets.isClosed()) {
            out.println("Passed over a message: " + SafeText.of(e.getMessage()));
        }
    }

    /// Closes both sockets; can be called again.
    @Override
    public void close() throws IOException {
        sockets.close();
    }
}
