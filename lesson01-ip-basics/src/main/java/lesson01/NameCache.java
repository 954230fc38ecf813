package lesson01;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;

/// Shows that the JVM remembers names. Starts a second JVM that takes its names from a hosts file
/// of our own, changes that file between two questions, and prints both answers.
///
/// See [InetAddress], "InetAddress Caching".
public final class NameCache {

    private static final String NAME = "printer.example";
    private static final String FOUND_SECONDS = "networkaddress.cache.ttl";
    private static final String UNKNOWN_SECONDS = "networkaddress.cache.negative.ttl";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: NameCache
                    Asks twice for a name that has a new address in between.
                    Example: ./course run lesson01 NameCache
                    """,
                    0);

    private NameCache() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 3 a second JVM could not be started.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws Failure, IOException, InterruptedException {
        out.println("the hosts file says      first answer  second answer  the JVM's cache");
        row(out, "192.0.2.1", "192.0.2.2", "", "remembers (30 s)");
        row(out, "192.0.2.1", "192.0.2.2", FOUND_SECONDS, FOUND_SECONDS + "=0");
        row(out, "nothing", "192.0.2.2", "", "remembers (10 s)");
        row(out, "nothing", "192.0.2.2", UNKNOWN_SECONDS, UNKNOWN_SECONDS + "=0");
        return Program.DONE;
    }

    private static void row(PrintStream out, String before, String after, String off, String cache)
            throws Failure, IOException, InterruptedException {
        Path hosts = Files.createTempFile("hosts", ".txt");
        try {
            List<String> answers = answers(hosts, before, after, off);
            String file = before + ", " + after;
            String row = "%-23s  %-12s  %-13s  %s";
            out.println(row.formatted(file, answers.getFirst(), answers.getLast(), cache));
        } finally {
            Files.delete(hosts);
        }
    }

    /// Blocks until the second JVM has ended, less than a second.
    private static List<String> answers(Path hosts, String before, String after, String off)
            throws Failure, IOException, InterruptedException {
        Process second =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djdk.net.hosts.file=" + hosts,
                                "-cp",
                                classes().toString(),
                                Child.class.getName(),
                                hosts.toString(),
                                before,
                                after,
                                off)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader lines = second.inputReader(StandardCharsets.UTF_8)) {
            List<String> said = lines.lines().toList();
            if (second.waitFor() != 0 || said.size() != 2) {
                throw Failure.environment("The second JVM failed: " + String.join(" ", said));
            }
            return said;
        } finally {
            second.destroy();
        }
    }

    private static File classes() throws IOException {
        try {
            return new File(
                    NameCache.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no folder of classes", e);
        }
    }

    /// What the second JVM runs.
    static final class Child {

        private Child() {}

        // region twice
        public static void main(String[] args) throws IOException {
            Path hosts = Path.of(args[0]);
            List<String> addresses = List.of(args[1], args[2]);
            String property = args[3];
            if (!property.isEmpty()) {
                // Before the first question: later it is too late.
                Security.setProperty(property, "0");
            }
            for (String address : addresses) {
                String line = address.equals("nothing") ? "" : address + " " + NAME + "\n";
                Files.writeString(hosts, line);
                System.out.println(answer());
            }
        }

        private static String answer() {
            try {
                return InetAddress.getAllByName(NAME)[0].getHostAddress();
            } catch (UnknownHostException _) {
                return "unknown";
            }
        }
        // endregion
    }
}
