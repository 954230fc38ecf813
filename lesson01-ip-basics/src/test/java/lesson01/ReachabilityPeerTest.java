package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `isReachable` sends, seen by `tcpdump` on the other side.
@NeedsPeer
@Timeout(30)
class ReachabilityPeerTest {

    private final Terminal terminal = new Terminal();

    @Test
    void tcpdumpSeesWhatTheProgramSays() {
        Peer peer = Peer.get();
        Assumptions.assumeTrue(peer.isDirect(), "A proxy stands between, and sends its own.");
        String host = peer.address(9001).getAddress().getHostAddress();
        String filter = "'icmp[icmptype] == icmp-echo or tcp dst port 7'";
        try (PeerCommand dump = peer.start("tcpdump -p -nn -l -i eth0 -c 1 " + filter)) {
            Awaitility.await().until(() -> dump.stderr().contains("listening on"));

            assertThat(terminal.run(Reachability::run, host, "--sent")).isZero();

            String seen =
                    new String(dump.await(Duration.ofSeconds(10)).stdout(), StandardCharsets.UTF_8);
            boolean echo = ReachabilityTest.mayOpenRawSocket();
            assertThat(seen).contains(echo ? "ICMP echo request" : host + ".7: Flags [S]");
            assertThat(terminal.lines().getFirst()).startsWith(host + " isReachable: true");
            assertThat(terminal.lastLine())
                    .startsWith("isReachable has sent " + (echo ? "ICMP echo" : "no ICMP echo"));
        }
    }
}
