package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lesson05.exercise.LimitedServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercise 5.2 with a real `nc` at the other end of the wire.
@NeedsPeer
@Exercise(
        number = "5.2",
        title = "At most N, and a polite no",
        points = 15,
        of = LimitedServer.class)
class LimitedServerPeerTest {

    private static final String BUSY = "busy, try again later\n";
    private static final int MOST_BYTES = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in three terminals)");
    private ServerSocket listener;
    private Peer peer;
    private String nc;

    @BeforeEach
    void listen() throws IOException {
        peer = Peer.get();
        listener = new ServerSocket(0);
        nc = "nc " + Peer.HOST + " " + listener.getLocalPort();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    @Test
    void theThirdNcIsTurnedAwayUntilOneOfTheOthersEnds() {
        LimitedServer server =
                trace.call(
                        "a server with 2 places",
                        () -> new LimitedServer(2, LIMIT, LimitedServerPeerTest::echo));
        Thread.ofPlatform().daemon().name("accepts").start(() -> server.serve(listener));
        try (PeerCommand first = startAndAwaitEcho();
                PeerCommand _ = startAndAwaitEcho()) {
            trace.equal(
                    "a third nc gets",
                    BUSY,
                    peer.run("printf '你好\\n' | " + nc + " -N").text(),
                    "There are two places, and both are taken.");
            trace.equal(
                    "and so does a fourth, which sends 60 kB",
                    BUSY,
                    peer.run("head -c 60000 /dev/zero | " + nc + " -N").text(),
                    "Read what it sends before you close.");

            first.kill();
            trace.ok("the first nc is killed");

            Awaitility.await("a place is free again")
                    .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .untilAsserted(() ->
                            assertThat(peer.run("printf '你好\\n' | " + nc + " -N").text())
                                    .isEqualTo("你好\n"));
        }
    }

    /// Its input stays open for a minute, so it keeps its place until it is killed.
    private PeerCommand startAndAwaitEcho() {
        PeerCommand command = peer.start("{ printf '你好\\n'; sleep 60; } | " + nc);
        Awaitility.await("the echo of nc")
                .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .until(() -> command.stdout().length > 0);
        trace.ok("an nc is served and stays");
        return command;
    }

    private static void echo(Socket client) throws IOException {
        byte[] buffer = new byte[MOST_BYTES];
        int count = client.getInputStream().read(buffer);
        while (count != -1) {
            client.getOutputStream().write(buffer, 0, count);
            count = client.getInputStream().read(buffer);
        }
    }
}
