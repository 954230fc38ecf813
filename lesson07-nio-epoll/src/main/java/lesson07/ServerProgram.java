package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The life around a [Server] in the lesson's server programs: it serves a number of visitors, and
/// ends.
final class ServerProgram {

    private ServerProgram() {}

    /// Opens a server.
    @FunctionalInterface
    interface Opening {
        Server open(InetSocketAddress address, Visitors visitors) throws IOException, Failure;
    }

    /// Reads the port and the number of visitors (0: never end) from the first two arguments, opens
    /// the server on loopback, and closes it when all visitors have gone.
    static int serve(Opening opening, Arguments arguments, PrintStream out)
            throws Failure, IOException, InterruptedException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(0, 0));
        int expected = number(arguments, 1, "number of visitors", 0);
        Visitors visitors = new Visitors(out, expected == 0 ? Integer.MAX_VALUE : expected);
        try (Server _ = opening.open(address, visitors)) {
            visitors.awaitAllGone();
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
        out.println("Visitors: " + visitors.count());
        return Program.DONE;
    }

    /// A number from 0 to 999,999,999.
    static int number(Arguments arguments, int index, String name, int byDefault) throws Failure {
        String text = arguments.text(index, name, Integer.toString(byDefault));
        if (!text.matches("\\d{1,9}")) {
            throw Failure.usage("The " + name + " \"" + SafeText.of(text) + "\" is no number.");
        }
        return Integer.parseInt(text);
    }
}
