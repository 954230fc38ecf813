package lesson02;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kernel's table of TCP sockets as Linux shows it in `/proc/net/tcp` (IPv4) and
/// `/proc/net/tcp6` (IPv6; a Java socket usually stands there even when it talks IPv4). `ss -tan`
/// and `netstat -tan` show the same.
///
/// A line: `0: 0100007F:22B8 00000000:0000 0A ...`, which is number, local address and port, remote
/// address and port, state. Ports and states are hexadecimal. See proc_net_tcp(5).
///
/// @param folder where the two files are: `/proc/net`
record SocketTable(Path folder) {

    /// By Linux' numbers (`include/net/tcp_states.h`). RFC 9293, 3.3.2, writes SYN-RECEIVED,
    /// FIN-WAIT-1 and so on.
    private static final List<String> STATES =
            List.of(
                    ("? ESTABLISHED SYN_SENT SYN_RCVD FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT CLOSED"
                                    + " CLOSE_WAIT LAST_ACK LISTEN CLOSING SYN_RCVD")
                            .split(" "));

    /// One socket; ports 0 to 65535, remote port 0 for one that listens.
    record Row(int localPort, int remotePort, String state) {

        /// Reads one line of the table; the head line and anything else that is no socket gives
        /// nothing.
        static Optional<Row> parse(String line) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length < 4
                    || !fields[0].matches("\\d+:")
                    || !fields[3].matches("0[0-9A-C]")) {
                return Optional.empty();
            }
            String state = STATES.get(Integer.parseInt(fields[3], 16));
            return Optional.of(new Row(port(fields[1]), port(fields[2]), state));
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }

    /// Whether this system shows its table in these files.
    boolean isReadable() {
        return Files.isReadable(folder.resolve("tcp"));
    }

    /// The state of the socket with these ports, or `-` where there is none (RFC 9293 calls that
    /// CLOSED).
    String stateOf(int localPort, int remotePort) throws IOException {
        return rows().stream()
                .filter(row -> row.localPort == localPort && row.remotePort == remotePort)
                .map(Row::state)
                .findFirst()
                .orElse("-");
    }

    private List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : List.of(folder.resolve("tcp"), folder.resolve("tcp6"))) {
            if (Files.isReadable(file)) { // without IPv6 there is no second file
                Files.readAllLines(file).forEach(line -> Row.parse(line).ifPresent(rows::add));
            }
        }
        return rows;
    }
}
