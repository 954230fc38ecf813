package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Echoes for any number of clients with one thread, and lets none of them stop the others.
public final class EventLoopServer {

    /// How long a client may be silent, or refuse to read.
    public static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: EventLoopServer [port] [visitors] [seconds]
                    Echoes for visitors, and ends after so many of them; 0, the default, means never.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    seconds: how long a visitor may be silent; default 60.
                    Example: ./course run lesson07 EventLoopServer 8888
                    """,
                    3);

    private EventLoopServer() {}

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
                    Duration stall = stall(arguments, 2);
                    return ServerProgram.serve(
                            (address, visitors) -> open(address, visitors, stall), arguments, out);
                });
    }

    /// The limit at `index`, in seconds, 1 at least.
    static Duration stall(Arguments arguments, int index) throws Failure {
        int byDefault = (int) STALL_LIMIT.toSeconds();
        int seconds = ServerProgram.number(arguments, index, "number of seconds", byDefault);
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    /// One loop, which listens and serves.
    public static Server open(InetSocketAddress address, Visitors visitors, Duration stall)
            throws IOException {
        Echo echo = new Echo();
        return new LoopServer(new LoopServer.Settings(address, () -> echo, visitors, stall), 0);
    }
}
