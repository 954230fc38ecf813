package lesson07.exercise;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.LiveThreads;
import course.testkit.LoopRun;
import course.testkit.SocketCount;
import course.testkit.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(
        number = "7.2",
        title = "Many clients, one selector",
        points = 15,
        of = LengthServer.class)
class LengthServerTest {

    private static final String ONE_CONNECTION_RULE =
            "What goes wrong on one connection ends that connection only: catch its IOException around the work for one"
                    + " key, and close the channel.";
    private static final String OWN_STATE_RULE =
            "Each client has a count of its own: attach a new object to each key when you register it. A field, or one"
                    + " object for all, mixes them up.";

    private final Trace trace = new Trace().byHand("printf '你好\\n' | nc -N localhost 8888");
    private final List<WireClient> clients = new ArrayList<>();
    private Selector selector;
    private ServerSocketChannel listener;
    private SocketCount before;
    private LoopRun loop;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        listener =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        before = SocketCount.now();
    }

    @AfterEach
    void close() throws IOException {
        for (WireClient client : clients) {
            client.close();
        }
        if (loop != null) {
            loop.close();
        }
        selector.close();
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({"hello, 5", "你好, 6", "😀, 4", "'', 0", "'a b', 3"})
    @Order(1)
    void aLineIsAnsweredWithItsLengthInBytes(String line, String length) throws IOException {
        start();
        WireClient client = connect();

        client.say(line);

        checkLine(
                client,
                length,
                "The number of bytes before the \\n, in decimal digits, and a \\n.");
    }

    @Test
    @Order(2)
    void theSameClientIsAnsweredAgainAndAgain() throws IOException {
        start();
        WireClient client = connect();

        for (int i = 1; i <= 3; i++) {
            client.say("x".repeat(i));
            checkLine(
                    client, "" + i, "The connection stays open, and the next line counts from 0.");
        }
    }

    @Test
    void aLineMayComeByteByByte() throws IOException {
        start();
        WireClient client = connect();

        for (byte b : Bytes.utf8("你好")) {
            client.send(b);
            trace.ok("it sends one byte");
        }
        client.send("\n");

        checkLine(
                client,
                "6",
                "A read may bring any part of a line. Count on where the last one ended.");
    }

    @Test
    void manyLinesMayComeInOnePiece() throws IOException {
        start();
        WireClient client = connect();

        client.send("a\n\nbbb\nhalf");
        trace.ok("it sends a\\n\\nbbb\\nhalf");

        checkLine(client, "1", "The first of three lines in one piece.");
        checkLine(client, "0", "An empty line is a line.");
        checkLine(client, "3", "Go through all bytes that came, not only to the first \\n.");
        client.send("\n");
        checkLine(client, "4", "What stands behind the last \\n belongs to the next line.");
    }

    @Test
    void aLongLineNeedsNoMoreMemory() throws IOException {
        trace.byHand(
                "head -c 3000000 /dev/zero | nc -N localhost 8888   (and watch the server's memory)");
        start();
        WireClient client = connect();
        client.say("");
        checkLine(client, "0", "An empty line is a line.");
        long allocated = allocatedBytes();

        client.send("x".repeat(3_000_000));
        client.send("\n");

        checkLine(client, "3000000", "A line may come in hundreds of reads. Add up.");
        long more = allocatedBytes() - allocated;
        trace.check(
                "the line was not kept",
                more < 2_000_000,
                "The loop's thread has allocated "
                        + more
                        + " bytes for a line of 3,000,000. Nobody wants the text: count, and forget. One buffer for all"
                        + " clients is enough.");
    }

    @Test
    void twoClientsDoNotDisturbEachOther() throws IOException {
        trace.byHand(
                "nc localhost 8888   (in two terminals; write half a line in each with Ctrl-D, then the rest)");
        start();
        WireClient first = connect();
        first.say("");
        checkLine(first, "0", "An empty line is a line.");
        WireClient second = connect();

        first.send("abc");
        second.send("12\n");
        trace.ok("the first sends half a line, the second a whole one of 2 bytes");

        checkLine(second, "2", OWN_STATE_RULE);
        // If one select reported both clients, the loop may have served the second one first.
        // What comes after that select finds the half line read: so the second client sends once
        // more.
        second.send("12345\n");
        checkLine(second, "5", OWN_STATE_RULE);
        first.send("de\n");
        checkLine(first, "5", OWN_STATE_RULE);
    }

    @Test
    void clientsThatConnectBetweenLinesAreServed() throws IOException {
        start();
        WireClient first = connect();
        first.say("one");
        checkLine(first, "3", "The first client is alone.");

        WireClient second = connect();
        second.say("second");
        checkLine(second, "6", "The second connects while the first is connected.");
        first.say("again");
        checkLine(first, "5", "The first is still served after another has come.");

        loop.checkIdle(trace, "nothing arrives now, and the loop sleeps in select");
    }

    @Test
    void aHundredClientsAtOnceAreServedByOneThread() throws IOException {
        start();
        try (LiveThreads threads = new LiveThreads()) {
            serveAHundred();
            trace.check(
                    "the loop's thread serves them alone",
                    threads.fallTo(0),
                    "Beside it there are:\n"
                            + threads.inWords()
                            + "\nA selector waits for all clients at once: no other thread is needed.");
        }
        loop.checkIdle(trace, "a hundred clients are silent, and the loop sleeps in select");
    }

    private void serveAHundred() throws IOException {
        for (int i = 0; i < 100; i++) {
            WireClient client = new WireClient(listener.socket().getLocalPort());
            clients.add(client);
            client.send("x".repeat(i));
        }
        trace.ok("a hundred clients connect, and each sends half a line");

        for (int i = 99; i >= 0; i--) {
            clients.get(i).send("\n");
            String answer = clients.get(i).line();
            if (!answer.equals("" + i)) {
                trace.equal(
                        "the answer to client " + i,
                        "" + i,
                        answer,
                        loop.epitaph() + OWN_STATE_RULE);
            }
        }
        trace.ok("each gets its own length");
    }

    @Test
    void aClientThatEndsItsStreamGetsItsAnswersAndThenTheEnd() throws IOException {
        start();
        WireClient client = connect();

        client.send("abc\nhalf");
        client.endOutput();
        trace.ok("it sends abc\\nhalf and ends its stream");

        checkLine(client, "3", "The whole line came before the end.");
        checkLine(
                client,
                WireClient.END,
                "read answers -1: the client sends no more, and half a line has no answer. Close the channel, or this"
                        + " client stays for ever. It stays ready for reading, too.");
        loop.checkIdle(trace, "the client has gone, and the loop sleeps in select");
    }

    @Test
    void nothingIsLeftOfClientsThatHaveGone() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            try (WireClient client = new WireClient(listener.socket().getLocalPort())) {
                client.say("你好");
                if (!client.line().equals("6")) {
                    trace.check(
                            "client " + i + " is served",
                            false,
                            loop.epitaph() + "It got no answer.");
                }
            }
        }
        trace.ok("20 clients come, get their answer, and go");

        before.checkLeftBehind(
                trace,
                "their connections are closed at this end too",
                0,
                "When read answers -1, close the channel: cancelling the key is not enough.");
        loop.checkIdle(trace, "all have gone, and the loop sleeps in select");
    }

    @Test
    void aResetEndsOneConnectionOnly() throws Exception {
        trace.byHand("nc localhost 8888   (end it with Ctrl-C, then connect again)");
        start();
        WireClient stays = connect();
        stays.say("a");
        checkLine(stays, "1", "The first client is alone.");

        for (int i = 0; i < 5; i++) {
            WireClient resets = connect();
            resets.say("ab");
            checkLine(resets, "2", "Another client is served. " + ONE_CONNECTION_RULE);
            resets.send("half");
            resets.reset();
        }
        trace.ok("five clients send half a line and reset their connections (RST)");

        stays.say("abc");
        checkLine(stays, "3", ONE_CONNECTION_RULE);
        checkLine(
                connectAndSay("abcd"),
                "4",
                "New clients are still accepted. " + ONE_CONNECTION_RULE);
        before.checkLeftBehind(
                trace,
                "the five connections are closed at this end too",
                4, // both ends of the two that stay
                "A connection that was reset has to be closed here as well.");
        loop.checkIdle(trace, "nothing arrives now, and the loop sleeps in select");
    }

    @Test
    void aClientThatDoesNotReadHoldsNobodyUp() throws Exception {
        trace.byHand("yes '' | nc localhost 8888 | sleep 1000   (and a second nc beside it)");
        start();
        WireClient other = connect();
        WireClient floods = new WireClient(listener.socket().getLocalPort(), 4 * 1024);
        clients.add(floods);

        Thread flood =
                Thread.ofPlatform()
                        .daemon()
                        .name("flood")
                        .start(() -> {
                            try {
                                for (int i = 0; i < 100; i++) {
                                    floods.send("\n".repeat(200_000));
                                }
                            } catch (IOException _) {
                                return; // cut off, as the exercise allows
                            }
                        });
        flood.join(1_000);
        trace.ok("a client sends up to 20 million empty lines, and reads none of the answers");

        checkIsServed(other);
        flood.join(10_000);
        checkIsServed(other); // on a busy machine, only now the flood has come so far
        loop.checkIdle(trace, "the flood is over, and the loop sleeps in select");
    }

    private void checkIsServed(WireClient other) throws IOException {
        other.say("abc");
        checkLine(
                other,
                "3",
                loop.epitaph()
                        + "The answers to one client must not hold up another. Write once; if bytes are left, close that"
                        + " connection.");
    }

    @Test
    void theLoopSleepsBeforeTheFirstClient() {
        start();

        loop.checkIdle(trace, "nobody has connected, and the loop sleeps in select");
    }

    @Test
    void itEndsWhenItsSelectorIsClosed() throws Exception {
        start();
        WireClient client = connect();
        client.say("abc");
        checkLine(client, "3", "The client is served.");

        loop.checkEndsWithItsSelector(trace, "another thread closes the selector: run ends");
    }

    private void start() {
        loop =
                LoopRun.start(
                        trace,
                        "run a server on a thread",
                        selector,
                        () -> LengthServer.run(selector, listener));
    }

    private WireClient connect() throws IOException {
        WireClient client = new WireClient(listener.socket().getLocalPort());
        clients.add(client);
        trace.ok(clients.size() == 1 ? "a client connects" : "another client connects");
        return client;
    }

    private WireClient connectAndSay(String line) throws IOException {
        WireClient client = connect();
        client.say(line);
        return client;
    }

    private void checkLine(WireClient client, String expected, String why) throws IOException {
        String actual = client.line();
        trace.equal(
                "it receives",
                expected,
                actual,
                actual.equals(expected) ? why : loop.epitaph() + why);
    }

    private long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(loop.thread().threadId());
    }
}
