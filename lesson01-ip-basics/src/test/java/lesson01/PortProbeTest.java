package lesson01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class PortProbeTest {

    private final Terminal terminal = new Terminal();

    @TempDir private Path proc;

    @ParameterizedTest
    @CsvSource({
        "0, WELL_KNOWN",
        "1023, WELL_KNOWN",
        "1024, REGISTERED",
        "49151, REGISTERED",
        "49152, DYNAMIC",
        "65535, DYNAMIC"
    })
    void rangesAreThoseOfTheRfc(int port, PortRange range) {
        assertThat(PortRange.of(port)).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({"-1", "65536"})
    void otherNumbersAreNoPorts(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> PortRange.of(number));
    }

    @Test
    void tcpAndUdpHaveTheSameNumberAtOnceAndTcpNotTwice() {
        assertThat(terminal.run(PortProbe::run, "0")).isZero();

        assertThat(terminal.lines()).hasSize(5);
        assertThat(terminal.lines().getFirst()).matches("TCP 127\\.0\\.0\\.1:\\d+ is ours");
        assertThat(terminal.lines().get(2)).endsWith("TCP and UDP have ports of their own");
        assertThat(terminal.lastLine()).startsWith("It failed: ");
    }

    @Test
    void takenPortIsOneLine() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(terminal.run(PortProbe::run, port)).isEqualTo(3);

            assertThat(terminal.error()).startsWith("Cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void severalPortsAreOnlyExplained() {
        assertThat(terminal.run(PortProbe::run, "80", "8888", "49152")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "   80  well-known, 0 to 1023 (RFC 6335: System Ports)",
                        " 8888  registered, 1024 to 49151 (RFC 6335: User Ports)",
                        "49152  dynamic, 49152 to 65535 (RFC 6335: Dynamic Ports)");
    }

    @ParameterizedTest
    @CsvSource({"65536, out of range", "-1, out of range", "http, not a number", "'', is missing"})
    void whatIsNoPortIsOneLine(String port, String words) {
        assertThat(terminal.run(PortProbe::run, "80", port)).isEqualTo(2);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error()).contains(words);
    }

    @Test
    void machineSaysItsLimits() throws IOException {
        write("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
        write("sys/net/ipv4/ip_unprivileged_port_start", "1024\n");
        write("self/status", "Name:\tjava\nCapEff:\t0000000000000400\n");

        assertThat(terminal.run(this::probe)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "Ephemeral ports, given to clients: 32768 to 60999 (ip_local_port_range)",
                        "Ports below 1024 need a privilege (ip_unprivileged_port_start).",
                        "This process has the capability CAP_NET_BIND_SERVICE.");
    }

    @Test
    void machineWithoutProcSaysThatItDoesNotKnow() {
        assertThat(terminal.run(this::probe)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "This system does not say in /proc which ports it gives to clients. RFC 6335"
                                + " has 49152 to 65535 for that.",
                        "No port needs a privilege, as far as /proc says.");
    }

    @ParameterizedTest
    @CsvSource({"''", "1", "1 x", "1 2 3", "123456 1", "你好 1", "１ ２"})
    void fileThatHoldsSomethingElseIsNoAnswer(String text) throws IOException {
        write("sys/net/ipv4/ip_local_port_range", text);

        assertThat(new PortLimits(proc).ephemeral()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1024, 0000000000000000, true",
        "80, 1024, 0000000000000400, false",
        "80, 1024, 00000000a80425fb, false",
        "80, 1024, fffffffffffffbff, true",
        "80, 80, 0000000000000000, false",
        "79, 80, 0000000000000000, true",
        "80, 0, 0000000000000000, false",
        "1024, 1024, 0000000000000000, false",
        "0, 1024, 0000000000000000, false"
    })
    void capabilityOrSettingDecidesWhoeverTheUserIs(
            int port, int start, String capabilities, boolean refused) throws IOException {
        write("sys/net/ipv4/ip_unprivileged_port_start", start + "\n");
        write("self/status", "CapEff:\t" + capabilities + "\n");

        assertThat(new PortLimits(proc).refuses(port)).isEqualTo(refused);
    }

    @Test
    void portThatNeedsAPrivilegeIsOneLine() throws IOException {
        write("sys/net/ipv4/ip_unprivileged_port_start", "1024\n");
        write("self/status", "CapEff:\t0000000000000000\n");

        assertThat(terminal.run(this::probe, "80")).isEqualTo(3);
        assertThat(terminal.error()).startsWith("Port 80 needs a privilege here");
    }

    private int probe(String[] args, java.io.PrintStream out, java.io.PrintStream err) {
        return PortProbe.run(new PortLimits(proc), args, out, err);
    }

    private void write(String file, String text) throws IOException {
        Path path = proc.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
