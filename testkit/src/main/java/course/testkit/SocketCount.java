package course.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The TCP and UDP sockets that this process holds: a guard against connections that are left
/// behind. On Linux it reads `/proc/self/fd`; where there is none, its check says so in words and
/// holds. Not for tests with a [Peer]: what talks to the container opens sockets too.
public final class SocketCount {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final int SHOWN = 3;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path UNIX_SOCKETS = Path.of("/proc/self/net/unix");

    private final Set<Long> before;

    private SocketCount(Set<Long> before) {
        this.before = before;
    }

    /// Notes the sockets that are open now.
    public static SocketCount now() throws IOException {
        return new SocketCount(isPossible() ? openSockets() : Set.of());
    }

    /// Whether this system tells.
    public static boolean isPossible() {
        return Files.isDirectory(DESCRIPTORS) && TcpSocket.isTableHere();
    }

    /// Waits, four seconds at most, until no more than `most` of the sockets are open that were not
    /// there before; fails when it does not come to that, and names some of them.
    public void checkLeftBehind(Trace trace, String step, int most, String why) throws Exception {
        if (!isPossible()) {
            trace.ok(step + " (not counted: only Linux tells)");
            return;
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        Set<Long> left = left();
        while (left.size() > most && System.nanoTime() < end) {
            Thread.onSpinWait();
            left = left();
        }
        trace.check(step, left.size() <= most, inWords(left, most) + "\n" + why);
    }

    private Set<Long> left() throws IOException {
        Set<Long> left = new TreeSet<>(openSockets());
        left.removeAll(before);
        return left;
    }

    private static String inWords(Set<Long> left, int most) throws IOException {
        Map<Long, TcpSocket> table =
                TcpSocket.all().stream()
                        .filter(socket -> socket.inode() != 0)
                        .collect(
                                Collectors.toMap(
                                        TcpSocket::inode, Function.identity(), (a, _) -> a));
        List<String> words =
                left.stream()
                        .map(inode ->
                                Optional.ofNullable(table.get(inode))
                                        .map(TcpSocket::inWords)
                                        .orElse(
                                                "a connection that was reset, and that nobody has closed"))
                        .toList();
        String more = words.size() > SHOWN ? " ... and " + (words.size() - SHOWN) + " more" : "";
        return (left.size() == 1 ? "1 socket is" : left.size() + " sockets are")
                + " open"
                + (most > 0 ? ", where at most " + most + " should be" : "")
                + ": "
                + String.join("; ", words.subList(0, Math.min(SHOWN, words.size())))
                + more
                + ".";
    }

    private static Set<Long> openSockets() throws IOException {
        Set<Long> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            descriptors.map(SocketCount::socketOf).flatMap(Optional::stream).forEach(sockets::add);
        }
        sockets.removeAll(unixSockets());
        return sockets;
    }

    /// A descriptor of a socket is a link to `socket:[number]`.
    private static Optional<Long> socketOf(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(Long.parseLong(target.substring(8, target.length() - 1)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // closed meanwhile
        }
    }

    /// The connection to a Docker engine is one of these.
    private static Set<Long> unixSockets() throws IOException {
        if (!Files.isReadable(UNIX_SOCKETS)) {
            return Set.of();
        }
        return Files.readAllLines(UNIX_SOCKETS).stream()
                .skip(1)
                .map(line -> Long.parseLong(line.strip().split("\\s+")[6]))
                .collect(Collectors.toSet());
    }
}
