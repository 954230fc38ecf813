package lesson01;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Binds servers to different addresses and measures on which addresses each of them answers.
///
/// See ip(7), ipv6(7) and RFC 1122, 3.3.4.2 (to whom an address belongs: the host or the
/// interface).
public final class BindMatrix {

    private static final int LONGEST_WAIT_SECONDS = 3_600;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: BindMatrix [seconds]
                    Binds servers to 127.0.0.1, an address of this machine, 0.0.0.0 and ::, and tries
                    each of them. With a number of seconds it then waits for connections from
                    another host. "own address" is this machine's first address that is not loopback.
                    Example: ./course run lesson01 BindMatrix
                    """,
                    1);

    /// A column of the table: where connections go, and what comes of them.
    record Column(String label, Function<BindListener, String> result) {

        static Column to(String label, InetAddress destination) {
            return new Column(label, listener -> listener.reachedAt(destination));
        }
    }

    private BindMatrix() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> show(seconds(arguments), out));
    }

    private static int seconds(Arguments arguments) throws Failure {
        String text = arguments.text(0, "number of seconds", "0");
        int seconds = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (seconds < 0 || seconds > LONGEST_WAIT_SECONDS) {
            throw Failure.usage(
                    "The number of seconds \"%s\" is not a number from 0 to %d."
                            .formatted(SafeText.of(text), LONGEST_WAIT_SECONDS));
        }
        return seconds;
    }

    private static int show(int seconds, PrintStream out) throws IOException, InterruptedException {
        List<BindListener> listeners = BindListener.openAll();
        try {
            table(listeners, columns()).forEach(out::println);
            if (seconds > 0) {
                waitForOthers(listeners, Duration.ofSeconds(seconds), out);
            }
        } finally {
            closeAll(listeners);
        }
        return Program.DONE;
    }

    /// What the table tries on this machine, from left to right.
    static List<Column> columns() throws IOException {
        List<Column> columns = new ArrayList<>();
        for (String destination : List.of("127.0.0.1", "127.0.0.2", "localhost", "::1")) {
            columns.add(Column.to(destination, InetAddress.getByName(destination)));
        }
        Optional<InetAddress> own = BindListener.ownAddress();
        columns.add(
                own.map(address -> Column.to(BindListener.OWN_ADDRESS, address))
                        .orElse(new Column(BindListener.OWN_ADDRESS, _ -> "-")));
        return columns;
    }

    /// A head line, a line for each server, and what `-` means where it occurs.
    static List<String> table(List<BindListener> listeners, List<Column> columns) {
        List<String> lines = new ArrayList<>();
        lines.add(line("bound to", columns.stream().map(Column::label).toList(), columns));
        for (BindListener listener : listeners) {
            List<String> cells =
                    columns.stream().map(column -> column.result.apply(listener)).toList();
            lines.add(line(listener.label(), cells, columns));
        }
        if (lines.stream().anyMatch(line -> line.matches(".* -( .*)?"))) {
            lines.add("- : this machine has no such address");
        }
        return lines;
    }

    private static String line(String label, List<String> cells, List<Column> columns) {
        StringBuilder line = new StringBuilder("%-26s".formatted(label));
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            int width = Math.max("no answer".length(), columns.get(i).label.length()) + 2;
            line.append(cell).repeat(' ', Math.max(1, width - cell.length()));
        }
        return line.toString().stripTrailing();
    }

    // region wait
    private static void waitForOthers(List<BindListener> listeners, Duration limit, PrintStream out)
            throws IOException, InterruptedException {
        String own = BindListener.ownAddress().map(InetAddress::getHostAddress).orElse("ADDRESS");
        out.println("Try these from another host within " + limit.toSeconds() + " seconds:");
        for (BindListener listener : listeners) {
            if (listener.server().isPresent()) {
                ServerSocket server = listener.server().get();
                server.setSoTimeout(0);
                out.println("  nc -zv " + own + " " + listener.port() + "   # " + listener.label());
                Thread.ofVirtual()
                        .name(listener.label())
                        .start(() -> report(listener, server, out));
            }
        }
        Thread.sleep(limit);
    }

    /// Prints who comes, until the server is closed.
    private static void report(BindListener listener, ServerSocket server, PrintStream out) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    String from = Endpoint.of(client.getRemoteSocketAddress());
                    out.println(from + " has reached the server bound to " + listener.label());
                }
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                out.println("The server bound to " + listener.label() + " has stopped: " + e);
            }
        }
    }

    // endregion

    private static void closeAll(List<BindListener> listeners) throws IOException {
        for (BindListener listener : listeners) {
            listener.close();
        }
    }
}
