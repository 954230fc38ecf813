package course.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// What goes over the wire between the [Peer] and this machine, seen by `tcpdump` in the peer.
///
///     try (Capture capture = Capture.start(peer, "tcp port 8888")) {
///         // let the programs talk
///         List<Segment> segments = capture.awaitUntil(seen -> seen.stream().anyMatch(s -> s.has(Flag.FIN)));
///     }
///
/// A capture is running when [#start] returns. To see what arrives last, say in [#awaitUntil] what that is: only a
/// segment that has reached the peer can be captured.
public final class Capture implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// A datagram to the port "discard" that no TCP filter lets through but this one: see [#stop].
    private static final int MARKER_PORT = 9;

    private final Peer peer;
    private final PeerCommand tcpdump;
    private final String file;
    private List<Segment> result;

    private Capture(Peer peer, String filter, String file) {
        this.peer = peer;
        this.file = file;
        // -U and immediate mode: a packet stands in the file as soon as it was seen, not when a
        // buffer is full.
        tcpdump =
                peer.start(
                        "exec tcpdump -p -nn -i eth0 -U --immediate-mode -Z root -w "
                                + file
                                + " '("
                                + filter
                                + ") or udp dst port "
                                + MARKER_PORT
                                + "'");
    }

    /// Starts a capture in the peer. The filter is written as for tcpdump: `tcp port 8888`, `host
    /// 10.0.0.1 and tcp`.
    ///
    /// @throws AssertionError if tcpdump does not take the filter
    public static Capture start(Peer peer, String filter) {
        Capture capture = new Capture(peer, filter, peer.newFile("pcap"));
        Awaitility.await("start of tcpdump")
                .atMost(LIMIT)
                .until(() ->
                        !capture.tcpdump.isRunning()
                                || capture.tcpdump.stderr().contains("listening on"));
        if (!capture.tcpdump.isRunning()) {
            throw new AssertionError(
                    "tcpdump has not started: " + capture.tcpdump.stderr().strip());
        }
        return capture;
    }

    /// The segments of a file that [#save] or `tcpdump -w` has written. Other packets in it are
    /// left out.
    ///
    /// @throws IOException if the file cannot be read, is no capture, or is cut off
    public static List<Segment> read(Path file) throws IOException {
        try {
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException("cannot read the capture " + file + ": " + e.getMessage(), e);
        }
    }

    /// The segments of a capture file's bytes.
    ///
    /// @throws IOException if they are no capture file, or cut off
    public static List<Segment> read(byte[] pcap) throws IOException {
        return PcapFile.read(pcap);
    }

    /// Waits until the segments captured so far are what the test waits for, and returns them. The
    /// capture goes on.
    ///
    /// @throws AssertionError if they are not after ten seconds; the message lists what was
    ///   captured
    public List<Segment> awaitUntil(Predicate<List<Segment>> complete) {
        return awaitUntil(complete, LIMIT);
    }

    /// The same with a limit of its own.
    public List<Segment> awaitUntil(Predicate<List<Segment>> complete, Duration limit) {
        AtomicReference<List<Segment>> seen = new AtomicReference<>(List.of());
        try {
            return Awaitility.await()
                    .atMost(limit)
                    .until(() -> seen.updateAndGet(_ -> soFar()), complete);
        } catch (ConditionTimeoutException e) {
            StringBuilder message =
                    new StringBuilder(
                            "not captured within " + limit.toMillis() / 1000.0 + " seconds; seen:");
            Segment.relative(seen.get())
                    .forEach(segment -> message.append(System.lineSeparator()).append(segment));
            throw new AssertionError(message.toString(), e);
        }
    }

    /// Waits for at least this many segments.
    public List<Segment> awaitCount(int count) {
        return awaitUntil(segments -> segments.size() >= count);
    }

    /// Ends the capture and returns all that the peer has sent and received before this call. Can
    /// be called again.
    public List<Segment> stop() {
        if (result == null) {
            // tcpdump throws away what it has not fetched from the kernel when it is told to end.
            // So send one
            // packet more, and end only when that one stands in the file: packets keep their order.
            peer.run(
                    "echo end >/dev/udp/"
                            + Peer.HOST
                            + "/"
                            + MARKER_PORT
                            + "; until tcpdump -nn -r "
                            + file
                            + " udp dst port "
                            + MARKER_PORT
                            + " 2>/dev/null | grep -q .; do sleep 0.01; done");
            tcpdump.signal("INT");
            tcpdump.await(LIMIT);
            result = complete();
        }
        return result;
    }

    /// What the real `tcpdump -nn -S` makes of the capture so far, TCP only, one line per segment.
    public String tcpdumpText() {
        return peer.run("tcpdump -nn -S -r " + file + " tcp 2>/dev/null").text();
    }

    /// Ends the capture if need be and keeps it in a file, so that it can be read without the peer.
    public void save(Path target) throws IOException {
        stop();
        Files.write(target, peer.read(file));
    }

    /// Ends the capture; what was not fetched is lost.
    @Override
    public void close() {
        tcpdump.close();
    }

    private List<Segment> soFar() {
        try {
            return PcapFile.readSoFar(peer.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("tcpdump has written what cannot be read", e);
        }
    }

    private List<Segment> complete() {
        try {
            return read(peer.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("tcpdump has written what cannot be read", e);
        }
    }
}
