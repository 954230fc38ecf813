package lesson06;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import lesson06.exercise.StopAndWait;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A transfer of exercise 6.5 over a path that leaves this machine's JVM: both ends send to a relay
/// in a container. Where the kernel has `netem`, the kernel loses and doubles the relay's
/// datagrams; where it has not, the relay does it itself.
@Exercise(number = "6.5", title = "Stop and wait", points = 25, of = StopAndWait.class)
@NeedsPeer
class StopAndWaitPeerTest {

    private static final Path RELAY = Path.of("src/test/resources/lesson06/lossy_relay.py");
    private static final String NETEM =
            "tc qdisc add dev eth0 root netem loss 30% duplicate 30% delay 5ms 4ms";
    private static final long SEED = 6;

    private final Trace trace = new Trace();
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void aTransferThroughALossyRelayInAContainerArrivesWhole() throws Exception {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "This machine cannot send a datagram to a container: a proxy stands between"
                        + " (Docker Desktop).");
        byte[] data = new byte[10_000];
        new Random(SEED).nextBytes(data);
        boolean netem = peer.run(NETEM).status() == 0;
        trace.ok(
                netem
                        ? "the kernel loses and doubles 30 % of what the relay sends (netem)"
                        : "this kernel has no netem: the relay itself loses, doubles, holds up 30 %");
        try (DatagramSocket sending = new DatagramSocket();
                DatagramSocket receiving = new DatagramSocket();
                PeerCommand _ = startRelay(sending, receiving, netem ? 0 : 30)) {
            sending.connect(peer.address(9001));
            receiving.connect(peer.address(9002));

            byte[] received =
                    trace.call(
                            "10,000 bytes through the relay, seed " + SEED,
                            () -> transfer(sending, receiving, data));

            trace.check(
                    "they are whole and in order",
                    Arrays.equals(data, received),
                    (received == null ? "null" : received.length + " bytes") + " came.");
        } finally {
            if (netem) {
                peer.run("tc qdisc del dev eth0 root");
            }
        }
    }

    private PeerCommand startRelay(DatagramSocket sending, DatagramSocket receiving, int percent)
            throws Exception {
        String script = Files.readString(RELAY);
        PeerCommand relay =
                peer.start(
                        "cat >/tmp/relay.py <<'END'\n"
                                + script
                                + "\nEND\nexec python3 /tmp/relay.py "
                                + String.join(
                                        " ",
                                        Peer.HOST,
                                        Integer.toString(sending.getLocalPort()),
                                        Integer.toString(receiving.getLocalPort()),
                                        Integer.toString(percent),
                                        Long.toString(SEED)));
        peer.run("until ss -Huln 'sport = :9002' | grep -q .; do sleep 0.02; done");
        return relay;
    }

    private static byte[] transfer(DatagramSocket sending, DatagramSocket receiving, byte[] data)
            throws Exception {
        FutureTask<byte[]> received =
                new FutureTask<>(() ->
                        StopAndWait.receive(
                                new UdpLink(receiving), data.length, Duration.ofSeconds(2)));
        Thread.ofPlatform().daemon().name("receiver").start(received);
        RetransmissionTimer timer =
                new RetransmissionTimer(
                        Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMillis(60));
        StopAndWait.send(new UdpLink(sending), data, timer);
        return received.get(6, TimeUnit.SECONDS);
    }
}
