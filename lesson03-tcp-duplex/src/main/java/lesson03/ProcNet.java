package lesson03;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The kernel's table of TCP sockets, as Linux shows it in `/proc/net/tcp` (IPv4) and
/// `/proc/net/tcp6` (IPv6, where a Java socket usually stands even when it talks IPv4).
///
/// A line: number, local address and port, remote address and port, state, queues, timer, and more,
/// of which the inode is the tenth field. Addresses are in words of four bytes, in the byte order
/// of the machine; all is hexadecimal but the inode. See proc_net_tcp(5).
///
/// @param folder where the two files are: `/proc/net`
record ProcNet(Path folder) {

    private static final int INODE = 9;

    /// By Linux' numbers (`include/net/tcp_states.h`).
    private static final List<String> STATES =
            List.of(
                    ("? ESTABLISHED SYN_SENT SYN_RCVD FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT CLOSED"
                                    + " CLOSE_WAIT LAST_ACK LISTEN CLOSING SYN_RCVD")
                            .split(" "));

    /// One socket.
    ///
    /// @param timer what the kernel's timer waits for, in words
    /// @param inode the number that `/proc/self/fd` has for it too
    record Row(
            InetSocketAddress local,
            InetSocketAddress remote,
            String state,
            String timer,
            String inode) {

        /// Reads one line of a table; the head line, and anything else that is no socket, gives
        /// nothing.
        static Optional<Row> parse(String line) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length <= INODE
                    || !fields[1].matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")
                    || !fields[2].matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")
                    || !fields[3].matches("0[0-9A-C]")
                    || !fields[5].matches("0[0-4]:.*")) {
                return Optional.empty();
            }
            return Optional.of(
                    new Row(
                            address(fields[1]),
                            address(fields[2]),
                            STATES.get(Integer.parseInt(fields[3], 16)),
                            timer(fields[5].charAt(1)),
                            fields[INODE]));
        }

        private static InetSocketAddress address(String field) {
            int colon = field.indexOf(':');
            ByteBuffer words =
                    ByteBuffer.wrap(HexFormat.of().parseHex(field, 0, colon))
                            .order(ByteOrder.nativeOrder());
            ByteBuffer bytes = ByteBuffer.allocate(words.capacity());
            while (words.hasRemaining()) {
                bytes.putInt(words.getInt());
            }
            try {
                return new InetSocketAddress(
                        InetAddress.getByAddress(bytes.array()),
                        Integer.parseInt(field.substring(colon + 1), 16));
            } catch (IOException e) {
                throw new AssertionError("4 or 16 bytes are an address", e);
            }
        }

        /// The numbers of `tr` in the table (get_tcp4_sock in `net/ipv4/tcp_ipv4.c`).
        private static String timer(char number) {
            return switch (number) {
                case '0' -> "none";
                case '1' -> "retransmit";
                case '2' -> "keepalive";
                case '3' -> "TIME_WAIT";
                default -> "zero window probe";
            };
        }
    }

    /// Whether this system shows its table in these files.
    boolean isReadable() {
        return Files.isReadable(folder.resolve("tcp"));
    }

    /// All TCP sockets of this machine, or of this container.
    List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : List.of(folder.resolve("tcp"), folder.resolve("tcp6"))) {
            if (Files.isReadable(file)) { // without IPv6 there is no second file
                Files.readAllLines(file).forEach(line -> Row.parse(line).ifPresent(rows::add));
            }
        }
        return rows;
    }
}
