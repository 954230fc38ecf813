package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// Starts a platform thread for each client. As many clients as the system allows threads can be
/// served at the same time.
public final class ThreadPerClientServer {

    private ThreadPerClientServer() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [ServerProgram].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return ServerProgram.run(
                "ThreadPerClientServer", ThreadPerClientServer::open, args, out, err);
    }

    /// A new thread for each client, which ends with it.
    public static Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
            throws IOException {
        // region threads
        return new Server(
                address,
                protocol,
                visitors,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("visitor-", 1).factory()));
        // endregion
    }
}
