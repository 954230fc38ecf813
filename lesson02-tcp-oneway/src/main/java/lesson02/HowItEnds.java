package lesson02;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// Shows what the reader sees when the other end ends the connection, in five ways.
///
/// See RFC 9293, 3.5.2 (reset), 3.6 (close) and 3.6.1 (unread data makes a close a reset).
public final class HowItEnds {

    private static final int READ_LIMIT_MILLIS = 5_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: HowItEnds
                    Ends connections on loopback in five ways and prints what the reader sees.
                    Starts two processes and kills them.
                    Example: ./course run lesson02 HowItEnds
                    """,
                    0);

    private HowItEnds() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 3 no second process to be had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException, InterruptedException {
        out.println("the other end ...         the reader sees");
        out.println("closes                    " + afterClose());
        out.println("shuts its output          " + afterShutdownOutput());
        out.println("resets (SO_LINGER 0)      " + afterReset());
        out.println("is killed, all read       " + afterKill(1));
        out.println("is killed, byte unread    " + afterKill(2));
        return Program.DONE;
    }

    private static String afterClose() throws IOException {
        try (Pair pair = Pair.open()) {
            pair.other.close();
            return whatReadSees(pair.reader);
        }
    }

    private static String afterShutdownOutput() throws IOException {
        try (Pair pair = Pair.open()) {
            pair.other.shutdownOutput();
            String seen = whatReadSees(pair.reader);
            pair.reader.getOutputStream().write('!');
            char answer = (char) pair.other.getInputStream().read();
            return seen + "; our answer still arrives: " + answer;
        }
    }

    private static String afterReset() throws IOException {
        try (Pair pair = Pair.open()) {
            pair.other.setSoLinger(true, 0); // close sends RST instead of FIN
            pair.other.close();
            return whatReadSees(pair.reader);
        }
    }

    /// Kills a process that has a connection to us. It has read one byte of the `bytes` that were
    /// sent to it.
    private static String afterKill(int bytes) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(READ_LIMIT_MILLIS);
            String port = Integer.toString(listener.getLocalPort());
            Process process = ReadsOneByte.startProcess(ReadsOneByte.class, port);
            try (Socket reader = listener.accept()) {
                reader.setSoTimeout(READ_LIMIT_MILLIS);
                reader.getOutputStream().write(new byte[bytes]); // in one segment
                reader.getInputStream().read(); // it has read one byte, so all have arrived
                process.destroyForcibly().waitFor();
                return whatReadSees(reader);
            } finally {
                process.destroyForcibly();
            }
        } catch (SocketTimeoutException _) {
            return "nothing: the second process did not start or did not answer";
        }
    }

    private static String whatReadSees(Socket reader) throws IOException {
        try {
            int next = reader.getInputStream().read();
            return next < 0 ? "-1, the end of the stream" : "a byte: " + next;
        } catch (SocketTimeoutException _) {
            return "nothing";
        } catch (SocketException _) {
            return "SocketException, a reset";
        }
    }

    /// Both ends of a connection in one process.
    private record Pair(Socket reader, Socket other) implements AutoCloseable {

        static Pair open() throws IOException {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Socket other = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket reader = listener.accept();
                reader.setSoTimeout(READ_LIMIT_MILLIS);
                return new Pair(reader, other);
            }
        }

        @Override
        public void close() throws IOException {
            try (reader;
                    other) {
                // closed in reverse order, the second even when the first throws
            }
        }
    }
}
