package lesson03;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// Shows three ways for a client to say "that was all", to a server that reads to the end of the
/// stream and then answers.
///
/// See RFC 9293, 3.6 (closing a connection: "I have no more data to send").
public final class HalfClose {

    private static final int LIMIT_MILLIS = 500;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: HalfClose
                    Sends three lines to a server that counts lines, and ends them in three ways.
                    Example: ./course run lesson03 HalfClose
                    """,
                    0);

    /// What the client does after its last line.
    @FunctionalInterface
    private interface Ending {
        void of(Socket client) throws IOException;
    }

    private HalfClose() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException, InterruptedException {
        out.println("after its last line the client ...    and its read of the answer gives");
        out.println("does nothing                          " + answerAfter(_ -> {}));
        out.println(
                "closes its output stream              "
                        + answerAfter(client -> client.getOutputStream().close()));
        out.println("shuts its output down                 " + answerAfter(Socket::shutdownOutput));
        return Program.DONE;
    }

    private static String answerAfter(Ending ending) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().name("server").start(() -> countLines(listener));
            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                client.setSoTimeout(LIMIT_MILLIS);
                client.getOutputStream().write("你\n好\nend\n".getBytes(StandardCharsets.UTF_8));
                ending.of(client);
                return answer(client);
            } finally {
                server.join();
            }
        }
    }

    // region server
    private static void countLines(ServerSocket listener) {
        try (Socket client = listener.accept();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8))) {
            long lines = in.lines().count(); // to the end of the stream, and not before
            String answer = lines + " lines\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // A client that has closed reads no answer. That is its own affair.
        }
    }

    // endregion

    private static String answer(Socket client) throws IOException {
        try {
            byte[] bytes = client.getInputStream().readAllBytes();
            return "\"" + new String(bytes, StandardCharsets.UTF_8).strip() + "\"";
        } catch (SocketTimeoutException _) {
            return "nothing in time: both ends wait in read";
        } catch (SocketException e) {
            return "SocketException: " + e.getMessage();
        }
    }
}
