package lesson06;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Why a program stops before its work is done: one line for the person who started it, and the
/// exit status.
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Failure(int status, String line) {
        super(line);
        this.status = status;
    }

    /// The arguments are wrong.
    static Failure usage(String line) {
        return new Failure(Program.USAGE, line);
    }

    /// The arguments are right, but the machine, the network or the other end does not play along.
    static Failure environment(String line) {
        return new Failure(Program.ENVIRONMENT, line);
    }

    /// A port is not to be had: another program has it, or the user may not take it.
    static Failure cannotBind(InetSocketAddress address, IOException reason) {
        String line =
                "Cannot bind to %s (%s). Stop the program that has this port, or give another one;"
                        + " 0 takes any free port.";
        return environment(line.formatted(Endpoint.of(address), reason.getMessage()));
    }

    /// The machine refuses to send, or knows no such host.
    static Failure cannotSend(InetSocketAddress to, String why) {
        return environment("Cannot send to " + SafeText.of(Endpoint.of(to)) + ": " + why);
    }

    int status() {
        return status;
    }
}
