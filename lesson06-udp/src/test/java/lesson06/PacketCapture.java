package lesson06;

import course.testkit.Peer;
import course.testkit.PeerCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/// What `tcpdump` in the peer sees, of any protocol over IPv4: the testkit's Capture has TCP only.
final class PacketCapture implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final PeerCommand tcpdump;
    private final int serverPort;

    /// Is capturing when it returns.
    PacketCapture(Peer peer, String filter, int serverPort) {
        this.serverPort = serverPort;
        tcpdump =
                peer.start(
                        "exec tcpdump -p -nn -v -l -i eth0 --immediate-mode 'ip and ("
                                + filter
                                + ")'");
        Awaitility.await("start of tcpdump")
                .atMost(LIMIT)
                .until(() -> !tcpdump.isRunning() || tcpdump.stderr().contains("listening on"));
        if (!tcpdump.isRunning()) {
            throw new AssertionError("tcpdump has not started: " + tcpdump.stderr().strip());
        }
    }

    /// Waits for so many packets, ends the capture, and returns these.
    List<Packet> await(int count) {
        Awaitility.await("packets seen by tcpdump")
                .atMost(LIMIT)
                .until(() -> packets(tcpdump.stdout()).size() >= count);
        tcpdump.signal("INT"); // a packet has several lines, and the last may still be missing
        return packets(tcpdump.await(LIMIT).stdout()).subList(0, count);
    }

    private List<Packet> packets(byte[] printed) {
        return Packet.parse(new String(printed, StandardCharsets.UTF_8), serverPort);
    }

    @Override
    public void close() {
        tcpdump.close();
    }
}
