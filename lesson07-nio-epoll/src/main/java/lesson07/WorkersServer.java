package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Echoes with several event loops: one accepts, the others serve. For protocols with something to
/// compute, on a machine with several processors.
public final class WorkersServer {

    private static final int MOST_WORKERS = 256;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: WorkersServer [port] [visitors] [workers] [seconds]
                    Echoes for visitors, and ends after so many of them; 0, the default, means never.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    workers: 1 to 256 loops that serve, besides the one that accepts; default 2.
                    seconds: how long a visitor may be silent; default 60.
                    Example: ./course run lesson07 WorkersServer 8888 0 2
                    """,
                    4);

    private WorkersServer() {}

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
                    int workers = ServerProgram.number(arguments, 2, "number of workers", 2);
                    if (workers < 1 || workers > MOST_WORKERS) {
                        throw Failure.usage("There can be 1 to 256 workers.");
                    }
                    Duration stall = EventLoopServer.stall(arguments, 3);
                    return ServerProgram.serve(
                            (address, visitors) -> open(address, visitors, stall, workers),
                            arguments,
                            out);
                });
    }

    /// An accepting loop and `workers` more.
    public static Server open(
            InetSocketAddress address, Visitors visitors, Duration stall, int workers)
            throws IOException {
        Echo echo = new Echo();
        return new LoopServer(
                new LoopServer.Settings(address, () -> echo, visitors, stall), workers);
    }
}
