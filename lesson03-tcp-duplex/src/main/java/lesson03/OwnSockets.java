package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens a few sockets and lists the file descriptors of its own process, as `lsof -p` does: a
/// socket is one of them.
///
/// Linux shows the descriptors of a process in `/proc/self/fd` as symbolic links. The link of a
/// socket leads to `socket:[N]`; the row with the inode N in `/proc/net/tcp` tells which one it is.
/// See proc_pid_fd(5).
public final class OwnSockets {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: OwnSockets
                    Opens a few sockets and lists the file descriptors of its own process.
                    Linux only.
                    Example: ./course run lesson03 OwnSockets
                    """,
                    0);

    private OwnSockets() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 3 not on Linux.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(Path.of("/proc"), args, out, err);
    }

    static int run(Path proc, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(proc, out));
    }

    private static int show(Path proc, PrintStream out) throws Failure, IOException {
        Path folder = proc.resolve("self/fd");
        if (!Files.isDirectory(folder)) {
            String line =
                    "Cannot read %s, which only Linux has. Elsewhere \"lsof -p %d\" lists the"
                            + " descriptors of a process, here of this one.";
            throw Failure.environment(line.formatted(folder, ProcessHandle.current().pid()));
        }
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket _ = listener.accept()) {
            out.println("Listening on " + Endpoint.of(listener.getLocalSocketAddress()));
            out.println(Connector.ends(client));
            print(descriptors(folder), new ProcNet(proc.resolve("net")).rows(), out);
        }
        return Program.DONE;
    }

    /// The descriptors by number, each with where its link leads.
    private static Map<Integer, String> descriptors(Path folder) throws IOException {
        Map<Integer, String> links = new TreeMap<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path descriptor : descriptors) {
                try {
                    String link = Files.readSymbolicLink(descriptor).toString();
                    links.put(Integer.parseInt(descriptor.getFileName().toString()), link);
                } catch (NoSuchFileException _) {
                    // the one that reads this folder lists itself, and may be closed by now
                }
            }
        }
        return links;
    }

    private static String what(String link, List<ProcNet.Row> table) {
        return table.stream()
                .filter(row -> link.equals("socket:[" + row.inode() + "]"))
                .map(OwnSockets::what)
                .findFirst()
                .orElse("another socket, not of TCP");
    }

    private static String what(ProcNet.Row row) {
        String local = "TCP " + Endpoint.of(row.local());
        return row.state().equals("LISTEN")
                ? local + ", LISTEN"
                : local + " to " + Endpoint.of(row.remote()) + ", " + row.state();
    }

    private static void print(
            Map<Integer, String> descriptors, List<ProcNet.Row> table, PrintStream out) {
        out.println("descriptor  leads to          which is");
        int others = 0;
        for (Map.Entry<Integer, String> descriptor : descriptors.entrySet()) {
            String link = descriptor.getValue();
            if (link.startsWith("socket:")) {
                String format = "%10d  %-16s  %s";
                out.println(format.formatted(descriptor.getKey(), link, what(link, table)));
            } else {
                others++;
            }
        }
        out.println("and " + others + " more: files, pipes, devices");
    }
}
