package lesson01;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Shows what `netstat -an` and `ss -an` show: the sockets of this machine with their owners
/// (Linux), or those of a table that was copied from Linux, macOS or Windows.
///
/// The states are those of RFC 9293, section 3.3.2.
public final class SocketTable {

    static final int ROWS_PER_PAGE = 20;

    private static final int MOST_BYTES = 4 << 20;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: SocketTable [file|-|example:NAME] [--state=NAME] [--port=N] [--page=N]
                    Without a file: the sockets of this machine, on Linux. With one: the output of
                    "netstat -an" of any system; - reads the standard input. The examples are
                    example:linux, example:macos and example:windows.
                    Example: ./course run lesson01 SocketTable --state=LISTEN
                    """,
                    4);

    /// Rows to show, and what else there is to say about them.
    private record Sockets(List<SocketRow> rows, List<String> notes) {}

    private SocketTable() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no table to be read.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(System.in, args, out, err);
    }

    static int run(InputStream in, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                _ -> {
                    SocketFilter filter = SocketFilter.parse(List.of(args));
                    show(read(filter.input(), in), filter, out);
                    return Program.DONE;
                });
    }

    private static Sockets read(String input, InputStream in) throws Failure, IOException {
        if (input.isEmpty()) {
            ProcSockets.Reading reading = ProcSockets.ofThisMachine().read();
            Map<Long, String> owners = SocketOwners.ofThisMachine().byInode();
            return new Sockets(reading.rows(owners), reading.notes());
        }
        PastedSockets.Reading reading = PastedSockets.read(text(input, in));
        if (reading.rows().isEmpty()) {
            throw Failure.environment(
                    "No line of "
                            + SafeText.of(input)
                            + " is a socket. It must be what"
                            + " \"netstat -an\" prints.");
        }
        return new Sockets(
                reading.rows(), List.of("Lines that are no sockets: " + reading.otherLines()));
    }

    private static String text(String input, InputStream in) throws Failure, IOException {
        if (input.startsWith("example:")) {
            return NetstatExample.named(input.substring("example:".length()));
        }
        if (input.equals("-")) {
            return limited(in, "the standard input");
        }
        try (InputStream file = Files.newInputStream(Path.of(input))) {
            return limited(file, SafeText.of(input));
        } catch (IOException | InvalidPathException e) {
            throw Failure.environment(
                    "Cannot read the file \""
                            + SafeText.of(input)
                            + "\" ("
                            + e.getClass().getSimpleName()
                            + "). Give the path of a text file.");
        }
    }

    private static String limited(InputStream in, String name) throws Failure, IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Failure.environment("More than 4 MiB in " + name + ": that is no socket table.");
        }
        return PastedSockets.decode(bytes);
    }

    private static void show(Sockets sockets, SocketFilter filter, PrintStream out) throws Failure {
        List<SocketRow> rows = sockets.rows.stream().filter(filter::accepts).toList();
        int pages = Math.max(1, Math.ceilDiv(rows.size(), ROWS_PER_PAGE));
        if (filter.page() > pages) {
            throw Failure.usage(
                    "There is no page %d: the last one is %d.".formatted(filter.page(), pages));
        }
        int first = (filter.page() - 1) * ROWS_PER_PAGE;
        int last = Math.min(first + ROWS_PER_PAGE, rows.size());
        print(rows.subList(first, last), out);
        String more = filter.page() < pages ? ". More: --page=" + (filter.page() + 1) : "";
        out.println(
                rows.isEmpty()
                        ? "No socket of " + sockets.rows.size() + " matches"
                        : "Sockets %d to %d of %d%s".formatted(first + 1, last, rows.size(), more));
        sockets.notes.forEach(out::println);
    }

    private static void print(List<SocketRow> rows, PrintStream out) {
        SocketRow head =
                new SocketRow("proto", "local address", "foreign address", "state", "owner");
        List<List<String>> lines =
                Stream.concat(Stream.of(head), rows.stream()).map(SocketTable::columns).toList();
        int[] widths = new int[head.getClass().getRecordComponents().length];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<String> columns(SocketRow row) {
        return List.of(row.protocol(), row.local(), row.foreign(), row.state(), row.owner());
    }
}
