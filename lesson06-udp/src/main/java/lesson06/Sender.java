package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Sends each message as one datagram, in UTF-8.
///
/// See RFC 768 and [DatagramSocket].
public final class Sender {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Sender [host] [port] [message...]
                    Sends each message as one datagram. Whether it arrives, it does not know.
                    Defaults: localhost 8888 你好. A message has at most 65507 bytes.
                    Example: ./course run lesson06 Sender localhost 8888 你好
                    """,
                    Integer.MAX_VALUE);

    private Sender() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 all are under way, 2 wrong arguments, 3 this
    /// machine cannot send there.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> send(arguments.address(0), arguments.texts(2, "你好"), out));
    }

    /// Sends the messages, all from the same port, which the system chooses. Blocks until the
    /// kernel has taken them: that they have arrived, or that anybody is there, it does not know.
    ///
    /// @throws Failure if a message is too long: then none is sent
    private static int send(InetSocketAddress to, List<String> messages, PrintStream out)
            throws Failure {
        List<byte[]> payloads = new ArrayList<>();
        for (String message : messages) {
            payloads.add(Payload.of(message));
        }
        // region send
        try (DatagramSocket socket = new DatagramSocket()) {
            for (byte[] payload : payloads) {
                DatagramPacket packet = new DatagramPacket(payload, payload.length, to);
                socket.send(packet);
                out.println("Sent to " + Endpoint.of(to) + ": " + Payload.inWords(packet));
            }
        } catch (IOException e) { // not: nobody is there
            throw Failure.cannotSend(to, e.getMessage() + ". Is it the right address?");
        }
        // endregion
        return Program.DONE;
    }
}
