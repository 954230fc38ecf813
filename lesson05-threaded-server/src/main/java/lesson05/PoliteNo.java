package lesson05;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// Says no to a client that is still sending, in two ways. Only one of them reaches the client.
///
/// The client is one of the usual kind: it sends its whole request and then reads the answer.
public final class PoliteNo {

    /// More than the buffers of the system hold, so that the client cannot have sent it all before
    /// the server says no.
    private static final int REQUEST_BYTES = 32 * 1024 * 1024;

    private static final int MOST_LINE_BYTES = 100;
    private static final int MILLIS = 10_000;
    private static final byte[] NO = "busy\n".getBytes(StandardCharsets.UTF_8);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: PoliteNo
                    Says no to a client that is still sending: once with a close at once, and once politely.
                    Example: ./course run lesson05 PoliteNo
                    """,
                    0);

    private PoliteNo() {}

    /// How a server says no. Need not close the socket.
    @FunctionalInterface
    private interface Refusal {
        void say(Socket client) throws IOException;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                _ -> {
                    out.println("The server writes \"busy\" and closes:");
                    out.println("  the client " + seenByClient(PoliteNo::closeAtOnce));
                    out.println("The server writes \"busy\", half-closes, reads on, then closes:");
                    out.println("  the client " + seenByClient(PoliteNo::halfCloseAndRead));
                    return Program.DONE;
                });
    }

    // region refusals
    private static void closeAtOnce(Socket client) throws IOException {
        client.getOutputStream().write(NO);
    }

    private static void halfCloseAndRead(Socket client) throws IOException {
        client.getOutputStream().write(NO);
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    // endregion

    private static String seenByClient(Refusal refusal) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            listener.setSoTimeout(MILLIS);
            client.setSoTimeout(MILLIS);
            Thread.ofVirtual().name("server").start(() -> refuseOne(listener, refusal));
            return sendThenRead(client);
        }
    }

    private static void refuseOne(ServerSocket listener, Refusal refusal) {
        try (Socket client = listener.accept()) {
            client.setSoTimeout(MILLIS);
            refusal.say(client);
        } catch (IOException e) {
            System.getLogger("lesson05").log(System.Logger.Level.WARNING, "no was not said", e);
        }
    }

    // region client
    private static String sendThenRead(Socket client) throws IOException {
        try {
            client.getOutputStream().write(new byte[REQUEST_BYTES]);
        } catch (SocketException _) {
            return "could not send its request, and gave up";
        }
        client.shutdownOutput();
        byte[] answer = client.getInputStream().readNBytes(MOST_LINE_BYTES);
        return "reads: " + new String(answer, StandardCharsets.UTF_8).strip();
    }
    // endregion
}
