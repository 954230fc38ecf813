package lesson01;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Shows how a host decides where a packet goes: with masks, as today, and without, as before there
/// were subnets.
///
/// See RFC 1122, 3.3.1 (hosts), RFC 4632, 5.1 (the longest prefix), RFC 950 (masks).
public final class RoutingTable {

    private static final String FILE_OPTION = "--file=";
    private static final String ADD_OPTION = "--add=";
    private static final String KERNEL_OPTION = "--kernel";
    private static final String KERNEL = "/proc/net/route";

    // region example
    private static final String EXAMPLE =
            """
            192.168.1.0/24 dev wlan0
            172.16.5.0/24 dev eth0
            10.8.0.0/16 via 192.168.1.254 dev wlan0
            10.8.7.0/24 via 172.16.5.1 dev eth0
            203.0.113.7 via 192.168.1.253 dev wlan0
            unreachable 198.51.100.0/24
            default via 192.168.1.1 dev wlan0
            """;
    // endregion

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: RoutingTable [--kernel | --file=FILE] [--add=ROUTE] [destination...]
                    Prints a routing table, and for each destination how the next hop is chosen.
                    Without an option: an example. --kernel: this machine's table, on Linux.
                    --file: a table as "ip route" prints it. --add: one route more, with commas for
                    spaces: --add=10.9.0.0/16,via,172.16.5.1,dev,eth0
                    Example: ./course run lesson01 RoutingTable 10.8.7.6
                    """,
                    Integer.MAX_VALUE);

    private RoutingTable() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments or no table, 3 the file
    /// cannot be read.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(List.of(args), out));
    }

    private static int show(List<String> args, PrintStream out) throws Failure {
        List<Integer> destinations = new ArrayList<>();
        List<String> added = new ArrayList<>();
        String source = "";
        for (String arg : args) {
            if (arg.startsWith(ADD_OPTION)) {
                added.add(arg.substring(ADD_OPTION.length()).replace(',', ' '));
            } else if (arg.startsWith("-")) {
                source = arg;
            } else {
                destinations.add(destination(arg));
            }
        }
        RouteTable table = table(source, added);
        print(table, out);
        destinations.forEach(address -> explain(table, address, out));
        return Program.DONE;
    }

    private static RouteTable table(String source, List<String> added) throws Failure {
        if (source.equals(KERNEL_OPTION) && added.isEmpty()) {
            return RouteTable.parseKernel(linesOf(KERNEL), ByteOrder.nativeOrder());
        }
        List<String> lines = new ArrayList<>();
        if (source.isEmpty()) {
            lines.addAll(EXAMPLE.lines().toList());
        } else if (source.startsWith(FILE_OPTION) && source.length() > FILE_OPTION.length()) {
            lines.addAll(linesOf(source.substring(FILE_OPTION.length())));
        } else {
            throw Failure.usage("Unknown option \"" + SafeText.of(source) + "\", or one too many.");
        }
        lines.addAll(added);
        return RouteTable.parse(lines);
    }

    private static List<String> linesOf(String file) throws Failure {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            String line =
                    "Cannot read %s (%s). A table is a text file; /proc/net/route is on Linux only.";
            throw Failure.environment(
                    line.formatted(SafeText.of(file), e.getClass().getSimpleName()));
        }
    }

    private static int destination(String text) throws Failure {
        int address = Ipv4Text.parse(text);
        int first = address >>> 24;
        if (first == 0 || first == 127 || first >= 224) {
            String line = "%s is not forwarded: it is no address of one other host.";
            throw Failure.usage(line.formatted(text));
        }
        return address;
    }

    private static void print(RouteTable table, PrintStream out) {
        out.println("The table, the longest prefix first:");
        for (Route route : Forwarding.longestFirst(table)) {
            String metric = route.metric() == 0 ? "" : ", metric " + route.metric();
            out.println(
                    "  %-18s  %-28s  %s%s"
                            .formatted(route.destination(), route.where(), route.name(), metric));
        }
    }

    private static void explain(RouteTable table, int destination, PrintStream out) {
        out.println();
        out.println("A packet for " + Ipv4Text.of(destination));
        print("without masks", Forwarding.withoutMasks(table, destination), destination, out);
        print("with masks", Forwarding.withMasks(table, destination), destination, out);
    }

    private static void print(String title, Forwarding made, int destination, PrintStream out) {
        out.println("  " + title + ":");
        made.steps().forEach(step -> out.println("    " + step));
        out.println("    => " + made.verdict(destination));
    }
}
