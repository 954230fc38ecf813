package course.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A line of Linux's table of TCP sockets, `/proc/net/tcp` and `tcp6`. Ports only: the tests stay
/// on this machine.
record TcpSocket(int localPort, int remotePort, String state, long inode) {

    private static final List<Path> TABLES =
            List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    /// The numbers of the kernel's `tcp_states.h`.
    private static final Map<String, String> STATES =
            Map.ofEntries(
                    Map.entry("01", "ESTABLISHED"),
                    Map.entry("02", "SYN_SENT"),
                    Map.entry("03", "SYN_RECV"),
                    Map.entry("04", "FIN_WAIT1"),
                    Map.entry("05", "FIN_WAIT2"),
                    Map.entry("06", "TIME_WAIT"),
                    Map.entry("07", "CLOSE"),
                    Map.entry("08", "CLOSE_WAIT"),
                    Map.entry("09", "LAST_ACK"),
                    Map.entry("0A", "LISTEN"),
                    Map.entry("0B", "CLOSING"));

    /// Whether this system has such a table.
    static boolean isTableHere() {
        return TABLES.stream().anyMatch(Files::isReadable);
    }

    /// All sockets now; none where the system has no table.
    static List<TcpSocket> all() throws IOException {
        List<TcpSocket> sockets = new ArrayList<>();
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                Files.readAllLines(table).stream()
                        .skip(1)
                        .map(TcpSocket::parse)
                        .forEach(sockets::add);
            }
        }
        return sockets;
    }

    private static TcpSocket parse(String line) {
        String[] fields = line.strip().split("\\s+");
        return new TcpSocket(
                port(fields[1]),
                port(fields[2]),
                STATES.getOrDefault(fields[3], fields[3]),
                Long.parseLong(fields[9]));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    /// As a person would name it.
    String inWords() {
        return state.equals("LISTEN")
                ? "a listener on port " + localPort
                : "a connection from port " + localPort + " to port " + remotePort + ", " + state;
    }
}
