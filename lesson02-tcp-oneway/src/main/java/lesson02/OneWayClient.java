package lesson02;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// Sends messages over TCP, each as one frame of [java.io.DataOutput#writeUTF(String)], and closes
/// the connection.
///
/// See RFC 9293, 3.10.1 (OPEN, active), and [Socket].
public final class OneWayClient {

    /// What the two length bytes of a frame can count, in bytes.
    static final int LONGEST_FRAME = 65_535;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: OneWayClient [host] [port] [message...]
                    Connects, sends each message as one frame, closes the connection.
                    Defaults: localhost 8888 你好. A message has at most 65535 bytes.
                    Example: ./course run lesson02 OneWayClient localhost 8888 你好
                    """,
                    Integer.MAX_VALUE);

    private OneWayClient() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no connection.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments ->
                        send(serverOf(arguments), arguments.texts(2, "你好"), CONNECT_LIMIT, out));
    }

    private static InetSocketAddress serverOf(Arguments arguments) throws Failure {
        String host = arguments.text(0, "host", "localhost");
        return new InetSocketAddress(host, arguments.port(1, 1)); // asks for the host's address
    }

    // region send
    /// Sends the messages on one connection. Blocks until the kernel has taken them: that they have
    /// arrived, or that anybody has read them, it does not know.
    static int send(
            InetSocketAddress server, List<String> messages, Duration connectLimit, PrintStream out)
            throws Failure {
        refuseTooLong(messages);
        try (Socket socket = connect(server, connectLimit)) {
            String here = Endpoint.of(socket.getLocalSocketAddress());
            out.println("Connected to " + Endpoint.of(server) + " from " + here);
            DataOutputStream frames = new DataOutputStream(socket.getOutputStream());
            for (String message : messages) {
                frames.writeUTF(message);
            }
        } catch (IOException e) {
            String line =
                    "The connection to %s broke while sending (%s). Look at the server's lines.";
            throw Failure.environment(line.formatted(Endpoint.of(server), e.getMessage()));
        }
        messages.forEach(message -> out.println("Sent: " + SafeText.of(message)));
        return Program.DONE;
    }

    // endregion

    private static Socket connect(InetSocketAddress server, Duration limit)
            throws Failure, IOException {
        if (server.isUnresolved()) {
            throw cannotConnect(server, "no such host is known. This machine is localhost.");
        }
        Socket socket = new Socket();
        try {
            socket.connect(server, (int) limit.toMillis());
            return socket;
        } catch (SocketTimeoutException _) {
            socket.close();
            String why =
                    "no answer within %d ms. Is it the right address, and does the server accept?";
            throw cannotConnect(server, why.formatted(limit.toMillis()));
        } catch (IOException e) {
            socket.close();
            String why = "%s. Start the server first, in another terminal, with this port.";
            throw cannotConnect(server, why.formatted(e.getMessage()));
        }
    }

    private static Failure cannotConnect(InetSocketAddress server, String why) {
        String end = SafeText.of(Endpoint.of(server));
        return Failure.environment("Cannot connect to " + end + ": " + why);
    }

    private static void refuseTooLong(List<String> messages) throws Failure {
        String line =
                "The message has %d bytes, and one frame carries at most %d: nothing was sent."
                        + " Split it into several messages.";
        for (String message : messages) {
            if (utfLength(message) > LONGEST_FRAME) {
                throw Failure.usage(line.formatted(utfLength(message), LONGEST_FRAME));
            }
        }
    }

    /// How many bytes `writeUTF` makes of a text, without the two of the length.
    static long utfLength(String text) {
        return text.chars().mapToLong(c -> c >= 0x800 ? 3 : c >= 0x80 || c == 0 ? 2 : 1).sum();
    }
}
