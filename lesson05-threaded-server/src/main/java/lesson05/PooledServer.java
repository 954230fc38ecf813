package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Serves with eight platform threads, which are used again and again. The ninth client waits in a
/// queue until one of the first eight leaves; when the queue is full too, the next one is sent
/// away.
public final class PooledServer {

    /// How many clients are served at the same time.
    public static final int THREADS = 8;

    /// How many more may wait for a thread.
    public static final int QUEUE = 100;

    private PooledServer() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [ServerProgram].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return ServerProgram.run("PooledServer", PooledServer::open, args, out, err);
    }

    /// Eight threads and a queue. Neither grows: what does not fit is rejected.
    public static Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
            throws IOException {
        // region threads
        return new Server(
                address,
                protocol,
                visitors,
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().name("visitor-", 1).factory(),
                        new ThreadPoolExecutor.AbortPolicy()));
        // endregion
    }
}
