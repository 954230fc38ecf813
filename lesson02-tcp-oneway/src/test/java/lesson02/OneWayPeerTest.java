package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Capture;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Segment;
import course.testkit.Segment.Flag;
import course.testkit.Terminal;
import course.testkit.Trace.Action;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lesson's programs with a real `nc` at the other end of the wire.
@NeedsPeer
class OneWayPeerTest {

    /// The run that the README shows, segment by segment.
    static final Path RECORDING = Path.of("src/test/resources/lesson02/one-way.pcap");

    private static final String FRAME_OF_NI_HAO = "\\000\\006\\344\\275\\240\\345\\245\\275";
    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Terminal terminal = new Terminal();
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void serverPrintsTheFrameThatNcSends() throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> printed =
                    start(() -> server.printOneMessage(terminal.out, terminal.err));

            peer.run(sendFrameTo(server.address().getPort()));

            printed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(terminal.lastLine()).endsWith(" says: 你好");
        }
    }

    @Test
    void clientsBytesArriveAtNcExactly() throws Exception {
        try (PeerCommand nc = peer.start("nc -l 9001")) {
            peer.awaitListening(9001);
            InetSocketAddress address = peer.address(9001);

            int status =
                    terminal.run(
                            OneWayClient::run,
                            address.getHostString(),
                            Integer.toString(address.getPort()),
                            "你好",
                            "再见");

            assertThat(status).isZero();
            assertThat(nc.await(LIMIT).stdout())
                    .isEqualTo(Bytes.of("0006 e4bda0 e5a5bd 0006 e5868d e8a781"));
        }
    }

    /// MessagesServer, because it closes after the client: OneWayServer closes after one message,
    /// and then it is a matter of luck whose FIN is the first.
    @Test
    void captureShowsTheHandshakeTheDataAndTheClose() throws Exception {
        assumeDirectPath();
        try (MessagesServer server = new MessagesServer(ANY_ADDRESS_ANY_PORT, LIMIT);
                Capture capture = Capture.start(peer, "tcp port " + server.address().getPort())) {
            CompletableFuture<Void> printed =
                    start(() -> server.printMessages(terminal.out, terminal.err));

            peer.run(sendFrameTo(server.address().getPort()));
            printed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            List<Segment> segments =
                    Segment.relative(capture.awaitUntil(OneWayPeerTest::bothFinsAreAcknowledged));

            assertHandshake(segments.subList(0, 3));
            assertThat(segments.get(3).payload()).isEqualTo(Bytes.of("0006 e4bda0 e5a5bd"));
            assertThat(segments.get(3).sequence()).isEqualTo(1);
            assertClose(segments);
            keepIfAsked(capture);
        }
    }

    @Test
    void serverStandsAfterAClientWasKilledByAReset() throws Exception {
        assumeDirectPath();
        try (OneWayServer server = new OneWayServer(ANY_ADDRESS_ANY_PORT, LIMIT);
                Capture capture = Capture.start(peer, "tcp port " + server.address().getPort())) {
            int port = server.address().getPort();
            CompletableFuture<Void> printed =
                    start(() -> server.printOneMessage(terminal.out, terminal.err));
            try (PeerCommand _ =
                    peer.start(
                            "{ printf '\\000\\006'; sleep 60; } | nc " + Peer.HOST + " " + port)) {
                capture.awaitUntil(seen -> seen.stream().anyMatch(s -> s.payload().length > 0));

                peer.run("ss -K dport = " + port);
                capture.awaitUntil(seen -> seen.stream().anyMatch(s -> s.has(Flag.RST)));
            }

            peer.run(sendFrameTo(port));
            printed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(terminal.error()).contains("sent no message: the connection was reset");
            assertThat(terminal.lastLine()).endsWith(" says: 你好");
        }
    }

    private static CompletableFuture<Void> start(Action server) {
        return CompletableFuture.runAsync(() -> {
            try {
                server.run();
            } catch (Exception e) {
                throw new AssertionError("the server stopped: " + e.getMessage(), e);
            }
        });
    }

    private static String sendFrameTo(int port) {
        return "printf '" + FRAME_OF_NI_HAO + "' | nc -N " + Peer.HOST + " " + port;
    }

    private static void assertHandshake(List<Segment> segments) {
        assertThat(segments.get(0).flags()).containsExactly(Flag.SYN);
        assertThat(segments.get(1).flags()).containsExactlyInAnyOrder(Flag.SYN, Flag.ACK);
        assertThat(segments.get(1).acknowledgement()).isEqualTo(1);
        assertThat(segments.get(2).flags()).containsExactly(Flag.ACK);
        assertThat(segments.get(2).acknowledgement()).isEqualTo(1);
        assertThat(segments).extracting(s -> s.payload().length).containsOnly(0);
    }

    /// The client's FIN has number 9: the SYN took 0, the data 1 to 8. Whether the server's FIN
    /// comes alone or with its ACK is the kernel's choice.
    private static void assertClose(List<Segment> segments) {
        Segment clientsFin = finFrom(segments, segments.getFirst());
        Segment serversFin = finFrom(segments, segments.get(1));

        assertThat(clientsFin.sequence()).isEqualTo(9);
        assertThat(serversFin.sequence()).isEqualTo(1);
        assertThat(serversFin.acknowledgement()).isEqualTo(10);
        assertThat(segments.getLast().acknowledgement()).isEqualTo(2);
        assertThat(segments).noneMatch(segment -> segment.has(Flag.RST));
    }

    private static Segment finFrom(List<Segment> segments, Segment sameSender) {
        return segments.stream()
                .filter(s -> s.has(Flag.FIN) && s.from().equals(sameSender.from()))
                .findFirst()
                .orElseThrow();
    }

    /// Each FIN is acknowledged by a later segment of the other side.
    private static boolean bothFinsAreAcknowledged(List<Segment> captured) {
        List<Segment> segments = Segment.relative(captured);
        List<Segment> fins = segments.stream().filter(s -> s.has(Flag.FIN)).toList();
        return fins.size() == 2
                && fins.stream()
                        .allMatch(fin ->
                                segments.stream()
                                        .anyMatch(s ->
                                                !s.from().equals(fin.from())
                                                        && s.acknowledgement()
                                                                == fin.sequence()
                                                                        + fin
                                                                                .lengthInSequenceSpace()));
    }

    private void assumeDirectPath() {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "A proxy stands between this machine and its containers (Docker Desktop):"
                        + " the segments seen there are the proxy's.");
    }

    private static void keepIfAsked(Capture capture) throws IOException {
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(RECORDING.getParent());
            capture.save(RECORDING);
        }
    }
}
