package lesson05;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Shows what a read time-out limits, and what it does not: against a client that says nothing it
/// helps, against a client that sends a byte from time to time it does not.
public final class SlowSender {

    private static final Duration TIME_OUT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int SLOW_BYTES = 25;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: SlowSender
                    A server with a read time-out, against a silent client and a slow one.
                    Example: ./course run lesson05 SlowSender
                    """,
                    0);

    private SlowSender() {}

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
                    out.println("The time-out of a read is one second");
                    out.println("A silent client: " + served(0));
                    out.println("Ten bytes a second: " + served(SLOW_BYTES));
                    return Program.DONE;
                });
    }

    private static String served(int bytes) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket client = listener.accept()) {
            Thread.ofVirtual().name("sender").start(() -> drip(sender, bytes));
            return readLine(client);
        }
    }

    /// Counts the bytes of one line. The time-out is set once, and holds for each read by itself.
    // region read
    private static String readLine(Socket client) throws IOException {
        client.setSoTimeout((int) TIME_OUT.toMillis());
        long start = System.nanoTime();
        int count = 0;
        try {
            InputStream in = client.getInputStream();
            for (int next = in.read(); next != '\n' && next != -1; next = in.read()) {
                count++;
            }
            return "the line of " + count + " bytes was whole after " + since(start);
        } catch (SocketTimeoutException _) {
            return "cut off after " + since(start);
        }
    }

    // endregion

    private static void drip(Socket sender, int bytes) {
        try {
            for (int i = 0; i < bytes; i++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                sender.getOutputStream().write('x');
            }
            if (bytes > 0) {
                sender.getOutputStream().write('\n');
            }
        } catch (IOException e) {
            System.getLogger("lesson05").log(System.Logger.Level.WARNING, "not sent", e);
        }
    }

    private static String since(long start) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        boolean isLong = time.compareTo(TIME_OUT.multipliedBy(2)) > 0;
        return time.toMillis() + " ms" + (isLong ? ", more than twice the time-out" : "");
    }
}
