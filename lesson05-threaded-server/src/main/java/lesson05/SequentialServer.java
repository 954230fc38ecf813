package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;

/// Serves one client after the other, on the thread that accepts. It is here to show what goes
/// wrong: everybody waits for the client who is being served.
public final class SequentialServer {

    private SequentialServer() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [ServerProgram].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return ServerProgram.run("SequentialServer", SequentialServer::open, args, out, err);
    }

    /// No other thread: the accept loop runs the conversation itself.
    public static Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
            throws IOException {
        return new Server(address, protocol, visitors, Runnable::run);
    }
}
