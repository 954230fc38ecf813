package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Capture;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.Segment;
import course.testkit.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gives the dissector the frames that tcpdump captures in the peer.
@NeedsPeer
@Timeout(60)
class DissectorPeerTest {

    private static final int PCAP_HEADER = 24;

    @TempDir private Path folder;

    @Test
    void eachCapturedFrameIsExplained() throws Exception {
        Path file = folder.resolve("frames.pcap");
        try (ServerSocket server = new ServerSocket(0)) {
            Peer peer = Peer.get();
            String filter = "arp or tcp port " + server.getLocalPort();
            try (Capture capture = Capture.start(peer, filter)) {
                Thread reader = Thread.ofVirtual().name("server").start(() -> readAll(server));
                peer.run(
                        "ip neigh flush dev eth0; printf '你好' | nc -N "
                                + Peer.HOST
                                + " "
                                + server.getLocalPort());
                reader.join();
                capture.save(file);
            }
        }

        List<String> explained = explain(frames(file));
        List<Segment> segments = Capture.read(file);

        assertThat(segments).hasSizeGreaterThan(6);
        assertThat(explained)
                .filteredOn(line -> line.startsWith("Five-tuple: TCP"))
                .containsExactlyElementsOf(
                        segments.stream().map(DissectorPeerTest::fiveTuple).toList());
        assertThat(explained)
                .filteredOn(line -> line.contains("sequence number"))
                .extracting(line -> line.replaceAll(".* ", ""))
                .containsExactlyElementsOf(
                        segments.stream()
                                .map(segment -> Long.toString(segment.sequence()))
                                .toList());
        assertThat(explained).anyMatch(line -> line.endsWith("\"你好\""));
        assertThat(explained).anyMatch(line -> line.endsWith("  reply"));
        assertThat(explained).noneMatch(line -> line.contains("WRONG"));
    }

    @Test
    void segmentsOfTwoConnectionsShareTheWire() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            int port = server.getLocalPort();
            try (Capture capture = Capture.start(Peer.get(), "tcp dst port " + port)) {
                Peer.get()
                        .run(
                                "exec 3<>/dev/tcp/%s/%d 4<>/dev/tcp/%s/%d; for i in 1 2 3; do echo a >&3; echo b >&4; done"
                                        .formatted(Peer.HOST, port, Peer.HOST, port));

                List<Integer> senders =
                        capture.awaitUntil(seen -> withData(seen).size() >= 6).stream()
                                .filter(segment -> segment.payload().length > 0)
                                .map(segment -> segment.from().port())
                                .toList();

                int first = senders.get(0);
                int second = senders.get(1);
                assertThat(first).isNotEqualTo(second);
                assertThat(senders).containsExactly(first, second, first, second, first, second);
            }
        }
    }

    private static List<Segment> withData(List<Segment> segments) {
        return segments.stream().filter(segment -> segment.payload().length > 0).toList();
    }

    private static void readAll(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fiveTuple(Segment segment) {
        return "Five-tuple: TCP, from %s port %d, to %s port %d"
                .formatted(
                        segment.from().address().getHostAddress(),
                        segment.from().port(),
                        segment.to().address().getHostAddress(),
                        segment.to().port());
    }

    private static List<String> explain(List<byte[]> frames) {
        List<String> lines = new ArrayList<>();
        for (byte[] frame : frames) {
            Terminal terminal = new Terminal();
            assertThat(terminal.run(Dissector::run, HexFormat.of().formatHex(frame))).isZero();
            lines.addAll(terminal.lines());
        }
        return lines;
    }

    /// The frames of a file that `tcpdump -w` has written on this kind of machine: a file header,
    /// then for each frame four numbers, of which the third is its length.
    private static List<byte[]> frames(Path pcap) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.nativeOrder());
        file.position(PCAP_HEADER);
        List<byte[]> frames = new ArrayList<>();
        while (file.hasRemaining()) {
            byte[] frame = new byte[file.getInt(file.position() + 8)];
            file.position(file.position() + 16).get(frame);
            boolean isArpOrTcp = frame[13] == 6 || frame[23] == 6;
            if (isArpOrTcp) { // the capture itself sends one datagram at its end
                frames.add(frame);
            }
        }
        return frames;
    }
}
