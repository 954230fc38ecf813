package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Segment.Flag;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real segments between a real nc and this JVM.
@NeedsPeer
class CaptureTest {

    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void handshakeDataAndCloseAreCaptured() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Capture capture = Capture.start(peer, "tcp port " + server.getLocalPort())) {
            receiveFromNc(server);

            List<Segment> segments =
                    Segment.relative(capture.awaitUntil(CaptureTest::bothFinsAreAcknowledged));

            assertThat(segments.get(0).summary()).isEqualTo("SYN, seq=0");
            assertThat(segments.get(1).summary()).isEqualTo("SYN ACK, seq=0, ack=1");
            assertThat(segments.get(2).summary()).isEqualTo("ACK, seq=1, ack=1");
            assertThat(segments.get(3).summary()).isEqualTo("PSH ACK, seq=1, ack=1, 8 bytes");
            assertThat(segments.get(3).payload()).isEqualTo(Bytes.of("00 06 e4 bd a0 e5 a5 bd"));
            assertThat(segments.getLast().summary())
                    .isIn("ACK, seq=10, ack=2", "ACK, seq=2, ack=10");
        }
    }

    @Test
    void aResetIsCaptured() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Capture capture = Capture.start(peer, "tcp port " + server.getLocalPort());
                PeerCommand _ =
                        peer.start("sleep 100 | nc " + Peer.HOST + " " + server.getLocalPort())) {
            server.setSoTimeout(10_000);
            try (Socket connection = server.accept()) {
                connection.setSoLinger(true, 0);
            }

            List<Segment> segments =
                    capture.awaitUntil(
                            seen -> seen.stream().anyMatch(segment -> segment.has(Flag.RST)));

            assertThat(segments.getLast().from().port()).isEqualTo(server.getLocalPort());
        }
    }

    @Test
    void linesAreThoseOfTheRealTcpdump(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("one-message.pcap");
        try (ServerSocket server = new ServerSocket(0);
                Capture capture = Capture.start(peer, "tcp port " + server.getLocalPort())) {
            receiveFromNc(server);
            capture.awaitUntil(CaptureTest::bothFinsAreAcknowledged);

            List<Segment> segments = capture.stop();
            capture.save(file);

            assertThat(Capture.read(file)).isEqualTo(segments).isEqualTo(capture.stop());
            String ours =
                    segments.stream()
                            .map(Segment::tcpdumpLine)
                            .map(line -> line.substring(line.indexOf(" IP ")) + "\n")
                            .collect(Collectors.joining());
            assertThat(ours).isEqualTo(capture.tcpdumpText().replaceAll("(?m)^\\S+", ""));
        }
    }

    @Test
    void whatWasSentBeforeTheStopIsInTheCapture() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Capture capture = Capture.start(peer, "tcp dst port " + server.getLocalPort())) {
            receiveFromNc(server);

            List<Segment> segments = capture.stop();

            // The FIN has reached this JVM, so it has left the peer.
            assertThat(segments).filteredOn(segment -> segment.has(Flag.FIN)).hasSize(1);
        }
    }

    @Test
    void afterTheWaitTheMessageListsWhatWasSeen() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                Capture capture = Capture.start(peer, "tcp dst port " + server.getLocalPort())) {
            receiveFromNc(server);

            assertThatThrownBy(() -> capture.awaitUntil(_ -> false, Duration.ofMillis(500)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("not captured within 0.5 seconds")
                    .hasMessageContaining("SYN, seq=0, 172.");
        }
    }

    @Test
    void aFilterThatTcpdumpDoesNotUnderstandIsNamed() {
        assertThatThrownBy(() -> Capture.start(peer, "tcp prot 8888"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("tcpdump has not started")
                .hasMessageContaining("syntax error");
    }

    private void receiveFromNc(ServerSocket server) throws IOException {
        server.setSoTimeout(10_000);
        String send = "printf '\\000\\006你好' | nc -N " + Peer.HOST + " " + server.getLocalPort();
        try (PeerCommand client = peer.start(send)) {
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(10_000);
                connection.getInputStream().readAllBytes();
            }
            client.await(Peer.LIMIT);
        }
    }

    /// The last segment of an orderly close acknowledges a FIN, and both ends have sent one.
    private static boolean bothFinsAreAcknowledged(List<Segment> segments) {
        List<Segment> fins = segments.stream().filter(segment -> segment.has(Flag.FIN)).toList();
        return fins.size() == 2
                && fins.stream()
                        .allMatch(fin ->
                                segments.stream()
                                        .anyMatch(ack ->
                                                ack.from().equals(fin.to())
                                                        && ack.acknowledgement()
                                                                == (fin.sequence()
                                                                                + fin
                                                                                        .lengthInSequenceSpace())
                                                                        % (1L << 32)));
    }
}
