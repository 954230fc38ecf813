package lesson06;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.DatagramSocket;
import java.time.Duration;
import lesson06.exercise.OneDatagram;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real `nc -u` at the other end of exercise 6.1.
@Exercise(number = "6.1", title = "Send one datagram", points = 10, of = OneDatagram.class)
@NeedsPeer
class OneDatagramPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Trace trace = new Trace();
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void theTextThatNcSendsIsReceived() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            String line = "printf '你好' | nc -u -w1 " + Peer.HOST + " " + socket.getLocalPort();
            trace.byHand(line.replace(Peer.HOST, "127.0.0.1"));
            try (PeerCommand _ = peer.start(line)) {
                String text =
                        trace.call("receive what nc sends", () -> OneDatagram.receive(socket));

                trace.equal("the text", "你好", text, "nc sends the bytes of the text alone.");
            }
        }
    }

    /// UDP ports of a container cannot be forwarded by the engine: only where the container's own
    /// address can be reached is there a way to a server in it.
    @Test
    void ncReceivesTheBytesOfTheText() {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "This machine cannot send a datagram to a container: a proxy stands between"
                        + " (Docker Desktop).");
        trace.byHand("nc -u -l 127.0.0.1 9001 | od -An -tx1   (then send to 127.0.0.1 9001)");
        try (PeerCommand nc = peer.start("nc -u -l -W 1 9001")) {
            peer.run("until ss -Huln 'sport = :9001' | grep -q .; do sleep 0.02; done");

            trace.run("send to nc", () -> OneDatagram.send(peer.address(9001), "你好"));

            trace.bytes(
                    "what nc has got",
                    Bytes.utf8("你好"),
                    nc.await(LIMIT).stdout(),
                    "Exactly the bytes of the text.");
        }
    }
}
