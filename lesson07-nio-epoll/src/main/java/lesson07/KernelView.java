package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Shows a selector from the kernel's side: the file descriptors that one selector, one listener
/// and one accepted connection take, and what the kernel notes about the selector.
///
/// Linux shows this in `/proc/self`. Other systems have no such place, and the program says so.
public final class KernelView {

    private static final String HERE = "/proc/self";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: KernelView
                    Shows the file descriptors of a selector, a listener and a connection. Linux only.
                    Example: ./course run lesson07 KernelView
                    """,
                    0);

    private KernelView() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 not on Linux.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(Path.of(HERE), out));
    }

    /// @param process the folder that the kernel shows for this process
    static int show(Path process, PrintStream out) throws IOException, Failure {
        if (!Files.isDirectory(process.resolve("fdinfo"))) {
            throw Failure.environment(
                    "There is no "
                            + process
                            + "/fdinfo here: only Linux shows it. On macOS, lsof -p with a process id lists the"
                            + " descriptors, and the selector is of type KQUEUE.");
        }
        Map<Integer, String> before = descriptors(process);
        // region four-things
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open();
                SocketChannel client = SocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client.connect(listener.getLocalAddress());
            try (SocketChannel accepted = listener.accept()) {
                listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
                accepted.configureBlocking(false)
                        .register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                selector.selectNow(); // only select tells the kernel what has been registered
                // endregion
                print(process, before, out);
            }
        }
        return Program.DONE;
    }

    private static void print(Path process, Map<Integer, String> before, PrintStream out)
            throws IOException {
        Map<Integer, String> opened = descriptors(process);
        opened.keySet().removeAll(before.keySet());
        out.println(process + "/fd, what this program has opened:");
        opened.forEach((number, target) -> out.println("  " + number + " -> " + target));
        for (int number : opened.keySet()) {
            if (opened.get(number).contains("eventpoll")) {
                Path info = process.resolve("fdinfo").resolve(Integer.toString(number));
                out.println(info + ":");
                Files.readAllLines(info)
                        .forEach(line -> out.println("  " + SafeText.of(line.replace("\t", " "))));
            }
        }
    }

    /// The numbers of all open descriptors, and what they lead to.
    private static Map<Integer, String> descriptors(Path process) throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        try (Stream<Path> entries = Files.list(process.resolve("fd"))) {
            for (Path entry : entries.toList()) {
                if (Files.isSymbolicLink(
                        entry)) { // no more, if it was the one that reads the folder
                    int number = Integer.parseInt(entry.getFileName().toString());
                    found.put(number, Files.readSymbolicLink(entry).toString());
                }
            }
        }
        found.values().removeIf(target -> target.endsWith("/fd"));
        return found;
    }
}
