package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ReachabilityTest {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private final Terminal terminal = new Terminal();

    @TempDir private Path net;

    @Test
    void listenerIsOpen() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(server.getLocalPort());

            assertThat(terminal.run(Reachability::run, "127.0.0.1", port)).isZero();
            assertThat(terminal.lines().getFirst())
                    .matches("127\\.0\\.0\\.1 isReachable: true, after \\d+ ms");
            assertThat(terminal.lastLine())
                    .matches("127\\.0\\.0\\.1:" + port + " TCP connect: open; .*, after \\d+ ms");
        }
    }

    @Test
    void portWithoutAListenerIsAnAnswerToo() throws IOException {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            closed = server.getLocalPort();
        }

        assertThat(terminal.run(Reachability::run, "127.0.0.1", Integer.toString(closed))).isZero();
        assertThat(terminal.lastLine()).contains("TCP connect: refused, a RST came; the host is");
    }

    @Test
    void unknownHostIsOneLine() {
        assertThat(terminal.run(Reachability::run, "没有.invalid")).isEqualTo(3);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error())
                .isEqualTo("Cannot look for \"没有.invalid\": no such host is known.");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 0, out of range",
        "localhost, http, is not a number",
        "'', 80, The host is missing",
        "--send, 80, Unknown option"
    })
    void wrongArgumentIsOneLine(String host, String port, String words) {
        assertThat(terminal.run(Reachability::run, host, port)).isEqualTo(2);
        assertThat(terminal.error()).contains(words);
    }

    @Test
    void countersAreReadByTheirNames() throws IOException {
        write("snmp", "Icmp: InMsgs OutEchos\nIcmp: 7 3\nTcp: ActiveOpens X\nTcp: 41 2\n");
        write("snmp6", "Icmp6InEchos \t9\nIcmp6OutEchos                   \t2\n");

        assertThat(SentCounters.read(net)).contains(new SentCounters(5, 41));
    }

    @ParameterizedTest
    @CsvSource({"Icmp: OutEchos", "Icmp: InMsgs", "''"})
    void counterThatIsNotThereIsZero(String line) throws IOException {
        write("snmp", line + "\n");

        assertThat(SentCounters.read(net)).contains(new SentCounters(0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 'ICMP echo requests (1), as ping does'",
        "1, 5, 'ICMP echo requests (1), as ping does'",
        "0, 1, 'no ICMP echo request, but a TCP connect: port 7, echo'",
        "0, 0, neither an ICMP echo request nor a TCP connect"
    })
    void differenceOfTheCountersSaysWhatWasSent(int echos, int connects, String words) {
        SentCounters before = new SentCounters(10, 100);

        assertThat(new SentCounters(10 + echos, 100 + connects).since(before)).hasToString(words);
    }

    @Test
    void withoutCountersItIsOneLine() {
        int status =
                terminal.run(
                        (args, out, err) -> Reachability.run(net, args, out, err),
                        "127.0.0.1",
                        "--sent");

        assertThat(status).isEqualTo(3);
        assertThat(terminal.error()).endsWith("which only Linux has: leave out --sent.");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void withTheRightToOpenARawSocketIsReachableIsPing() {
        Assumptions.assumeTrue(mayOpenRawSocket(), "This process has no CAP_NET_RAW.");

        assertThat(terminal.run(Reachability::run, "127.0.0.1", "--sent")).isZero();
        assertThat(terminal.lastLine()).startsWith("isReachable has sent ICMP echo requests");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void withoutThatRightIsReachableIsATcpConnect() throws Exception {
        List<String> command = new ArrayList<>();
        if (mayOpenRawSocket()) {
            Assumptions.assumeTrue(Files.isExecutable(SETPRIV), "There is no setpriv here.");
            command.add(SETPRIV.toString());
            command.addAll(List.of("--bounding-set=-net_raw", "--inh-caps=-net_raw"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Reachability.class.getName(), "127.0.0.1", "--sent"));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList()).hasSize(2);
        assertThat(output)
                .contains("127.0.0.1 isReachable: true")
                .contains("isReachable has sent no ICMP echo request, but a TCP connect: port 7");
    }

    static boolean mayOpenRawSocket() {
        return PortLimits.ofThisMachine().has(PortLimits.CAP_NET_RAW).orElse(false);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(net.resolve(file), text);
    }
}
