package lesson04;

import java.io.PrintStream;
import java.time.Duration;
import lesson04.HardenedLoginServer.Limits;

/// The hardened server with [FastUsers], for [ServerProcess].
final class FastHardenedServer {

    /// As in the program, but patient: on a busy machine, counting what silent clients cost takes
    /// longer than the five seconds that the program gives them.
    private static final Limits LIMITS =
            new Limits(Limits.DEFAULT.connections(), Limits.DEFAULT.bytes(), Duration.ofMinutes(1));

    private FastHardenedServer() {}

    public static int run(String[] args, PrintStream out, PrintStream err) {
        return LoginServer.run(
                "FastHardenedServer",
                address ->
                        new HardenedLoginServer(
                                address, FastUsers.users(), FastUsers.noLimit(), LIMITS),
                args,
                out,
                err);
    }
}
