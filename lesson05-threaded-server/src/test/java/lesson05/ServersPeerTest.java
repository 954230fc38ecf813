package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The servers with real visitors: five `nc` at once, and `curl` with several requests at the same
/// time. A barrier inside the protocol opens only when all five are in flight.
@NeedsPeer
class ServersPeerTest {

    private static final int VISITORS = 5;
    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);

    private final Terminal terminal = new Terminal();
    private Peer peer;
    private Server server;

    /// Serves when all are there.
    private record AllAtOnce(CyclicBarrier all, Protocol protocol) implements Protocol {

        @Override
        public void serve(Connection client) throws IOException {
            try {
                all.await(15, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException("not all at once", e);
            }
            protocol.serve(client);
        }

        @Override
        public Limits limits() {
            return new EchoProtocol().limits();
        }
    }

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

    /// Bound to every address: the peer is another host.
    private int start(Kind kind, Protocol protocol) throws IOException {
        AllAtOnce all = new AllAtOnce(new CyclicBarrier(VISITORS), protocol);
        Visitors visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
        server = kind.open(ANY_ADDRESS_ANY_PORT, all, visitors);
        return server.address().getPort();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void fiveNcAtOnceAreEchoed(Kind kind) throws Exception {
        int port = start(kind, new EchoProtocol());

        PeerCommand.Result result =
                peer.run(
                        "for i in 1 2 3 4 5; do printf \"你好 $i\\n\" | nc -N "
                                + Peer.HOST
                                + " "
                                + port
                                + " & done; wait");

        assertThat(result.text().lines().sorted())
                .containsExactly("你好 1", "你好 2", "你好 3", "你好 4", "你好 5");
        await().until(() -> server.connections() == 0);
        assertThat(terminal.lines().stream().filter(line -> line.endsWith(" has left")))
                .hasSize(VISITORS);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void fiveRequestsOfCurlAtOnceAreAnswered(Kind kind) throws Exception {
        int port = start(kind, new HttpProtocol());

        PeerCommand.Result result =
                peer.run(
                        "curl -s --parallel --parallel-immediate 'http://"
                                + Peer.HOST
                                + ":"
                                + port
                                + "/[1-5]' | sort");

        String answers = result.text();
        assertThat(answers.lines().toList()).isEqualTo(expected());
    }

    private static List<String> expected() {
        return IntStream.rangeClosed(1, VISITORS).mapToObj(i -> "你好, visitor " + i).toList();
    }
}
