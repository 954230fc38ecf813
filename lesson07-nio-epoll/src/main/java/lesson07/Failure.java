package lesson07;

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

    /// A server could not have its port: another program has it, or the user may not take it.
    static Failure cannotListen(InetSocketAddress address, IOException reason) {
        String line =
                "Cannot listen on %s (%s). Stop the program that has this port, or give another"
                        + " one; 0 takes any free port.";
        return environment(line.formatted(Endpoint.of(address), reason.getMessage()));
    }

    int status() {
        return status;
    }
}
