package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What the lesson's four server programs have in common: the arguments and the life around a
/// [Server].
///
/// Exit statuses: 0 done, 2 wrong arguments, 3 no such port to be had.
final class ServerProgram {

    private static final String USAGE =
            """
            Usage: NAME [port] [visitors] [protocol] [seconds]
            Serves visitors, and ends after so many of them; 0, the default, means never.
            port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
            protocol: echo (default), login or http.
            seconds: how long an echo visitor may be silent; default 60.
            Example: ./course run lesson05 NAME 8888
            """;

    private ServerProgram() {}

    /// Opens a server.
    @FunctionalInterface
    interface Opening {
        Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
                throws IOException;
    }

    static int run(String name, Opening opening, String[] args, PrintStream out, PrintStream err) {
        return new Program(USAGE.replace("NAME", name), 4)
                .run(
                        args,
                        out,
                        err,
                        arguments -> {
                            InetAddress loopback = InetAddress.getLoopbackAddress();
                            InetSocketAddress address =
                                    new InetSocketAddress(loopback, arguments.port(0, 0));
                            int visitors = number(arguments, 1, "number of visitors", 0);
                            Protocol protocol = protocol(arguments);
                            return serve(opening, address, protocol, visitors, out);
                        });
    }

    private static int serve(
            Opening opening,
            InetSocketAddress address,
            Protocol protocol,
            int expected,
            PrintStream out)
            throws Failure, IOException, InterruptedException {
        Visitors visitors = new Visitors(out, expected == 0 ? Integer.MAX_VALUE : expected);
        try (Server _ = opening.open(address, protocol, visitors)) {
            visitors.awaitAllGone();
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
        out.println("Visitors: " + visitors.count());
        return Program.DONE;
    }

    private static Protocol protocol(Arguments arguments) throws Failure {
        String name = arguments.text(2, "protocol", "echo");
        int byDefault = (int) EchoProtocol.STALL_LIMIT.toSeconds();
        int seconds = number(arguments, 3, "number of seconds", byDefault);
        return switch (name) {
            case "echo" -> new EchoProtocol(Duration.ofSeconds(Math.max(1, seconds)));
            case "login" -> new LoginProtocol();
            case "http" -> new HttpProtocol();
            default -> throw Failure.usage("No protocol \"" + SafeText.of(name) + "\" is known.");
        };
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
