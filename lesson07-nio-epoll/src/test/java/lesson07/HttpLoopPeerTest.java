package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The web server on the loop with real `curl` and `nc`. The README shows a run; `mvn -pl lesson07
/// test -Dtest=HttpLoopPeerTest -Dpeers=required -Dtext=update` makes it anew.
@NeedsPeer
class HttpLoopPeerTest {

    static final Recording RECORDING = new Recording("keep-alive.txt", lines -> lines);

    private final Terminal terminal = new Terminal();
    private Peer peer;
    private Visitors visitors;
    private Server server;
    private String site;

    @BeforeEach
    void open() throws IOException {
        peer = Peer.get();
        visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
        server = HttpLoopServer.open(new InetSocketAddress(0), visitors, Duration.ofSeconds(30));
        site = "http://" + Peer.HOST + ":" + server.address().getPort();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void curlAsksTwiceOnOneConnection() throws IOException {
        PeerCommand.Result result = peer.run("curl -sv " + site + "/ " + site + "/missing 2>&1");

        assertThat(result.status()).isZero();
        assertThat(visitors.count()).isEqualTo(1);
        assertThat(result.text()).containsIgnoringCase("re-using existing connection");
        RECORDING.compareOrKeep(shown(result.text()));
    }

    /// The conversation. As on one machine: name, address and port are those that the README uses.
    private List<String> shown(String curl) throws IOException {
        String port = Integer.toString(server.address().getPort());
        return curl.lines()
                .map(line -> line.replace(Peer.HOST, "localhost").replace(port, "8888"))
                .map(line -> line.replaceAll("\\d+\\.\\d+\\.\\d+\\.\\d+", "127.0.0.1"))
                .map(String::stripTrailing)
                .filter(line -> line.matches("[*<>].*") && !line.contains("Found bundle"))
                .toList();
    }

    @Test
    void curlMakesTwentyRequestsInParallel() {
        PeerCommand.Result result =
                peer.run(
                        "curl -s --parallel --parallel-immediate --parallel-max 20 '"
                                + site
                                + "/?[1-20]' -o /dev/null -w '%{http_code}\\n'");

        assertThat(result.text().lines()).hasSize(20).containsOnly("404");
    }

    @Test
    void curlGetsTenMegabytesAtFullSpeedAndSlowly() {
        assertThat(peer.run("curl -s " + site + "/zeros | wc -c").text().strip())
                .isEqualTo("10000000");
        assertThat(
                        peer.run(
                                        "curl -s --limit-rate 8M "
                                                + site
                                                + "/zeros "
                                                + site
                                                + "/ | tail -c 20")
                                .text())
                .endsWith("你好, visitor 2\n");
        await().until(() -> visitors.present() == 0);
    }

    @Test
    void pipelinedRequestsOfNcAreAnsweredAlsoAfterItsEnd() throws IOException {
        String get = "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n";

        String text =
                peer.run(
                                "printf '"
                                        + get.repeat(3)
                                        + "' | nc -N "
                                        + Peer.HOST
                                        + " "
                                        + server.address().getPort())
                        .text();

        assertThat(Stream.of(text.split("HTTP/1.1 200 OK"))).hasSize(4);
        await().until(() -> visitors.present() == 0);
    }

    @Test
    void anOldClientIsClosed() throws IOException {
        assertThat(peer.run("curl -s0 -D - " + site + "/").text())
                .contains("Connection: close")
                .endsWith("visitor 1\n");
    }
}
