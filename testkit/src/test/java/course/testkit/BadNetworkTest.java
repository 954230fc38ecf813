package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadNetworkTest {

    private static final Fault NONE = new Fault.None();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ServerSocket listener;

    /// Faults that lose nothing.
    static Stream<Fault> harmlessFaults() {
        return Stream.of(
                NONE,
                new Fault.OneByteAtATime(),
                new Fault.Coalesced(),
                new Fault.RandomChunks(7),
                new Fault.Delayed(Duration.ofMillis(5)));
    }

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(10_000);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
        listener.close();
    }

    @ParameterizedTest
    @MethodSource("harmlessFaults")
    void allBytesAndBothEndsArriveInEachDirection(Fault fault) throws IOException {
        byte[] question = randomBytes(3_000);
        byte[] answer = randomBytes(2_000);
        Pair pair = connect(1, fault, fault);

        pair.client.getOutputStream().write(question);
        pair.client.shutdownOutput();
        byte[] seenByServer = pair.server.getInputStream().readAllBytes();
        pair.server.getOutputStream().write(answer);
        pair.server.shutdownOutput();

        assertThat(seenByServer).isEqualTo(question);
        assertThat(pair.client.getInputStream().readAllBytes()).isEqualTo(answer);
    }

    @ParameterizedTest
    @MethodSource("harmlessFaults")
    void theEndOfTheServersStreamLeavesTheOtherDirectionOpen(Fault fault) throws IOException {
        Pair pair = connect(1, fault, fault);

        pair.server.shutdownOutput();
        assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
        pair.client.getOutputStream().write(Bytes.utf8("still here"));
        pair.client.shutdownOutput();

        assertThat(pair.server.getInputStream().readAllBytes()).isEqualTo(Bytes.utf8("still here"));
    }

    @ParameterizedTest
    @MethodSource("harmlessFaults")
    void whatIsWrittenArrivesBeforeTheSenderCloses(Fault fault) throws IOException {
        Pair pair = connect(1, fault, fault);

        pair.client.getOutputStream().write(Bytes.utf8("ping"));
        byte[] ping = pair.server.getInputStream().readNBytes(4);
        pair.server.getOutputStream().write(Bytes.utf8("pong"));
        byte[] pong = pair.client.getInputStream().readNBytes(4);

        assertThat(ping).isEqualTo(Bytes.utf8("ping"));
        assertThat(pong).isEqualTo(Bytes.utf8("pong"));
    }

    @Test
    void oneByteAtATimeIsSeenByAReaderThatWaits() throws IOException {
        Pair pair = connect(1, new Fault.OneByteAtATime(), NONE);
        pair.client.getOutputStream().write(randomBytes(200));
        pair.client.shutdownOutput();

        List<Integer> reads = readSizes(pair.server.getInputStream());

        // A busy machine may keep the reader from a byte or two; without the fault it is one read
        // of 200.
        assertThat(reads).filteredOn(size -> size == 1).hasSizeGreaterThan(50);
    }

    @Test
    void coalescedWritesArriveTogether() throws IOException {
        Pair pair = connect(1, new Fault.Coalesced(), NONE);
        pair.client.setTcpNoDelay(true);
        for (int i = 0; i < 100; i++) {
            pair.client.getOutputStream().write('a');
        }
        pair.client.shutdownOutput();

        List<Integer> reads = readSizes(pair.server.getInputStream());

        // One read, or some more if this test was kept from writing for longer than a pause.
        assertThat(reads).hasSizeLessThan(10);
    }

    @Test
    void theStreamEndsAfterExactlySoManyBytesAndTheServerCanStillAnswer() throws IOException {
        Pair pair = connect(1, new Fault.EndAfter(5), NONE);

        pair.client.getOutputStream().write(Bytes.utf8("hello world"));
        byte[] seenByServer = pair.server.getInputStream().readAllBytes();
        pair.server.getOutputStream().write(Bytes.utf8("cut"));
        pair.server.shutdownOutput();

        assertThat(seenByServer).isEqualTo(Bytes.utf8("hello"));
        assertThat(pair.client.getInputStream().readAllBytes()).isEqualTo(Bytes.utf8("cut"));
    }

    @Test
    void aResetComesAfterExactlySoManyBytesAtBothEnds() throws IOException {
        Pair pair = connect(1, new Fault.ResetAfter(5), NONE);

        pair.client.getOutputStream().write(Bytes.utf8("hel"));
        byte[] before = pair.server.getInputStream().readNBytes(3);
        pair.client.getOutputStream().write(Bytes.utf8("lo"));

        assertThat(before).isEqualTo(Bytes.utf8("hel"));
        assertThatIOException()
                .isThrownBy(() -> pair.server.getInputStream().readAllBytes())
                .isInstanceOf(SocketException.class);
        assertThatIOException()
                .isThrownBy(() -> pair.client.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aResetByTheServerReachesTheClient() throws IOException {
        Pair pair = connect(1, NONE, NONE);

        pair.server.setSoLinger(true, 0);
        pair.server.close();

        assertThatIOException()
                .isThrownBy(() -> pair.client.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void withoutAServerTheClientIsReset() throws IOException {
        InetSocketAddress nobody = (InetSocketAddress) listener.getLocalSocketAddress();
        listener.close();
        BadNetwork network = open(new BadNetwork(nobody, 1, NONE, NONE));
        Socket client =
                open(new Socket(network.address().getAddress(), network.address().getPort()));
        client.setSoTimeout(10_000);

        assertThatIOException()
                .isThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @ParameterizedTest
    @MethodSource("harmlessFaults")
    void closeEndsConnectionsAndThreadsAndCanBeCalledTwice(Fault fault) throws IOException {
        Pair pair = connect(1, fault, fault);
        pair.client.getOutputStream().write(randomBytes(10_000));

        pair.network.close();
        assertThatCode(pair.network::close).doesNotThrowAnyException();

        assertThat(pair.network.hasEnded()).isTrue();
        assertThat(pair.hasEnded(pair.server)).isTrue();
        assertThat(pair.hasEnded(pair.client)).isTrue();
        assertThatIOException()
                .isThrownBy(() ->
                        new Socket(
                                        pair.network.address().getAddress(),
                                        pair.network.address().getPort())
                                .close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void closeDoesNotWaitForADelay() throws IOException {
        Pair pair = connect(1, new Fault.Delayed(Duration.ofHours(1)), NONE);
        pair.client.getOutputStream().write(1);

        pair.network.close();

        assertThat(pair.network.hasEnded()).isTrue();
    }

    @Test
    void manyConnectionsAtOnceAreKeptApart() throws IOException {
        BadNetwork network = open(new BadNetwork(server(), 7, new Fault.RandomChunks(3), NONE));
        List<Socket> clients = new ArrayList<>();
        List<Socket> servers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(
                    open(new Socket(network.address().getAddress(), network.address().getPort())));
            servers.add(open(listener.accept()));
        }
        for (int i = 0; i < 20; i++) {
            clients.get(i).getOutputStream().write(Bytes.utf8("client " + i));
            clients.get(i).close();
        }

        List<String> seen = new ArrayList<>();
        for (Socket server : servers) {
            server.setSoTimeout(10_000);
            seen.add(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.iterate(0, i -> i + 1).limit(20).map(i -> "client " + i).toList());
    }

    @Test
    void theSeedStandsInTheText() throws IOException {
        BadNetwork network = open(new BadNetwork(server(), 42, new Fault.EndAfter(3), NONE));

        assertThat(network)
                .hasToString(
                        "BadNetwork(seed 42, to server: cut by FIN after 3 bytes, to client:"
                                + " untouched)");
    }

    @Test
    void impossibleFaultsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.RandomChunks(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.EndAfter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.ResetAfter(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fault.Delayed(Duration.ofMillis(-1)));
    }

    private InetSocketAddress server() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private Pair connect(long seed, Fault toServer, Fault toClient) throws IOException {
        BadNetwork network = open(new BadNetwork(server(), seed, toServer, toClient));
        Socket client =
                open(new Socket(network.address().getAddress(), network.address().getPort()));
        Socket server = open(listener.accept());
        client.setSoTimeout(10_000);
        server.setSoTimeout(10_000);
        return new Pair(network, client, server);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.add(resource);
        return resource;
    }

    private static List<Integer> readSizes(InputStream in) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        byte[] buffer = new byte[1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sizes.add(count);
        }
        return sizes;
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private record Pair(BadNetwork network, Socket client, Socket server) {

        /// Reads what is left; a connection that is still open runs into the time limit of its
        /// socket.
        boolean hasEnded(Socket socket) throws IOException {
            try {
                socket.getInputStream().readAllBytes();
                return true;
            } catch (SocketException _) {
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            }
        }
    }
}
