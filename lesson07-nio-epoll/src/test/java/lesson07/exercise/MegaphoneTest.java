package lesson07.exercise;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.LoopRun;
import course.testkit.SocketCount;
import course.testkit.Stray;
import course.testkit.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(
        number = "7.3",
        title = "Partial writes and back-pressure",
        points = 20,
        of = Megaphone.class)
class MegaphoneTest {

    private static final int TIMES = 100;
    private static final int MOST_MEMORY = 64 * 1024;

    /// What the test itself allocates comes on top of a connection's own buffers.
    private static final int MUCH = 4_000_000;

    private static final String SHORT_WRITE_RULE =
            "write tells how many bytes it has taken, and the buffer's position has moved on by so many. What remains"
                    + " must stay in the buffer, and go first the next time.";
    private static final String LAST_ANSWERS_RULE =
            "The client sends no more, but it still reads. Send what waits, then close.";
    private static final String BACK_PRESSURE_RULE =
            "Answers wait. If you read on, they pile up a hundred times faster than the requests come: stop reading,"
                    + " switch OP_READ off, and the client has to wait.";

    private final Trace trace = new Trace().byHand("printf 'ab' | nc -N localhost 8888 | wc -c");
    private final ScriptedKey key = new ScriptedKey();
    private final ScriptedConnection client = new ScriptedConnection(key);
    private final List<AutoCloseable> open = new ArrayList<>();
    private LoopRun loop;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        Stray.stepsGiveWay();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "你好", "a\0b"})
    @Order(1)
    void eachByteComesBackAHundredTimes(String text) {
        Megaphone megaphone = megaphone();

        client.arrive(Bytes.utf8(text));
        ready(megaphone, "it sends " + Bytes.hex(Bytes.utf8(text)));

        checkSent(
                Bytes.utf8(text),
                "Each byte " + TIMES + " times, in the order in which they came.");
        checkInterest(SelectionKey.OP_READ, "All is sent: only reading is of interest.");
    }

    @Test
    @Order(2)
    void oneRequestAfterTheOtherIsAnswered() {
        Megaphone megaphone = megaphone();

        for (String text : List.of("a", "bc", "d")) {
            client.arrive(Bytes.utf8(text));
            ready(megaphone, "it sends " + text);
            checkSent(Bytes.utf8(text), "Nothing of the request before, and nothing left out.");
        }
    }

    @Test
    void manyRequestsInOnePieceAreAnswered() {
        Megaphone megaphone = megaphone();
        byte[] requests = requests(50_000);

        client.arrive(requests);
        for (int i = 0; i < 50_000 && client.taken() < requests.length; i++) {
            int before = client.taken();
            readyQuietly(megaphone);
            if (client.taken() == before) {
                break;
            }
        }

        checkSent(
                requests,
                "A read may fill your buffer, and there may be more than fits. The loop calls again.");
    }

    @Test
    void opWriteIsNotSwitchedOnWithoutAShortWrite() {
        Megaphone megaphone = megaphone();

        client.arrive(Bytes.utf8("abc"));
        ready(megaphone, "it sends abc, and the send buffer has room for all answers");

        trace.check(
                "OP_WRITE was never on",
                key.history().stream().noneMatch(ops -> (ops & SelectionKey.OP_WRITE) != 0),
                "Write at once, after the read: nearly always the kernel takes all of it. To wait for OP_WRITE first costs"
                        + " a second round of select for each answer.");
        checkSent(Bytes.utf8("abc"), "Write at once.");
    }

    @Test
    void aShortWriteSwitchesOpWriteOnAndOpReadOff() {
        Megaphone megaphone = megaphone();

        client.room(150);
        client.arrive(Bytes.utf8("ab"));
        ready(megaphone, "it sends ab; of 200 bytes the send buffer takes 150");

        checkInterest(
                SelectionKey.OP_WRITE,
                "50 bytes wait. OP_WRITE on: select tells when there is room. OP_READ off: "
                        + BACK_PRESSURE_RULE);
        client.sent();
        client.room(Long.MAX_VALUE);
        ready(megaphone, "the send buffer has room again");
        trace.equal(
                "bytes sent now",
                Bytes.hex(Bytes.utf8("b".repeat(50))),
                Bytes.hex(client.sent()),
                SHORT_WRITE_RULE);
        checkInterest(
                SelectionKey.OP_READ,
                "All is sent. OP_WRITE off: a send buffer nearly always has room, and select would return at once, every"
                        + " time. OP_READ on: the next request may come.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 99, 100, 101, 1_000, 16_001})
    void everyByteArrivesHoweverSmallTheWrites(int room) {
        Megaphone megaphone = megaphone();
        byte[] requests = requests(300);

        client.arrive(requests);
        trace.run(
                "it sends 300 bytes, and the send buffer takes " + room + " bytes each time",
                () -> {
                    for (int i = 0; i < 300 * TIMES; i++) {
                        client.room(room);
                        megaphone.ready();
                    }
                });

        checkSent(requests, SHORT_WRITE_RULE);
        checkInterest(SelectionKey.OP_READ, "All is sent: only reading is of interest.");
    }

    @Test
    void aFullSendBufferIsNotTriedAgain() {
        Megaphone megaphone = megaphone();

        client.room(0);
        client.arrive(Bytes.utf8("a"));
        ready(megaphone, "it sends a, and the send buffer is full");

        checkInterest(SelectionKey.OP_WRITE, "100 bytes wait for room.");
        ready(megaphone, "select says that there is room, but there is none after all");
        checkInterest(SelectionKey.OP_WRITE, "They still wait.");
    }

    @Test
    void nothingIsReadWhileAnswersWait() {
        Megaphone megaphone = megaphone();
        client.room(10);
        client.arrive(Bytes.utf8("ab"));
        ready(megaphone, "it sends ab; of 200 bytes the send buffer takes 10");
        int taken = client.taken();

        client.arrive(Bytes.utf8("cde"));
        for (int i = 0; i < 3; i++) {
            client.room(10);
            ready(megaphone, "it sends more, and the send buffer takes 10");
        }

        trace.equal("bytes read meanwhile", 0, client.taken() - taken, BACK_PRESSURE_RULE);
        client.room(Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            readyQuietly(megaphone);
        }
        checkSent(
                Bytes.utf8("abcde"),
                "When all answers are sent, reading goes on where it stopped.");
    }

    @Test
    void theEndOfTheStreamClosesTheConnection() {
        Megaphone megaphone = megaphone();
        client.arrive(Bytes.utf8("a"));
        ready(megaphone, "it sends a");

        client.end();
        ready(megaphone, "it ends its stream");

        trace.check(
                "the channel is closed",
                !client.isOpen(),
                "read answers -1: nothing more will come, and no answer waits. The channel stays ready for reading for"
                        + " ever, so the loop would spin.");
    }

    @Test
    void answersThatWaitAreSentAfterTheEndOfTheStream() {
        trace.byHand("printf 'abc' | nc -N localhost 8888 | wc -c   (300)");
        Megaphone megaphone = megaphone();
        client.room(10);
        client.arrive(Bytes.utf8("abc"));
        client.end();
        ready(megaphone, "it sends abc and ends its stream; the send buffer takes 10 bytes");

        checkInterest(
                SelectionKey.OP_WRITE,
                LAST_ANSWERS_RULE
                        + " OP_READ is off: the end of the stream stays ready for ever, and the loop would spin.");
        for (int i = 0; i < 40 && client.isOpen(); i++) {
            client.room(10);
            readyQuietly(megaphone);
        }

        checkSent(Bytes.utf8("abc"), LAST_ANSWERS_RULE);
        trace.check(
                "then the channel is closed",
                !client.isOpen(),
                "All is sent, and nothing more will come.");
    }

    @Test
    void aReadThatBringsNothingChangesNothing() {
        Megaphone megaphone = megaphone();

        ready(megaphone, "ready is called, and nothing is there");

        trace.check("the channel is open", client.isOpen(), "read answers 0, not -1.");
        checkInterest(SelectionKey.OP_READ, "Nothing waits to be sent.");
    }

    @Test
    void aBrokenConnectionIsReportedToTheLoop() {
        ByteChannel broken = brokenChannel();
        Megaphone megaphone = trace.call("a connection", () -> new Megaphone(key, broken));

        trace.throwsA(
                SocketException.class,
                "ready, on a connection that was reset",
                "The loop closes a connection whose ready throws. Let the exception pass.",
                megaphone::ready);
    }

    @Test
    void memoryIsBounded() {
        trace.byHand("yes | nc localhost 8888 | sleep 1000   (and watch the server's memory)");
        long[] allocated = new long[1];
        trace.run(
                "a client sends 100 kB, and reads 1,000 bytes of its answers each time",
                () -> {
                    long before = ThreadMemory.allocated();
                    Megaphone megaphone = new Megaphone(key, client);
                    client.arrive(requests(100_000));
                    for (int i = 0; i < 500 && allocated[0] < MUCH; i++) {
                        client.room(1_000);
                        client.sent();
                        megaphone.ready();
                        allocated[0] = ThreadMemory.allocated() - before;
                    }
                });

        trace.check(
                "a connection has its buffers, and makes no others",
                allocated[0] < MUCH,
                "It has allocated "
                        + allocated[0]
                        + " bytes; its buffers may have "
                        + MOST_MEMORY
                        + " together. Make them once, and repeat only as many requests as have room. "
                        + BACK_PRESSURE_RULE);
    }

    @Test
    void aSlowReaderHoldsNobodyUpAndCostsNothing() throws Exception {
        trace.byHand("yes | nc localhost 8888 | sleep 1000   (and a second nc beside it)");
        int port = startLoop();
        WireClient other = connect(port, 0);
        WireClient slow = connect(port, 4 * 1024);
        talk(other, "x");

        slow.sendAllInBackground(new byte[200_000]).join(1_000);
        trace.ok(
                "another client sends 200,000 bytes, and reads none of its 20,000,000 bytes of answers");

        talk(other, "y");
        loop.checkIdle(trace, "the slow reader waits, and the loop sleeps in select");
        talk(other, "z");
    }

    @Test
    void theLoopSleepsWhenAllIsSent() throws Exception {
        int port = startLoop();
        WireClient other = connect(port, 0);

        talk(other, "ab");

        loop.checkIdle(trace, "all answers are sent, and the loop sleeps in select");
    }

    @Test
    void aClientThatSendsAllAndHalfClosesGetsEverything() throws Exception {
        trace.byHand("head -c 100000 /dev/zero | nc -N localhost 8888 | wc -c   (10000000)");
        SocketCount before = SocketCount.now();
        int port = startLoop();
        WireClient other = connect(port, 0);
        byte[] requests = requests(100_000);

        other.sendAllInBackground(requests).join(500);
        trace.ok("it sends 100,000 bytes and ends its stream; now it begins to read");

        for (int i = 0; i < requests.length; i += 1_000) {
            byte[] expected = answers(Arrays.copyOfRange(requests, i, i + 1_000));
            byte[] actual = other.bytes(expected.length);
            if (!Arrays.equals(expected, actual)) {
                String what = "the answers to 1,000 bytes, from byte " + i + " on";
                trace.equal(
                        what + ": how many",
                        expected.length,
                        actual.length,
                        loop.epitaph() + SHORT_WRITE_RULE);
                trace.bytes(what, expected, actual, SHORT_WRITE_RULE);
            }
        }
        trace.ok("all 10,000,000 bytes are right");
        trace.equal(
                "then it receives",
                WireClient.END,
                other.line(),
                "All is sent: close the channel.");
        before.checkLeftBehind(
                trace,
                "the connection is closed at this end",
                2,
                "All is sent: close the channel.");
        loop.checkIdle(trace, "the client has gone, and the loop sleeps in select");
    }

    private Megaphone megaphone() {
        return trace.call("a connection", () -> new Megaphone(key, client));
    }

    private void ready(Megaphone megaphone, String step) {
        trace.run(step, megaphone::ready);
    }

    /// Without a line in the trace, unless it throws.
    private void readyQuietly(Megaphone megaphone) {
        try {
            megaphone.ready();
        } catch (IOException | RuntimeException e) {
            trace.run(
                    "ready, called again",
                    () -> {
                        throw e;
                    });
        }
    }

    private void checkInterest(int expected, String why) {
        trace.equal(
                "the interest set",
                ScriptedKey.inWords(expected),
                key.isValid() ? ScriptedKey.inWords(key.interestOps()) : "(the channel is closed)",
                why);
    }

    private void checkSent(byte[] requests, String why) {
        byte[] expected = answers(requests);
        byte[] sent = client.sent();
        trace.equal("how many bytes it receives", expected.length, sent.length, why);
        trace.bytes("they are the right ones", expected, sent, why);
    }

    private void talk(WireClient other, String text) throws IOException {
        other.send(text);
        byte[] expected = answers(Bytes.utf8(text));
        byte[] actual = other.bytes(expected.length);
        if (!Arrays.equals(expected, actual)) {
            // A loop that spins holds everybody up: the guard knows more than the client.
            loop.checkIdle(trace, "a client that sends " + text + " gets its answer");
        }
        trace.bytes(
                "a client that sends " + text + " gets its answer",
                expected,
                actual,
                loop.epitaph());
    }

    private int startLoop() throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        open.add(selector);
        open.add(listener);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        trace.run("a connection", () -> new Megaphone(key, client));
        ChannelLoop connections =
                new ChannelLoop(
                        selector,
                        listener,
                        (k, channel) -> new Megaphone(k, channel)::ready,
                        ChannelLoop.Timer.none());
        loop = LoopRun.start(trace, "a loop that calls ready", selector, connections::run);
        open.add(loop);
        return listener.socket().getLocalPort();
    }

    private WireClient connect(int port, int receiveBuffer) throws IOException {
        WireClient connected = new WireClient(port, receiveBuffer);
        open.add(connected);
        trace.ok("a client connects");
        return connected;
    }

    private static byte[] answers(byte... requests) {
        byte[] answers = new byte[requests.length * TIMES];
        for (int i = 0; i < requests.length; i++) {
            Arrays.fill(answers, i * TIMES, (i + 1) * TIMES, requests[i]);
        }
        return answers;
    }

    private static byte[] requests(int count) {
        byte[] requests = new byte[count];
        new Random(count).nextBytes(requests);
        return requests;
    }

    private static ByteChannel brokenChannel() {
        return new ByteChannel() {
            @Override
            public int read(ByteBuffer buffer) throws IOException {
                throw new SocketException("Connection reset");
            }

            @Override
            public int write(ByteBuffer buffer) throws IOException {
                throw new SocketException("Broken pipe");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // the loop's task
            }
        };
    }

    private static final class ThreadMemory {

        static long allocated() {
            return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                    .getCurrentThreadAllocatedBytes();
        }
    }
}
