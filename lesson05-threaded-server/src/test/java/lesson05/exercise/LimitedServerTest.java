package lesson05.exercise;

import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "5.2",
        title = "At most N, and a polite no",
        points = 15,
        of = LimitedServer.class)
class LimitedServerTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int FLOOD = 200;
    private static final String BUSY_AND_END = "busy, try again later\n[end of stream]";

    private static final String NO_RULE =
            "It gets the line, and then the end of the stream, not a reset: write,"
                    + " shutdownOutput, read what comes, and only then close.";
    private static final String ONE_PLACE_RULE =
            "Every client that was served gives back its place, whatever happens (finally), and"
                    + " gives it back once.";
    private static final String FOR_EVER_RULE =
            "A client that is turned away may hold a thread and a descriptor for the time of"
                    + " `patience` in all, however it behaves. A limit for one read is not enough.";

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in N + 1 terminals)");
    private final List<LineClient> clients = new ArrayList<>();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger mostInHand = new AtomicInteger();
    private WatchedListener listener;
    private FutureTask<Void> serving;
    private int threadsBefore;

    @BeforeEach
    void listen() throws IOException {
        threadsBefore = threads().size();
        listener = new WatchedListener(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        for (LineClient client : clients) {
            client.close();
        }
        listener.close();
    }

    @Test
    void servesAsManyAsThereArePlacesAtTheSameTime() {
        start(3, LONG);
        LineClient first = connect();
        LineClient second = connect();
        LineClient third = connect();

        for (LineClient client : List.of(third, second, first)) {
            checkServed(client, "There is a place for it, and it must not wait for the others.");
        }
    }

    @Test
    void turnsTheNextOneAwayWithALine() {
        start(2, LONG);
        LineClient first = connectAndBeServed();
        LineClient second = connectAndBeServed();

        checkTurnedAway(connect());

        checkServed(first, "Nothing changes for those who have a place.");
        checkServed(second, "Nothing changes for those who have a place.");
    }

    /// The client has connected and sent before the server accepts: its bytes are there.
    @Test
    void theLineArrivesAlsoIfTheClientHasSentSomething() throws Exception {
        trace.byHand("printf 'hello\\n' | nc localhost 8888   (when all places are taken)");
        LineClient first = join(new LineClient(listener.getLocalPort()).send("a\n"));
        LineClient second = join(new LineClient(listener.getLocalPort()).send("你好\n".repeat(500)));
        trace.ok("two clients have connected and sent; the server has not accepted yet");
        start(1, LONG);

        trace.equal("the first one gets its echo", "a\n", first.line(), "There is one place.");
        trace.equal("the second one gets", BUSY_AND_END, allOf(second), NO_RULE);
    }

    @Test
    void aClientThatIsTurnedAwayMayStillBeSending() throws Exception {
        start(1, LONG);
        connectAndBeServed();
        LineClient client = connect();
        checkTurnedAway(client);

        trace.equal(
                "then the server",
                "reads",
                listener.accepted().getLast().first().get(LineClient.MILLIS, TimeUnit.MILLISECONDS),
                "The client has not closed, so it may be in the middle of sending. If you close"
                        + " now, its bytes meet a closed socket, and the answer is a reset. Read"
                        + " until its end, with limits.");
        trace.run("the client sends more", () -> client.send("more\n".repeat(1_000)).finish());
        trace.equal(
                "and sees no error",
                "[end of stream]",
                allOf(client),
                "Read and throw away what the client sends.");
    }

    @Test
    void nobodyWaitsBecauseAnotherIsTurnedAway() throws Exception {
        start(1, LONG);
        LineClient first = connectAndBeServed();
        checkTurnedAway(connect());
        trace.ok("it does not close its end; your patience is 30 seconds");

        checkTurnedAway(connect());
        leave(first);
        checkServedSoon("a new client while the two others are still there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "closes",
                "resets",
                "makes the handler throw an IOException",
                "makes the handler throw a RuntimeException",
                "makes the handler throw an Error"
            })
    void aClientThatLeavesFreesOnePlace(String how) throws Exception {
        start(2, LONG);
        LineClient stays = connectAndBeServed();
        LineClient leaves = connectAndBeServed();

        switch (how) {
            case "closes" -> leaves.close();
            case "resets" -> leaves.reset();
            default -> leaves.send(how.substring(how.lastIndexOf(' ') + 1) + "\n");
        }
        trace.ok("one of two clients " + how);
        awaitClosed(1);

        checkServedSoon("the next client");
        checkTurnedAway(connect());
        trace.equal("clients in hand at the same time, at most", 2, mostInHand.get(), "");
        checkServed(stays, "Nothing changes for those who have a place.");
    }

    @Test
    void clientsThatAreTurnedAwayTakeNoPlace() throws Exception {
        start(1, LONG);
        LineClient first = connectAndBeServed();
        for (int i = 0; i < 3; i++) {
            LineClient client = connect();
            checkTurnedAway(client);
            leave(client);
        }
        awaitClosed(3);
        checkTurnedAway(connect());

        leave(first);

        checkServedSoon("the next client");
    }

    @Test
    void aFloodOfClientsThatNeverCloseIsForgotten() throws Exception {
        start(1, SHORT);
        LineClient first = connectAndBeServed();
        trace.run(
                FLOOD + " more clients connect; they never read and never close",
                () -> {
                    for (int i = 0; i < FLOOD; i++) {
                        join(new LineClient(listener.getLocalPort()));
                    }
                });
        awaitAccepted(FLOOD + 1);

        checkOnlyTheFirstIsLeft();
        checkServed(first, "Nothing changes for those who have a place.");
        leave(first);
        checkServedSoon("a new client");
    }

    @Test
    void aClientThatDripsBytesIsCutOff() {
        start(1, SHORT);
        connectAndBeServed();
        LineClient drips = connect();

        boolean cutOff =
                trace.call(
                        "a client is turned away, and goes on sending a byte every 10 ms",
                        () -> drips.dripsUntilCutOff(LineClient.MILLIS));

        trace.check(
                "after some time it is cut off; your patience is 300 ms",
                cutOff,
                "After 4 seconds the server still reads. " + FOR_EVER_RULE);
        checkOnlyTheFirstIsLeft();
    }

    @Test
    void aClientThatSendsWithoutEndIsCutOff() {
        start(1, LONG);
        connectAndBeServed();
        LineClient sends = connect();
        String block = "x".repeat(8_192);

        trace.throwsA(
                IOException.class,
                "a client is turned away, and sends 512 MB as fast as it can",
                "The server has read all of it. Read "
                        + LimitedServer.MOST_UNREAD_BYTES
                        + " bytes, then close: this client does not listen.",
                () -> {
                    for (int i = 0; i < 65_536; i++) {
                        sends.send(block);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "3, 0", "3, 2"})
    void theAcceptLoopGoesOn(int failures, int resets) throws Exception {
        listener.failNext(failures);
        for (int i = 0; i < resets; i++) {
            new LineClient(listener.getLocalPort()).reset();
        }
        trace.ok(resets + " clients have connected and reset before they are accepted");
        trace.ok(failures + " calls of accept will throw \"Too many open files\"");
        start(1, LONG);

        checkServedSoon("a client");
        checkTurnedAway(connect());
    }

    @Test
    void serveEndsWhenTheListenerIsClosed() throws Exception {
        start(1, LONG);
        LineClient first = connectAndBeServed();
        LineClient second = connect();
        checkTurnedAway(second);

        trace.run("the listener is closed", listener::close);
        trace.run("serve returns", () -> serving.get());

        leave(first);
        leave(second);
        trace.check(
                "when the clients have left, no thread is left",
                eventually(() -> threads().size() <= threadsBefore),
                "These are still there:\n" + String.join("\n", threads()));
    }

    private void start(int most, Duration patience) {
        LimitedServer server =
                trace.call(
                        "a server with " + most + (most == 1 ? " place" : " places"),
                        () -> new LimitedServer(most, patience, this::echo));
        serving =
                new FutureTask<>(() -> {
                    server.serve(listener);
                    return null;
                });
        Thread.ofPlatform().daemon().name("accepts").start(serving);
        trace.call(
                "serve calls accept",
                () -> {
                    while (!listener.asked().await(5, TimeUnit.MILLISECONDS)) {
                        throwWhatServeThrew();
                    }
                    return null;
                });
    }

    /// Sends back each line, until the client's end. Some words are magic.
    private void echo(Socket client) throws IOException {
        int now = inHand.incrementAndGet();
        mostInHand.accumulateAndGet(now, Math::max);
        try {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "IOException" -> throw new IOException("the disk is full");
                    case "RuntimeException" -> throw new IllegalStateException("a bug");
                    case "Error" -> throw new StackOverflowError("a deep bug");
                    default ->
                            client.getOutputStream()
                                    .write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } finally {
            inHand.decrementAndGet();
        }
    }

    private LineClient join(LineClient client) {
        clients.add(client);
        return client;
    }

    private LineClient connect() {
        return trace.call("a client connects", () -> join(new LineClient(listener.getLocalPort())));
    }

    private LineClient connectAndBeServed() {
        LineClient client = connect();
        checkServed(client, "There is a place for it.");
        return client;
    }

    private void checkServed(LineClient client, String why) {
        String answer = trace.call("it sends 你好", () -> client.send("你好\n").line());
        trace.equal("it gets its echo", "你好\n", answer, why);
    }

    /// The client sees the end of the stream a moment before its place is free, so it may take more
    /// than one attempt.
    private void checkServedSoon(String who) {
        boolean served =
                eventually(() -> {
                    try {
                        LineClient client = new LineClient(listener.getLocalPort());
                        if (client.send("你好\n").line().equals("你好\n")) {
                            join(client);
                            return true;
                        }
                        client.close();
                    } catch (IOException _) {
                        return false; // a reset: not served
                    }
                    return false;
                });
        trace.check(
                who + " is served",
                served,
                "For 4 seconds every new client was turned away or not answered. "
                        + ONE_PLACE_RULE
                        + reports());
    }

    private void checkTurnedAway(LineClient client) {
        trace.equal(
                "a client for which there is no place gets",
                BUSY_AND_END,
                allOf(client),
                NO_RULE + " At once, and without a queue. " + ONE_PLACE_RULE);
    }

    private String allOf(LineClient client) {
        return trace.call("a client reads until the end", client::all);
    }

    private void leave(LineClient client) {
        trace.run("a client leaves", client::close);
    }

    private void awaitAccepted(int count) {
        trace.check(
                count + " connections were accepted",
                eventually(() -> listener.accepted().size() >= count),
                "After 4 seconds only "
                        + listener.accepted().size()
                        + ": the accept loop waits for one of them."
                        + reports());
    }

    private void awaitClosed(int count) {
        trace.check(
                "the server closes its end",
                eventually(() -> listener.accepted().size() - listener.open() >= count),
                "After 4 seconds the socket is still open. Close it when the conversation is over,"
                        + " also when the handler throws."
                        + reports());
    }

    private void checkOnlyTheFirstIsLeft() {
        trace.check(
                "after some time only the first client's socket is open; your patience is 300 ms",
                eventually(() -> listener.open() == 1),
                "After 4 seconds "
                        + listener.open()
                        + " sockets are open. "
                        + FOR_EVER_RULE
                        + reports());
        trace.check(
                "and only two threads are left: for accept, and for the first client",
                eventually(() -> threads().size() <= threadsBefore + 2),
                "These are still there:\n" + String.join("\n", threads()));
    }

    private String reports() {
        List<String> threads = threads();
        return (serving.isDone() ? "\nserve has ended, but the listener is open." : "")
                + "\n"
                + String.join("\n", threads.subList(0, Math.min(3, threads.size())));
    }

    private static boolean eventually(BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(LineClient.MILLIS, TimeUnit.MILLISECONDS)
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private static List<String> threads() {
        return HangReport.ofThisMoment()
                .toString()
                .lines()
                .filter(line -> line.matches(".* at (LimitedServer|WatchedListener)[.]java.*"))
                .toList();
    }

    private void throwWhatServeThrew() throws Exception {
        if (serving.isDone()) {
            try {
                serving.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            }
            throw new IllegalStateException("serve has returned, but the listener is open");
        }
    }
}
