package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Shows that closing an executor does not end a handler that waits for its client, and that
/// closing the socket does.
public final class CloseOrder {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: CloseOrder
                    Closes an executor whose only task waits in read, and then the socket.
                    Example: ./course run lesson05 CloseOrder
                    """,
                    0);

    private CloseOrder() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 1 it has not gone as foretold, 2 wrong
    /// arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    // region close-order
    private static int show(PrintStream out) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket _ = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
            handlers.execute(() -> handle(accepted, out));
            Thread closing = Thread.ofPlatform().name("closing").start(handlers::close);

            boolean endedTooSoon = closing.join(PATIENCE);
            out.println(
                    "after a second, the executor is " + (endedTooSoon ? "closed" : "not closed"));
            hangUp(accepted);
            boolean ended = closing.join(LIMIT);
            out.println(
                    "the socket is closed, and the executor is "
                            + (ended ? "closed" : "not closed"));
            return ended && !endedTooSoon ? Program.DONE : Program.CHECKS_FAILED;
        }
    }

    // endregion

    private static void hangUp(Socket client) throws IOException {
        client.close();
    }

    /// Waits for a client that says nothing.
    private static void handle(Socket client, PrintStream out) {
        out.println("the handler waits in read");
        try {
            client.getInputStream().read();
        } catch (SocketException _) {
            out.println("the handler ends: its socket was closed");
        } catch (IOException e) {
            out.println("the handler ends: " + e.getClass().getName());
        }
    }
}
