package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The servers on event loops with real visitors: `nc`, many at once, half-closing, and killed in
/// the middle.
@NeedsPeer
class LoopServersPeerTest {

    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);

    private final Terminal terminal = new Terminal();
    private final Visitors visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
    private Peer peer;
    private Server server;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /// Bound to every address: the peer is another host. Returns what `nc` needs to come here.
    private String start(Kind kind) throws IOException {
        server = kind.open(ANY_ADDRESS_ANY_PORT, visitors, EventLoopServer.STALL_LIMIT);
        return Peer.HOST + " " + server.address().getPort();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void manyNcAtOnceAreEchoed(Kind kind) throws Exception {
        String here = start(kind);

        PeerCommand.Result result =
                peer.run(
                        "for i in $(seq 10 39); do (sleep 0.3; echo \"你好 $i\") | nc -N "
                                + here
                                + " & done; wait");

        assertThat(result.text().lines().sorted())
                .isEqualTo(IntStream.range(10, 40).mapToObj(i -> "你好 " + i).toList());
        await().until(() -> visitors.count() == 30 && visitors.present() == 0);
    }

    /// `nc -N` sends FIN right after the data.
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void whoHalfClosesGetsTheWholeEcho(Kind kind) throws Exception {
        String here = start(kind);

        PeerCommand.Result result =
                peer.run(
                        "head -c 8000000 /dev/urandom >/tmp/sent; nc -N "
                                + here
                                + " </tmp/sent | cmp - /tmp/sent && echo the same");

        assertThat(result.text()).isEqualTo("the same\n");
        await().until(() -> terminal.lastLine().equals("Visitor 1 has left"));
    }

    /// It has sent megabytes, has read nothing, and is gone.
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void ncThatIsKilledInTheMiddleHarmsNobody(Kind kind) throws Exception {
        String here = start(kind);
        try (PeerCommand staying = peer.start("(echo 小明; sleep 15) | nc " + here);
                PeerCommand flooding = peer.start("nc " + here + " </dev/zero | sleep 15")) {
            await().until(() -> visitors.present() == 2 && staying.stdout().length > 0);

            flooding.kill();

            await().until(() -> visitors.present() == 1);
            assertThat(peer.run("printf '你好' | nc -N " + here).text()).isEqualTo("你好");
            assertThat(staying.isRunning()).isTrue();
        }
        await().until(() -> visitors.present() == 0);
    }
}
