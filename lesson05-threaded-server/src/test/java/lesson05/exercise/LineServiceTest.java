package lesson05.exercise;

import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "5.3",
        title = "A time limit against slow senders",
        points = 15,
        of = LineService.class)
class LineServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LATE = LIMIT.plusMillis(50);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int MOST_BYTES = 100;

    private static final String IN_ALL_RULE =
            "The limit is for the whole line. A time-out of one read starts anew with every byte:"
                    + " note when you began, and set the time-out before each read to what is left.";

    private final Trace trace =
            new Trace().byHand("(while sleep 1; do printf x || break; done) | nc localhost 8888");

    @ParameterizedTest
    @CsvSource({"hello", "你好", "😀", "''"})
    void answersALineThatIsWholeInTime(String text) {
        trace.byHand("printf '" + text + "\\n' | nc localhost 8888");

        check(
                new ScriptedClient().after(AT_ONCE, text + "\n"),
                "you said " + text + "\n",
                "The answer to the text before the line feed, as UTF-8, and a line feed.");
    }

    @Test
    void aCarriageReturnIsNotPartOfTheText() {
        check(
                new ScriptedClient().after(AT_ONCE, "a\rb\r\n"),
                "you said a\rb\n",
                "Only one \\r directly before the \\n belongs to the line's end.");
    }

    @Test
    void whatFollowsTheLineFeedIsIgnored() {
        check(
                new ScriptedClient().after(AT_ONCE, "one\ntwo\n"),
                "you said one\n",
                "One connection, one line, one answer.");
    }

    @Test
    void bytesMayComeOneByOneIfTheLineIsWholeInTime() {
        ScriptedClient client = new ScriptedClient();
        "12345678\n"
                .chars()
                .forEach(c -> client.after(Duration.ofMillis(100), Character.toString(c)));

        check(
                client,
                "you said 12345678\n",
                "The line is whole after 900 ms; the limit is 1,000 ms.");
    }

    @Test
    void oneByteASecondIsTooSlow() {
        ScriptedClient client = new ScriptedClient();
        for (int i = 0; i < 60; i++) {
            client.after(Duration.ofMillis(990), "x");
        }
        client.after(AT_ONCE, "\n");

        check(client, LineService.TOO_SLOW, "A byte comes every 990 ms. " + IN_ALL_RULE);
        checkElapsed(client);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 999})
    void silenceAfterSomeBytesIsTooSlow(int millis) {
        ScriptedClient client = new ScriptedClient().after(Duration.ofMillis(millis), "hel");

        check(client, LineService.TOO_SLOW, "Half a line, and then silence. " + IN_ALL_RULE);
        checkElapsed(client);
    }

    @Test
    void silenceFromTheBeginningIsTooSlow() {
        ScriptedClient client = new ScriptedClient();

        check(client, LineService.TOO_SLOW, "The client has connected, and says nothing.");
        checkElapsed(client);
    }

    /// What is left is then less than a millisecond, or nothing.
    @ParameterizedTest
    @ValueSource(longs = {999_000_001, 999_500_000, 999_999_999, 1_000_000_000})
    void nextToNothingIsLeftOfTheTime(long nanos) {
        ScriptedClient client = new ScriptedClient().after(Duration.ofNanos(nanos), "x");

        check(
                client,
                LineService.TOO_SLOW,
                "A byte comes "
                        + (LIMIT.toNanos() - nanos)
                        + " ns before the end of the time. In whole milliseconds that is 0, and a"
                        + " time-out of 0 means no limit.");
        checkElapsed(client);
    }

    @Test
    void aLineOfExactlyTheMostBytesIsFine() {
        String text = "x".repeat(MOST_BYTES);

        check(
                new ScriptedClient().after(AT_ONCE, text + "\n"),
                "you said " + text + "\n",
                MOST_BYTES + " bytes may stand before the line feed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "你"})
    void aLineThatIsTooLongIsRefusedAtOnce(String tail) {
        String text = "x".repeat(MOST_BYTES) + "x".repeat(tail.equals("\n") ? 1 : 0) + tail;
        ScriptedClient client = new ScriptedClient().after(AT_ONCE, text);

        check(
                client,
                LineService.TOO_LONG,
                "Byte " + (MOST_BYTES + 1) + " has come, and it is no line feed.");
        trace.equal(
                "it took, in milliseconds",
                0L,
                client.elapsed().toMillis(),
                "The line is too long already. There is nothing to wait for.");
    }

    @Test
    void theLengthCountsBytesNotCharacters() {
        check(
                new ScriptedClient().after(AT_ONCE, "你".repeat(40) + "\n"),
                LineService.TOO_LONG,
                "40 characters, but 120 bytes: memory is counted in bytes.");
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() {
        ScriptedClient client = new ScriptedClient();
        for (int i = 0; i < 10_000; i++) {
            client.after(AT_ONCE, "x".repeat(1_000));
        }

        check(client, LineService.TOO_LONG, "10 MB came without a line feed.");
        trace.check(
                "only a little of it was read",
                client.taken() <= MOST_BYTES + 16_384,
                client.taken() + " bytes were read. Stop at the byte that is too much.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hel", "hello\r"})
    void halfALineIsNotAnswered(String half) {
        trace.byHand("printf '" + half.replace("\r", "\\r") + "' | nc -N localhost 8888");
        ScriptedClient client = new ScriptedClient();
        if (!half.isEmpty()) {
            client.after(AT_ONCE, half);
        }

        check(
                client.thenEnds(),
                "",
                "The stream ends before the line feed: what came may be the beginning of something"
                        + " else. No answer.");
    }

    @Test
    void anotherClientIsServedWhileOneIsHalfWay() {
        AtomicReference<LineService> service = new AtomicReference<>();
        AtomicReference<String> quickAnswer = new AtomicReference<>();
        ScriptedClient quick = new ScriptedClient().after(AT_ONCE, "quick\n");
        ScriptedClient slow = new ScriptedClient();
        slow.after(AT_ONCE, "sl")
                .after(
                        AT_ONCE,
                        "ow\n",
                        () -> {
                            serveOnAnotherThread(service.get(), quick);
                            quickAnswer.set(quick.answer());
                        });
        service.set(open(slow::nanoTime));

        trace.run(
                "a client sends half a line; now another one is served whole; then the rest comes",
                () -> service.get().serve(slow));

        trace.equal(
                "the quick client gets",
                "you said quick\n",
                quickAnswer.get(),
                "It had to wait for the slow one, or got the other's bytes. A lock must not be held"
                        + " during a read, and what belongs to one client is a local variable.");
        trace.equal(
                "the slow client gets",
                "you said slow\n",
                slow.answer(),
                "What belongs to one client is a local variable of serve, not a field: all clients"
                        + " share the fields.");
    }

    @Test
    void aRealClientThatDripsGetsItsAnswer() throws Exception {
        try (Lines server = new Lines(Duration.ofMillis(300));
                LineClient client = server.connect()) {
            String answer =
                    trace.call(
                            "over TCP: a client sends a byte every 10 ms; the limit is 300 ms",
                            () -> client.dripsUntilAnswered(LineClient.MILLIS));

            trace.equal("it gets", LineService.TOO_SLOW, answer, IN_ALL_RULE);
        }
    }

    @Test
    void silentClientsHoldUpNobodyAndNoThreadIsLeft() throws Exception {
        try (Lines server = new Lines(Duration.ofMillis(500))) {
            List<LineClient> silent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                silent.add(server.connect().send("half a li"));
            }
            trace.ok("over TCP: 20 clients send half a line each; the limit is 500 ms");

            try (LineClient quick = server.connect()) {
                trace.equal(
                        "another client gets its answer",
                        "you said 你好\n",
                        trace.call("it sends 你好", () -> quick.send("你好\n").line()),
                        "The other clients must not hold it up.");
            }
            for (LineClient client : silent) {
                trace.equal(
                        "a silent client gets",
                        LineService.TOO_SLOW,
                        trace.call("it reads a line", client::line),
                        IN_ALL_RULE);
                client.close();
            }
        }
        trace.check(
                "no thread is left",
                noThreadIsLeft(),
                "All clients have their answers, but a thread is still there:\n"
                        + HangReport.ofThisMoment());
    }

    private LineService open(LongSupplier nanoTime) {
        return trace.call(
                "a service: " + LIMIT.toMillis() + " ms, " + MOST_BYTES + " bytes",
                () -> new LineService(LIMIT, MOST_BYTES, nanoTime, line -> "you said " + line));
    }

    private void check(ScriptedClient client, String expected, String why) {
        LineService service = open(client::nanoTime);
        trace.run("serve a client (its time is played)", () -> service.serve(client));
        trace.equal("the client gets", expected, client.answer(), why);
        trace.check(
                "the socket is open",
                !client.isClosed(),
                "The socket belongs to the caller, who closes it politely. Closing a stream of a"
                        + " socket closes the socket.");
    }

    private void checkElapsed(ScriptedClient client) {
        trace.check(
                "it got this after 1,000 ms, and not later",
                client.elapsed().compareTo(LATE) <= 0,
                "It got this after " + client.elapsed().toMillis() + " ms. " + IN_ALL_RULE);
    }

    private static void serveOnAnotherThread(LineService service, ScriptedClient client) {
        FutureTask<Void> task =
                new FutureTask<>(() -> {
                    service.serve(client);
                    return null;
                });
        Thread.ofPlatform().daemon().name("another client").start(task);
        try {
            task.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return; // the test sees that there is no answer
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean noThreadIsLeft() {
        try {
            Awaitility.await()
                    .atMost(LineClient.MILLIS, TimeUnit.MILLISECONDS)
                    .until(() ->
                            !HangReport.ofThisMoment().toString().contains("LineService.java"));
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    /// A real server around the student's service: a virtual thread for each client, and a polite
    /// close.
    private final class Lines implements AutoCloseable {

        private final ServerSocket listener =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Lines(Duration limit) throws IOException {
            LineService service =
                    trace.call(
                            "a service: " + limit.toMillis() + " ms, " + MOST_BYTES + " bytes",
                            () ->
                                    new LineService(
                                            limit,
                                            MOST_BYTES,
                                            System::nanoTime,
                                            line -> "you said " + line));
            Thread.ofVirtual().name("accepts").start(() -> LineServer.serve(listener, service));
        }

        LineClient connect() throws IOException {
            return new LineClient(listener.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
