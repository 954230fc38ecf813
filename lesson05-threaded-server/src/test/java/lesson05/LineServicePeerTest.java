package lesson05;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import lesson05.exercise.LineServer;
import lesson05.exercise.LineService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercise 5.3 with a real `nc` at the other end of the wire.
@NeedsPeer
@Exercise(
        number = "5.3",
        title = "A time limit against slow senders",
        points = 15,
        of = LineService.class)
class LineServicePeerTest {

    private static final int MOST_BYTES = 100;

    private final Trace trace =
            new Trace().byHand("(while sleep 0.1; do printf x || break; done) | nc localhost 8888");
    private ServerSocket listener;
    private Peer peer;
    private String nc;

    @BeforeEach
    void listen() throws IOException {
        peer = Peer.get();
        listener = new ServerSocket(0);
        nc = "nc -N " + Peer.HOST + " " + listener.getLocalPort();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    @Test
    void aSlowNcIsToldThatItIsTooSlow() {
        start(Duration.ofMillis(500));

        PeerCommand.Result result =
                peer.run("for i in {1..60}; do printf x; sleep 0.1; done 2>/dev/null | " + nc);

        trace.equal(
                "an nc that sends a byte every 100 ms gets",
                LineService.TOO_SLOW,
                result.text(),
                "The limit is 500 ms for the whole line.");
    }

    @Test
    void aQuickNcIsServedWhileASlowOneIsConnected() {
        start(Duration.ofSeconds(30));
        try (PeerCommand _ = peer.start("{ printf half; sleep 60; } | " + nc)) {
            trace.ok("an nc sends half a line, and stays");

            trace.equal(
                    "another nc gets",
                    "you said 你好\n",
                    peer.run("printf '你好\\r\\n' | " + nc).text(),
                    "The slow one must not hold it up.");
        }
    }

    private void start(Duration limit) {
        LineService service =
                trace.call(
                        "a service: " + limit.toMillis() + " ms, " + MOST_BYTES + " bytes",
                        () ->
                                new LineService(
                                        limit,
                                        MOST_BYTES,
                                        System::nanoTime,
                                        line -> "you said " + line));
        Thread.ofPlatform()
                .daemon()
                .name("accepts")
                .start(() -> LineServer.serve(listener, service));
    }
}
