package lesson01;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The kernel's socket table as Linux shows it in `/proc/net/tcp`, `tcp6`, `udp` and `udp6`, which
/// is what `netstat` reads. See proc_net_tcp(5). A line:
///
///       0: 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 ...
///          local address  foreign      state                              inode: field 10
///
/// Everything is hexadecimal but the inode. The port is an ordinary number. The address is not: the
/// kernel prints its four bytes as one number of this machine, so that 127.0.0.1 reads 0100007F on
/// a little-endian machine. An IPv6 address is four such numbers.
///
/// @param net where the four files are: `/proc/net`
/// @param source opens a file; a test can give one that fails
record ProcSockets(Path net, Source source) {

    private static final List<String> FILES = List.of("tcp", "tcp6", "udp", "udp6");

    /// Opens a file to be read. The reader is closed by who asked for it.
    @FunctionalInterface
    interface Source {
        BufferedReader open(Path file) throws IOException;
    }

    /// A socket and its inode, by which [SocketOwners] knows it; 0 where no process has it any
    /// more.
    record Entry(SocketRow row, long inode) {}

    /// What was read: the sockets, and a line for each file that could not be read to its end.
    record Reading(List<Entry> entries, List<String> notes) {

        /// The sockets with the names of their owners.
        List<SocketRow> rows(Map<Long, String> owners) {
            return entries.stream()
                    .map(entry ->
                            entry.row.ownedBy(owners.getOrDefault(entry.inode, SocketRow.NONE)))
                    .toList();
        }
    }

    static ProcSockets ofThisMachine() {
        return new ProcSockets(Path.of("/proc/net"), Files::newBufferedReader);
    }

    // region read
    /// Reads the four files. A file that is not there is skipped: without IPv6 there are only two.
    /// One that fails while it is read ends there; what came before counts.
    ///
    /// The kernel writes each file while it is read. When sockets come and go meanwhile, one may
    /// stand in it twice, which is mended here, or be left out.
    ///
    /// @throws Failure if there is none of the files
    Reading read() throws Failure {
        Set<Entry> entries = new LinkedHashSet<>();
        List<String> notes = new ArrayList<>();
        int missing = 0;
        for (String name : FILES) {
            try (BufferedReader reader = source.open(net.resolve(name))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    parse(name, line).ifPresent(entries::add);
                }
            } catch (NoSuchFileException _) {
                missing++;
            } catch (IOException e) {
                notes.add(net.resolve(name) + " was not read to its end: " + e.getMessage());
            }
        }
        if (missing == FILES.size()) {
            throw Failure.environment(
                    "There is no socket table in "
                            + net
                            + ", which only Linux has. Give the"
                            + " program what \"netstat -an\" prints: netstat -an | ./course run"
                            + " lesson01 SocketTable -");
        }
        return new Reading(List.copyOf(entries), notes);
    }

    // endregion

    /// One line of a file; the head line, and whatever else is no socket, gives nothing.
    static Optional<Entry> parse(String file, String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length < 10
                || !fields[0].matches("\\d+:")
                || !isAddress(fields[1])
                || !isAddress(fields[2])
                || !fields[3].matches("\\p{XDigit}{2}")
                || !fields[9].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return SocketState.numbered(Integer.parseInt(fields[3], 16))
                .map(state ->
                        new Entry(
                                new SocketRow(
                                        file,
                                        endpoint(fields[1]),
                                        endpoint(fields[2]),
                                        stateOf(file, state),
                                        SocketRow.NONE),
                                Long.parseLong(fields[9])));
    }

    /// Linux gives a UDP socket the number of CLOSED, unless the program has connected it.
    private static String stateOf(String file, SocketState state) {
        boolean none = file.startsWith("udp") && state == SocketState.CLOSED;
        return none ? SocketRow.NONE : state.name();
    }

    private static boolean isAddress(String text) {
        return text.matches("(\\p{XDigit}{8}|\\p{XDigit}{32}):\\p{XDigit}{4}");
    }

    // region endpoint
    private static String endpoint(String hex) {
        int colon = hex.indexOf(':');
        ByteBuffer address = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < colon; i += 8) {
            address.putInt(Integer.parseUnsignedInt(hex, i, i + 8, 16));
        }
        int port = Integer.parseInt(hex, colon + 1, hex.length(), 16);
        return text(address.array()) + ":" + (port == 0 ? "*" : port);
    }

    // endregion

    /// `127.0.0.1`, `[::1]`. The JDK writes an IPv6 address without `::`; the two that every table
    /// is full of are shortened here.
    private static String text(byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            String text = address.getHostAddress();
            return switch (address) {
                case Inet6Address ip when ip.isAnyLocalAddress() -> "[::]";
                case Inet6Address ip when ip.isLoopbackAddress() -> "[::1]";
                case Inet6Address _ -> "[" + text + "]";
                default -> text;
            };
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither 4 nor 16 bytes", e);
        }
    }
}
