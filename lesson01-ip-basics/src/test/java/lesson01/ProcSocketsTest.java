package lesson01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lesson01.ProcSockets.Entry;
import lesson01.ProcSockets.Reading;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class ProcSocketsTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    private static final String REST = " 00000000:00000000 00:00000000 00000000 1000 0 4711 1 0";
    private static final String LISTENER = "   0: 0100007F:22B8 00000000:0000 0A" + REST + "\n";
    private static final String LOOPBACK = "00000000000000000000000001000000";
    private static final String ANY = "00000000000000000000000000000000";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "tcp, 0100007F:22B8, 00000000:0000, 0A, 127.0.0.1:8888, 0.0.0.0:*, LISTEN",
        "tcp, 0A0200C0:0016, 076433C6:C351, 01, 192.0.2.10:22, 198.51.100.7:50001, ESTABLISHED",
        "tcp, 0100007F:C351, 0100007F:FFFF, 06, 127.0.0.1:50001, 127.0.0.1:65535, TIME_WAIT",
        "tcp, 0100007F:22B8, 0100007F:C351, 0C, 127.0.0.1:8888, 127.0.0.1:50001, SYN_RCVD",
        "tcp6, " + LOOPBACK + ":22B8, " + ANY + ":0000, 0A, [::1]:8888, [::]:*, LISTEN",
        "tcp6, 0000000000000000FFFF00000100007F:22B8, "
                + ANY
                + ":0000, 0A, 127.0.0.1:8888,"
                + " [::]:*, LISTEN",
        "tcp6, B80D0120000000000000000010000000:22B8, "
                + ANY
                + ":0000, 0A,"
                + " [2001:db8:0:0:0:0:0:10]:8888, [::]:*, LISTEN",
        "udp, 00000000:0035, 00000000:0000, 07, 0.0.0.0:53, 0.0.0.0:*, -",
        "udp, 0100007F:C351, 3500007F:0035, 01, 127.0.0.1:50001, 127.0.0.53:53, ESTABLISHED"
    })
    void lineBecomesTwoEndsAndAState(
            String file,
            String local,
            String foreign,
            String number,
            String here,
            String there,
            String state) {
        Assumptions.assumeTrue(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
                "The lines of this test come from a little-endian machine.");
        String line = "  12: " + local + " " + foreign + " " + number + REST;

        assertThat(ProcSockets.parse(file, line))
                .contains(new Entry(new SocketRow(file, here, there, state, "-"), 4711));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEAD,
                "0: 0100007F:22B8 00000000:0000 0A",
                "0: 0100007F:22B8 00000000:0000 0D" + REST,
                "0: 0100007F:22B8 00000000:0000 00" + REST,
                "0: 0100007F:22B8 00000000:0000 LISTEN" + REST,
                "0: 100007F:22B8 00000000:0000 0A" + REST,
                "0: 0100007F 00000000:0000 0A" + REST,
                "0: 0100007G:22B8 00000000:0000 0A" + REST,
                "x: 0100007F:22B8 00000000:0000 0A" + REST,
                "0: 0100007F:22B8 00000000:0000 0A a b c d e inode"
            })
    void whatIsNoSocketGivesNothing(String line) {
        assertThat(ProcSockets.parse("tcp", line)).isEmpty();
    }

    @Test
    void lineCutOffAnywhereIsNoException() {
        String line = LISTENER.strip();
        int complete = line.indexOf("4711") + 1;
        for (int length = 0; length < complete; length++) {
            assertThat(ProcSockets.parse("tcp", line.substring(0, length)))
                    .as(line.substring(0, length))
                    .isEmpty();
        }
    }

    @Test
    void ownersAreFoundByInode() throws Exception {
        Files.writeString(folder.resolve("tcp"), HEAD + LISTENER);

        Reading reading = new ProcSockets(folder, Files::newBufferedReader).read();

        assertThat(reading.rows(Map.of(4711L, "812/java")))
                .containsExactly(
                        new SocketRow("tcp", "127.0.0.1:8888", "0.0.0.0:*", "LISTEN", "812/java"));
        assertThat(reading.rows(Map.of()).getFirst().owner()).isEqualTo("-");
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void fileThatVanishesBeforeItIsOpenedIsSkipped() throws Exception {
        ProcSockets sockets =
                new ProcSockets(
                        folder,
                        file -> {
                            if (file.endsWith("tcp6")) {
                                throw new NoSuchFileException(file.toString());
                            }
                            return new BufferedReader(new StringReader(HEAD + LISTENER));
                        });

        Reading reading = sockets.read();

        assertThat(reading.entries())
                .extracting(entry -> entry.row().protocol())
                .containsExactly("tcp", "udp", "udp6");
    }

    @Test
    void socketThatStandsTwiceInAFileIsThereOnce() throws Exception {
        ProcSockets sockets =
                new ProcSockets(
                        folder,
                        file -> new BufferedReader(new StringReader(HEAD + LISTENER + LISTENER)));

        assertThat(sockets.read().entries())
                .extracting(entry -> entry.row().protocol())
                .containsExactly("tcp", "tcp6", "udp", "udp6");
    }

    @Test
    void fileThatVanishesWhileItIsReadKeepsWhatCameBefore() throws Exception {
        ProcSockets sockets =
                new ProcSockets(
                        folder,
                        file -> {
                            StringReader whole = new StringReader(HEAD + LISTENER);
                            return new BufferedReader(
                                    file.endsWith("tcp") ? new Vanishing(whole) : whole);
                        });

        Reading reading = sockets.read();

        assertThat(reading.entries())
                .extracting(entry -> entry.row().protocol())
                .containsExactly("tcp", "tcp6", "udp", "udp6");
        assertThat(reading.notes())
                .containsExactly(
                        folder.resolve("tcp") + " was not read to its end: No such process");
    }

    @Test
    void withoutAnyFileItIsOneLine() {
        assertThatThrownBy(() -> new ProcSockets(folder, Files::newBufferedReader).read())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("netstat -an | ./course run lesson01 SocketTable -");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void ownSocketsAreInTheTableWithThisProcessAsTheirOwner() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort());
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            // The table may leave out a socket while others come and go: the next one has it.
            await().untilAsserted(() -> {
                Reading reading = ProcSockets.ofThisMachine().read();
                List<SocketRow> rows = reading.rows(SocketOwners.ofThisMachine().byInode());

                assertThat(mine(rows, "tcp", server.getLocalPort(), "LISTEN")).hasSize(1);
                assertThat(mine(rows, "tcp", client.getLocalPort(), "ESTABLISHED")).hasSize(1);
                assertThat(mine(rows, "udp", udp.getLocalPort(), "-")).hasSize(1);
            });
        }
    }

    private static List<SocketRow> mine(
            List<SocketRow> rows, String protocol, int port, String state) {
        return rows.stream()
                .filter(row -> row.protocol().startsWith(protocol))
                .filter(row -> row.local().equals("127.0.0.1:" + port))
                .filter(row -> row.state().equals(state))
                .filter(row -> row.owner().startsWith(ProcessHandle.current().pid() + "/"))
                .toList();
    }

    @Test
    void processThatEndsWhileItIsLookedAtHasNoSockets() throws IOException {
        Path proc = folder;
        Files.createDirectories(proc.resolve("1/fd"));
        Files.createSymbolicLink(proc.resolve("1/fd/3"), Path.of("socket:[4711]"));
        Files.createSymbolicLink(proc.resolve("1/fd/4"), Path.of("pipe:[4713]"));
        Files.createDirectories(proc.resolve("2/fd"));
        Files.createSymbolicLink(proc.resolve("2/fd/0"), Path.of("socket:[4712]"));
        Files.writeString(proc.resolve("2/comm"), "j\u001bva\n");
        Files.createDirectories(proc.resolve("3"));
        Files.createDirectories(proc.resolve("net"));

        assertThat(new SocketOwners(proc).byInode()).isEqualTo(Map.of(4712L, "2/j\\u001bva"));
        assertThat(new SocketOwners(proc.resolve("none")).byInode()).isEmpty();
    }

    /// Fails where the text ends, as a file of `/proc` does whose process has gone.
    private static final class Vanishing extends Reader {

        private final Reader whole;

        Vanishing(Reader whole) {
            this.whole = whole;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = whole.read(buffer, offset, length);
            if (count < 0) {
                throw new IOException("No such process");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
