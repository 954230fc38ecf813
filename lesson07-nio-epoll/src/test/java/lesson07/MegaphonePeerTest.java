package lesson07;

import course.testkit.Exercise;
import course.testkit.LoopRun;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import lesson07.exercise.ChannelLoop;
import lesson07.exercise.Megaphone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercise 7.3 with real `nc`s at the other end of the wire.
@NeedsPeer
@Exercise(
        number = "7.3",
        title = "Partial writes and back-pressure",
        points = 20,
        of = Megaphone.class)
class MegaphonePeerTest {

    private final Trace trace = new Trace().byHand("printf 'ab' | nc -N localhost 8888 | wc -c");
    private Peer peer;
    private Selector selector;
    private ServerSocketChannel listener;
    private LoopRun loop;
    private String nc;

    @BeforeEach
    void open() throws IOException {
        peer = Peer.get();
        selector = Selector.open();
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(0));
        nc = "nc -N " + Peer.HOST + " " + listener.socket().getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        if (loop != null) {
            loop.close();
        }
        selector.close();
        listener.close();
    }

    @Test
    void anNcThatHalfClosesGetsAllOfItsAnswers() {
        start();

        PeerCommand.Result result = peer.run("printf '%050000d' 0 | " + nc + " | tr -d 0 | wc -c");
        PeerCommand.Result all = peer.run("printf '%050000d' 0 | " + nc + " | wc -c");

        trace.equal(
                "an nc that sends 50,000 zeros gets other bytes",
                "0\n",
                result.text(),
                "Only zeros.");
        trace.equal(
                "and in all",
                "5000000\n",
                all.text(),
                loop.epitaph() + "Send what waits after the end of the stream, then close.");
        loop.checkIdle(trace, "both have gone, and the loop sleeps in select");
    }

    @Test
    void aSlowNcHoldsNobodyUp() {
        trace.byHand(
                "printf '%0500000d' 0 | nc -N localhost 8888 | sleep 60   (and a second nc beside it)");
        start();
        try (PeerCommand _ = peer.start("printf '%0500000d' 0 | " + nc + " | sleep 60")) {
            trace.ok("an nc sends 500,000 bytes, and its reader sleeps");

            trace.equal(
                    "another nc gets",
                    "a".repeat(100),
                    peer.run("printf a | " + nc).text(),
                    loop.epitaph() + "A short write must not hold up the others.");
            loop.checkIdle(trace, "the slow one waits, and the loop sleeps in select");
        }
    }

    private void start() {
        trace.run("a connection of the exercise", () -> ChannelLoop.tryOut(Megaphone::new));
        ChannelLoop connections =
                new ChannelLoop(
                        selector,
                        listener,
                        (key, client) -> new Megaphone(key, client)::ready,
                        ChannelLoop.Timer.none());
        loop = LoopRun.start(trace, "a loop that calls ready", selector, connections::run);
    }
}
