package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A web server on one event loop: it keeps connections open for the next request, and holds
/// thousands of them.
public final class HttpLoopServer {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: HttpLoopServer [port] [visitors] [seconds]
                    Answers GET and HEAD for / and /zeros (10 MB), and ends after so many visitors; 0, the
                    default, means never. A visitor is a connection, with any number of requests.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    seconds: how long a visitor may be silent; default 60.
                    Example: ./course run lesson07 HttpLoopServer 8888
                    """,
                    3);

    private HttpLoopServer() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    Duration stall = EventLoopServer.stall(arguments, 2);
                    return ServerProgram.serve(
                            (address, visitors) -> open(address, visitors, stall), arguments, out);
                });
    }

    /// One loop, and a session for each connection.
    public static Server open(InetSocketAddress address, Visitors visitors, Duration stall)
            throws IOException {
        return new LoopServer(
                new LoopServer.Settings(address, HttpSession::new, visitors, stall), 0);
    }
}
