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
import lesson07.exercise.LengthServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Exercise 7.2 with real `nc`s at the other end of the wire.
@NeedsPeer
@Exercise(
        number = "7.2",
        title = "Many clients, one selector",
        points = 15,
        of = LengthServer.class)
class LengthServerPeerTest {

    private final Trace trace = new Trace().byHand("printf '你好\\n' | nc -N localhost 8888");
    private Peer peer;
    private Selector selector;
    private ServerSocketChannel listener;
    private LoopRun loop;
    private String nc;

    @BeforeEach
    void open() throws IOException {
        peer = Peer.get();
        selector = Selector.open();
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(0), 1_000);
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
    void ncIsToldTheLengthsAndThenTheEnd() {
        start();

        PeerCommand.Result result = peer.run("printf '你好\\n\\nabc\\nhalf' | " + nc);

        trace.equal(
                "an nc that sends three lines and half a line, and half-closes, gets",
                "6\n0\n3\n",
                result.text(),
                loop.epitaph() + "The answers to all whole lines; then close, or nc waits.");
    }

    @Test
    void twentyNcAtOnceAreServed() {
        trace.byHand("for i in {1..20}; do printf '你好\\n' | nc -N localhost 8888 & done; wait");
        start();

        PeerCommand.Result result =
                peer.run(
                        "for i in {1..20}; do { printf '你'; sleep 0.2; printf '好\\n'; } | "
                                + nc
                                + " & done; wait");

        trace.equal(
                "twenty nc, each with a line in two pieces, get",
                "6\n".repeat(20),
                result.text(),
                loop.epitaph() + "Each client has a count of its own.");
        loop.checkIdle(trace, "all have gone, and the loop sleeps in select");
    }

    @Test
    void anNcThatIsKilledInTheMiddleHarmsNobody() {
        trace.byHand("nc localhost 8888   (write half a line, then kill -9 it)");
        start();

        PeerCommand.Result killed =
                peer.run("{ printf half; sleep 1; } | timeout -s KILL 0.4 " + nc + "; echo killed");
        trace.equal("an nc is killed while it is connected", "killed\n", killed.text(), "");

        trace.equal(
                "the next nc gets",
                "6\n",
                peer.run("printf '你好\\n' | " + nc).text(),
                loop.epitaph() + "What goes wrong on one connection ends that connection only.");
        loop.checkIdle(trace, "both have gone, and the loop sleeps in select");
    }

    private void start() {
        loop =
                LoopRun.start(
                        trace,
                        "run a server on a thread",
                        selector,
                        () -> LengthServer.run(selector, listener));
    }
}
