package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Capture;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Segment;
import course.testkit.Segment.Flag;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the kernel sends by itself, and when it sends what a program has written, seen by `tcpdump`
/// in the peer. The README shows these runs; `-Dpeers=required -Dtext=update` records them anew.
@NeedsPeer
class IdlePeerTest {

    private static final Path RECORDINGS = Path.of("src/test/resources/lesson03");
    private static final Path ANSWERED = RECORDINGS.resolve("keep-alive-answered.pcap");
    private static final Path UNANSWERED = RECORDINGS.resolve("keep-alive-unanswered.pcap");
    private static final Path NAGLE = RECORDINGS.resolve("nagle.pcap");
    private static final Path NO_DELAY = RECORDINGS.resolve("no-delay.pcap");

    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
        Assumptions.assumeTrue(
                peer.isDirect(),
                "A proxy stands between this machine and its containers (Docker Desktop):"
                        + " the segments seen there are the proxy's.");
    }

    @Test
    void probesHaveTheNumberOfTheLastByteAndAreAnswered() throws Exception {
        try (PeerCommand _ = peer.start("nc -l 9001");
                Capture capture = Capture.start(peer, "tcp port 9001");
                Socket client = connect()) {
            client.getOutputStream().write("你好".getBytes(StandardCharsets.UTF_8));

            KeepAlive.turnOn(client);
            List<Segment> segments =
                    capture.awaitUntil(seen -> {
                        List<Segment> probes = probes(Segment.relative(seen));
                        return probes.size() >= 2
                                && !seen.getLast().from().equals(probes.getLast().from());
                    });

            List<Segment> relative = Segment.relative(segments);
            Segment probe = probes(relative).getLast();
            Segment answer = relative.getLast();
            assertThat(probe.sequence()).isEqualTo(6); // 7 is the next that the peer expects
            assertThat(probe.payload()).isEmpty();
            assertThat(answer.flags()).containsExactly(Flag.ACK);
            assertThat(answer.acknowledgement()).isEqualTo(7);
            assertThat(answer.payload()).isEmpty();
            keepIfAsked(capture, ANSWERED);
        }
    }

    @Test
    void threeProbesWithoutAnAnswerEndTheConnection() throws Exception {
        try (PeerCommand _ = peer.start("nc -l 9001");
                Capture capture = Capture.start(peer, "tcp port 9001");
                Socket client = connect()) {
            capture.awaitCount(3);
            String end;
            List<Segment> segments;
            try (Silence _ = new Silence(peer, client)) {
                KeepAlive.turnOn(client);

                end = KeepAlive.waitForTheEnd(client, Duration.ofSeconds(15));
                segments = capture.awaitUntil(seen -> seen.stream().anyMatch(s -> s.has(Flag.RST)));
            }

            assertThat(end).startsWith("The connection is dead: ");
            assertThat(probes(Segment.relative(segments))).hasSize(3);
            keepIfAsked(capture, UNANSWERED);
        }
    }

    /// The peer's acknowledgements are held back: else it is a matter of luck whether the first
    /// write is acknowledged before the second one.
    @Test
    void smallWritesWaitForTheAcknowledgementOfTheFirst() throws Exception {
        assertThat(dataOfThreeWrites(false, 2, NAGLE)).startsWith("one", "twothree");
    }

    @Test
    void withNoDelayEachSmallWriteIsASegment() throws Exception {
        assertThat(dataOfThreeWrites(true, 3, NO_DELAY)).startsWith("one", "two", "three");
    }

    private List<String> dataOfThreeWrites(boolean noDelay, int segments, Path recording)
            throws Exception {
        try (PeerCommand _ = peer.start("nc -l 9001");
                Capture capture = Capture.start(peer, "tcp port 9001");
                Socket client = connect()) {
            capture.awaitCount(3);
            client.setTcpNoDelay(noDelay);
            try (Silence _ = new Silence(peer, client)) {
                for (String word : List.of("one", "two", "three")) {
                    client.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
                }
                capture.awaitUntil(seen -> !data(seen).isEmpty());
            }
            List<String> data = data(capture.awaitUntil(seen -> data(seen).size() >= segments));
            keepIfAsked(capture, recording);
            return data;
        }
    }

    /// While it lasts, the peer receives and cannot send to this machine.
    private record Silence(Peer peer, String route) implements AutoCloseable {

        Silence(Peer peer, Socket client) {
            this(peer, " blackhole " + client.getLocalAddress().getHostAddress());
            assertThat(peer.run("ip route add" + route).stderr()).isEmpty();
        }

        @Override
        public void close() {
            peer.run("ip route del" + route);
        }
    }

    private Socket connect() throws IOException {
        peer.awaitListening(9001);
        return new Socket(peer.address(9001).getAddress(), 9001);
    }

    /// What the client has sent, each segment once: what is sent again has been seen.
    private static List<String> data(List<Segment> segments) {
        return segments.stream()
                .map(segment -> new String(segment.payload(), StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /// Segments of the client without data and with a number that has been acknowledged.
    private static List<Segment> probes(List<Segment> relative) {
        Segment syn = relative.getFirst();
        long next =
                1
                        + relative.stream()
                                .mapToLong(s -> fromClient(s, syn) ? s.payload().length : 0)
                                .sum();
        return relative.stream()
                .filter(s -> fromClient(s, syn) && s.flags().equals(Set.of(Flag.ACK)))
                .filter(s -> s.payload().length == 0 && s.sequence() == next - 1)
                .toList();
    }

    private static boolean fromClient(Segment segment, Segment syn) {
        return segment.from().equals(syn.from());
    }

    private static void keepIfAsked(Capture capture, Path recording) throws IOException {
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(RECORDINGS);
            capture.save(recording);
        }
    }

    static String answered() throws IOException {
        return figure(Capture.read(ANSWERED));
    }

    static String unanswered() throws IOException {
        return figure(Capture.read(UNANSWERED));
    }

    static String nagle() throws IOException {
        return "Nagle's algorithm, as always:  "
                + words(NAGLE, 2)
                + "\n"
                + "TCP_NODELAY:                   "
                + words(NO_DELAY, 3);
    }

    private static String words(Path recording, int segments) throws IOException {
        return data(Capture.read(recording)).stream()
                .limit(segments)
                .map(word -> "[" + word + "]")
                .collect(Collectors.joining(" "));
    }

    /// Time in whole seconds, sender and segment, a line for each, counted from 0.
    private static String figure(List<Segment> segments) {
        Segment syn = segments.getFirst();
        return Segment.relative(segments).stream()
                .map(segment ->
                        "%2d s  %s  %s"
                                .formatted(
                                        segment.time().toSeconds(),
                                        fromClient(segment, syn) ? "client" : "server",
                                        segment.toString().replaceFirst(", [0-9.]+:.*", "")))
                .collect(Collectors.joining("\n"));
    }
}
