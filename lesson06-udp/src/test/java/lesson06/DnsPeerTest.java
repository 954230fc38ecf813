package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lesson's query against a DNS server that others wrote: `dnsmasq`, which runs in a million
/// routers.
@NeedsPeer
class DnsPeerTest {

    /// What DnsQuery showed of dnsmasq's answer: a figure of the lesson.
    static final Path RECORDING = Path.of("src/test/resources/lesson06/dnsmasq-answer.txt");

    /// Starts dnsmasq in the peer, without the settings of the machine.
    static final String DNSMASQ =
            "for i in {1..60}; do echo 192.0.2.$i many.course.example; done >/tmp/many;"
                    + " exec dnsmasq --no-daemon --port=9001 --user=root --conf-file=/dev/null"
                    + " --no-resolv --no-hosts --addn-hosts=/tmp/many --local=/course.example/"
                    + " --local-ttl=60 --host-record=host.course.example,192.0.2.7,2001:db8::7"
                    + " --cname=www.course.example,host.course.example";

    private final Peer peer = Peer.get();
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void assumeDirectPath() {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "The engine forwards TCP ports only (Docker Desktop): no datagram of this machine"
                        + " reaches a port of the peer.");
    }

    @ParameterizedTest
    @CsvSource({
        "host.course.example, A, 192.0.2.7",
        "host.course.example, AAAA, 2001:db8:0:0:0:0:0:7",
        "www.course.example, A, 192.0.2.7",
        "www.course.example, CNAME, an alias"
    })
    void dnsmasqAnswers(String name, String type, String expected) {
        try (PeerCommand _ = dnsmasq()) {
            int status = ask(name, type);

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(terminal.lastLine()).contains(expected).endsWith(" may be kept for 60 s");
        }
    }

    @Test
    void dnsmasqTruncatesAndIsAskedAgainOverTcp() {
        try (PeerCommand _ = dnsmasq()) {
            int status = ask("many.course.example", "A");

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(terminal.lines())
                    .contains("Answer over TCP, 997 bytes behind two of length", "and 57 more")
                    .anyMatch(line -> line.contains("TC truncated"));
        }
    }

    @ParameterizedTest
    @CsvSource({"nix.course.example, NXDOMAIN", "course.invalid, REFUSED"})
    void dnsmasqKnowsNoSuchName(String name, String code) {
        try (PeerCommand _ = dnsmasq()) {
            int status = ask(name, "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).contains(" answers " + code + " to " + name);
        }
    }

    /// ICMP port unreachable comes from the kernel of the peer.
    @Test
    void withoutDnsmasqThePortIsUnreachable() {
        int status = ask("host.course.example", "A");

        assertThat(status).isEqualTo(Program.ENVIRONMENT);
        assertThat(terminal.error()).contains("nobody has this UDP port");
    }

    @Test
    void theAnswerIsTheOneInTheLesson() throws Exception {
        try (PeerCommand _ = dnsmasq()) {
            ask("www.course.example", "A", "1a2b");

            List<String> shown = terminal.lines();
            List<String> answer =
                    shown.subList(shown.indexOf("Answer over UDP, 85 bytes"), shown.size());
            keepIfAsked(answer);
            assertThat(answer).isEqualTo(Files.readAllLines(RECORDING));
        }
    }

    private static void keepIfAsked(List<String> answer) throws IOException {
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(RECORDING.getParent());
            Files.write(RECORDING, answer);
        }
    }

    private PeerCommand dnsmasq() {
        PeerCommand dnsmasq = peer.start(DNSMASQ);
        peer.awaitListening(9001); // over TCP; dnsmasq opens both before it serves
        return dnsmasq;
    }

    private int ask(String name, String type, String... id) {
        InetSocketAddress address = peer.address(9001);
        String host = address.getHostString();
        String port = Integer.toString(address.getPort());
        return id.length == 0
                ? terminal.run(DnsQuery::run, name, type, host, port)
                : terminal.run(DnsQuery::run, name, type, host, port, id[0]);
    }
}
