package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lesson01.BindMatrix.Column;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The bind matrix with a column that cannot be measured on one host.
@NeedsPeer
@Timeout(60)
class BindMatrixPeerTest {

    private static final String FIGURE = "bind-matrix-from-another-host.txt";

    private Peer peer;

    @BeforeEach
    void getPeer() throws IOException {
        peer = Peer.get();
        Assumptions.assumeTrue(
                peer.isDirect(), "A proxy stands between, and would connect from this host.");
        BindMatrixTest.assumeAllAddresses();
    }

    @Test
    void anotherHostReachesWhatIsNotBoundToLoopback() throws IOException {
        String own = BindListener.ownAddress().orElseThrow().getHostAddress();
        List<BindListener> listeners = BindListener.openAll();
        try {
            List<Column> columns = new ArrayList<>(BindMatrix.columns());
            columns.add(new Column("another host", listener -> fromPeer(own, listener.port())));

            assertThat(BindMatrix.table(listeners, columns)).isEqualTo(figure());
        } finally {
            for (BindListener listener : listeners) {
                listener.close();
            }
        }
    }

    /// The container's packets come in on the bridge. A server bound to the address of another
    /// interface answers all the same: the weak host model.
    @Test
    void addressBelongsToTheHostNotToItsInterface() throws IOException {
        InetAddress own = BindListener.ownAddress().orElseThrow();
        String gateway = peer.run("getent ahostsv4 " + Peer.HOST).text().split("\\s+")[0];
        InetAddress bridge = InetAddress.ofLiteral(gateway);
        Assumptions.assumeFalse(
                NetworkInterface.getByInetAddress(own)
                        .equals(NetworkInterface.getByInetAddress(bridge)),
                "This host has one interface only.");
        List<BindListener> listeners = BindListener.openAll();
        try {
            BindListener bound =
                    listeners.stream()
                            .filter(listener -> listener.label().equals(BindListener.OWN_ADDRESS))
                            .findFirst()
                            .orElseThrow();

            assertThat(peer.run("ip route get " + own.getHostAddress()).text())
                    .contains("via " + gateway);
            assertThat(fromPeer(own.getHostAddress(), bound.port())).isEqualTo("yes");
            assertThat(fromPeer(gateway, bound.port())).isEqualTo("refused");
        } finally {
            for (BindListener listener : listeners) {
                listener.close();
            }
        }
    }

    /// What the README shows; the first test measures it.
    static List<String> figure() throws IOException {
        try (InputStream file = BindMatrixPeerTest.class.getResourceAsStream(FIGURE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private String fromPeer(String address, int port) {
        PeerCommand.Result result = peer.run("nc -zv -w 3 " + address + " " + port);
        if (result.status() == 0) {
            return "yes";
        }
        return result.stderr().contains("refused") ? "refused" : "no answer";
    }
}
