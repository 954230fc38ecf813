package lesson06;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lesson06.exercise.DatagramChat;
import lesson06.exercise.DatagramChat.End;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A real `nc -u` as the other side of the chat of exercise 6.4.
@Exercise(number = "6.4", title = "A chat with an end", points = 15, of = DatagramChat.class)
@NeedsPeer
class DatagramChatPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Answers as a person would: each line when the other side's line has been seen.
    private static final String PERSON =
            """
            rm -f /tmp/heard; touch /tmp/heard
            hears() { until grep -q "$1" /tmp/heard; do sleep 0.02; done; }
            { hears hello; printf '你好'; hears fine; printf 'bye'; } \
            | nc -u -p 9002 -w 3 %s %d >/tmp/heard
            cat /tmp/heard\
            """;

    private final Trace trace = new Trace().byHand("nc -u -p 9002 127.0.0.1 8888");

    /// The chat has to know where `nc` sends from. Where a proxy stands between, nobody can say
    /// that beforehand.
    @Test
    void aChatWithNcEndsWithItsBye() throws Exception {
        Peer peer = Peer.get();
        Assumptions.assumeTrue(
                peer.isDirect(),
                "A proxy stands between this machine and its containers (Docker Desktop): the port"
                        + " that nc sends from is not the one that arrives here.");
        BlockingQueue<String> typed = new LinkedBlockingQueue<>();
        BlockingQueue<String> shown = new LinkedBlockingQueue<>();
        DatagramSocket socket = new DatagramSocket();
        try (PeerCommand nc = peer.start(PERSON.formatted(Peer.HOST, socket.getLocalPort()))) {
            peer.run("until ss -Huan 'sport = :9002' | grep -q .; do sleep 0.02; done");
            typed.add("hello");

            End end =
                    trace.call(
                            "chat with nc: hello, 你好, fine, bye",
                            () ->
                                    DatagramChat.chat(
                                            socket,
                                            peer.address(9002),
                                            () -> take(typed),
                                            line -> {
                                                shown.add(line);
                                                typed.add("fine");
                                            },
                                            LIMIT));

            trace.equal("its end", End.THEY_SAID_BYE, end, "nc has sent bye.");
            trace.equal("what was shown", "[你好]", shown.toString(), "One line came before bye.");
            trace.equal(
                    "what nc has got",
                    "hellofine",
                    nc.await(LIMIT).text(),
                    "Each line is a datagram, without a line end.");
        }
    }

    private static String take(BlockingQueue<String> typed) {
        while (true) {
            try {
                return typed.take();
            } catch (InterruptedException _) {
                // A keyboard does not care.
            }
        }
    }
}
