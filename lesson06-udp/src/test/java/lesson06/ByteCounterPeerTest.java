package lesson06;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.DatagramSocket;
import java.time.Duration;
import lesson06.exercise.ByteCounter;
import org.junit.jupiter.api.Test;

/// A real `nc -u` asks the server of exercise 6.2. Its socket is connected: it hears an answer only
/// if that comes from the address and the port that it has asked.
@Exercise(number = "6.2", title = "Answer the sender", points = 10, of = ByteCounter.class)
@NeedsPeer
class ByteCounterPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String FROM_PORT_ZERO =
            """
            python3 - <<'END'
            import socket, struct
            raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
            raw.sendto(struct.pack("!HHHH", 0, %2$d, 8, 0), (socket.gethostbyname("%1$s"), 0))
            END
            """;

    private final Trace trace =
            new Trace().byHand("printf '你好' | nc -u -w1 127.0.0.1 8888   (to your server)");

    @Test
    void twoNcGetTheirAnswers() throws Exception {
        Peer peer = Peer.get();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            String nc = " | nc -u -W 1 " + Peer.HOST + " " + socket.getLocalPort();
            try (PeerCommand one = peer.start("printf '你好'" + nc);
                    PeerCommand two = peer.start("printf 'hello, 世界'" + nc)) {

                trace.run("serve 2", () -> ByteCounter.serve(socket, 2));

                String why = "nc prints what comes back from the port that it has asked.";
                trace.equal("the answer to 你好", "6", one.await(LIMIT).text(), why);
                trace.equal("the answer to hello, 世界", "13", two.await(LIMIT).text(), why);
            }
        }
    }

    /// A packet made by hand, with the source port 0, goes first; then `nc` asks.
    @Test
    void portZeroDoesNotKeepNcFromItsAnswer() throws Exception {
        Peer peer = Peer.get();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            int port = socket.getLocalPort();
            PeerCommand.Result sent = peer.run(FROM_PORT_ZERO.formatted(Peer.HOST, port));
            trace.check("a datagram from port 0 was sent", sent.status() == 0, sent.toString());
            try (PeerCommand nc =
                    peer.start("printf '你好' | nc -u -W 1 " + Peer.HOST + " " + port)) {

                trace.run("serve 2", () -> ByteCounter.serve(socket, 2));

                trace.equal(
                        "the answer to nc",
                        "6",
                        nc.await(LIMIT).text(),
                        "One datagram that cannot be answered must not end the server.");
            }
        }
    }
}
