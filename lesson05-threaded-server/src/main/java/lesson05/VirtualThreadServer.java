package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// Starts a virtual thread for each client. A virtual thread that waits for its client occupies
/// memory, but no thread of the system.
///
/// See JEP 444.
public final class VirtualThreadServer {

    private VirtualThreadServer() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [ServerProgram].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return ServerProgram.run("VirtualThreadServer", VirtualThreadServer::open, args, out, err);
    }

    /// A new thread for each client, which ends with it.
    public static Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
            throws IOException {
        return new Server(
                address,
                protocol,
                visitors,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("visitor-", 1).factory()));
    }
}
