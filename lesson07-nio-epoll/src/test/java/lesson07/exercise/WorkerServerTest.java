package lesson07.exercise;

import course.testkit.Exercise;
import course.testkit.LiveThreads;
import course.testkit.LoopGuard;
import course.testkit.Stray;
import course.testkit.TextClient;
import course.testkit.Trace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lesson07.OnReadable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(
        number = "7.5",
        title = "An acceptor and its workers",
        points = 15,
        of = WorkerServer.class)
class WorkerServerTest {

    private static final Set<Thread.State> WAITS =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final Trace trace = new Trace().byHand("nc localhost 8888   (after starting its main)");
    private final List<TextClient> clients = new ArrayList<>();
    private final Told told = new Told();
    private final List<Selector> selectors = new ArrayList<>();
    private LiveThreads threads;
    private WorkerServer server;

    /// Answers each text with the name of the thread that serves it. Some texts make it do worse.
    private static final class Told implements OnReadable {

        final Map<String, Thread> threads = new ConcurrentHashMap<>();
        final AtomicInteger callsForNothing = new AtomicInteger();
        final CountDownLatch busy = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public boolean serve(SocketChannel client) throws IOException {
            String id = Long.toString(Thread.currentThread().threadId());
            threads.put(id, Thread.currentThread());
            ByteBuffer bytes = ByteBuffer.allocate(1_024);
            int count = client.read(bytes);
            callsForNothing.addAndGet(count == 0 ? 1 : 0);
            String text = new String(bytes.array(), 0, Math.max(count, 0), StandardCharsets.UTF_8);
            switch (text) {
                case "take long\n" -> takeLong();
                case "throw\n" -> throw new IOException("what a handler throws");
                case "bug\n" -> throw new ArrayIndexOutOfBoundsException("a handler's bug");
                case "go\n" -> count = -1;
                default -> {}
            }
            if (count > 0) {
                String answer = id + " has read " + text;
                client.write(StandardCharsets.UTF_8.encode(answer));
            }
            return count >= 0;
        }

        private void takeLong() throws IOException {
            busy.countDown();
            try {
                goOn.await(40, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        told.goOn.countDown();
        for (TextClient client : clients) {
            client.close();
        }
        if (threads != null) {
            threads.close();
        }
        if (server != null) {
            // On a thread of its own: a close that hangs or throws has been reported already.
            Thread closing =
                    Thread.ofPlatform()
                            .daemon()
                            .uncaughtExceptionHandler((_, _) -> {})
                            .start(server::close);
            closing.join(Duration.ofSeconds(3));
        }
        for (Selector selector : selectors) {
            endLoopThatSpins(selector);
        }
        told.threads.values().stream().filter(Thread::isAlive).forEach(Stray::giveWay);
    }

    /// Where nothing is registered and the selector is closed, a worker's loop ends by an
    /// exception.
    private static void endLoopThatSpins(Selector selector) throws IOException {
        if (selector.isOpen()) {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }

    @Test
    @Order(1)
    void servesAClient() throws Exception {
        open(1);
        TextClient client = connect();

        expectAnswer(client, "你好", "The worker waits in select until you call wakeup.");
        expectAnswer(client, "再见", "The channel stays registered for the next text.");
    }

    @Test
    @Order(2)
    void aWorkerThatSleepsIsWokenForANewClient() throws Exception {
        open(1);
        String rule =
                "The worker waits in select, and no channel that it knows is ready: after putting a connection into"
                        + " the queue, call wakeup.";
        TextClient first = connect();
        expectAnswer(first, "a", rule);

        for (int i = 2; i <= 20; i++) {
            expectAnswer(connect(), "b", rule);
        }
        expectAnswer(first, "c", "The first client is still served.");
    }

    @Test
    void aClientStaysWithOneWorker() throws Exception {
        open(3);
        List<TextClient> six = connect(6, List.of(2, 2, 2));
        List<String> threadsOfClients = new ArrayList<>();
        for (TextClient client : six) {
            threadsOfClients.add(expectAnswer(client, "who?", "Each client is served."));
        }

        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < six.size(); i++) {
                trace.equal(
                        "round " + round + ", client " + (i + 1) + ": the thread",
                        threadsOfClients.get(i),
                        expectAnswer(six.get(i), "and now?", "Each client is served."),
                        "A client belongs to one selector, and so to one worker, all its life.");
            }
        }
        trace.equal(
                "so many threads have served 6 clients",
                3,
                told.threads.size(),
                "There are three workers, and they all get clients. The acceptor serves nobody.");
        trace.equal(
                "calls of the handler for a channel that had nothing to read",
                0,
                told.callsForNothing.get(),
                "A selector never removes a key from its selected keys: you do, after serving it. Otherwise the"
                        + " handler is called again for a client that has sent nothing.");
    }

    @Test
    void aWorkerWithoutWorkSleepsInSelect() throws Exception {
        open(2);
        List<TextClient> two = connect(2, List.of(1, 1));
        for (int i = 0; i < 2; i++) {
            String id = expectAnswer(two.get(i), "hello", "Each client is served.");
            new LoopGuard(selectors.get(i), told.threads.get(id))
                    .checkIdle(
                            trace,
                            "nobody says anything: worker " + i + " sleeps in its own select");
        }
        two.getFirst().endOutput();
        awaitCounts(List.of(0, 1));

        String id =
                expectAnswer(two.getLast(), "still here?", "The other one has ended its stream.");
        new LoopGuard(selectors.getLast(), told.threads.get(id))
                .checkIdle(trace, "again, worker 1 sleeps");
    }

    @Test
    void theAcceptorWithoutWorkUsesNoProcessorTime() throws Exception {
        open(1);
        expectAnswer(connect(), "hello", "Each client is served.");

        for (Thread thread : threadsThatAreNoWorkers()) {
            new LoopGuard(selectors.getFirst(), thread)
                    .checkSleeps(trace, "nobody comes: the acceptor waits in accept");
        }
    }

    private List<Thread> threadsThatAreNoWorkers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> !told.threads.containsValue(entry.getKey()))
                .filter(entry ->
                        Arrays.stream(entry.getValue())
                                .map(StackTraceElement::getClassName)
                                .anyMatch(name -> name.matches(".*\\.WorkerServer(\\$.*)?")))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void theWorkerWithTheFewestClientsGetsTheNextOne() throws Exception {
        open(3);
        List<TextClient> six = connect(6, List.of(2, 2, 2));

        leave(six.get(1), List.of(2, 1, 2));
        leave(six.get(4), List.of(2, 0, 2));
        connect(1, List.of(2, 1, 2));
        connect(1, List.of(2, 2, 2));
        connect(1, List.of(3, 2, 2));
        leave(six.get(2), List.of(3, 2, 1));
        connect(1, List.of(3, 2, 2));
    }

    @Test
    void whoWaitsForABusyWorkerCountsToo() throws Exception {
        open(2);
        TextClient first = connect(1, List.of(1, 0)).getFirst();
        first.say("take long");
        awaitBusy();

        String rule =
                "Worker 0 is busy. Nobody but its own clients waits for it: accept on a thread of its own, and give each"
                        + " worker its own selector.";
        TextClient second = connect();
        expectAnswer(second, "second", rule);
        awaitCounts(List.of(1, 1));
        TextClient third = connect(1, List.of(2, 1)).getFirst();
        TextClient fourth = connect(1, List.of(2, 2)).getFirst();

        expectAnswer(fourth, "fourth", rule);
        third.say("third");
        told.goOn.countDown();
        expectLine(first, "take long", "The handler has ended.");
        expectLine(
                third, "third", "It has waited in the queue of worker 0, and now it is its turn.");
    }

    /// A burst: no time between two clients in which a worker could register the first.
    @Test
    void aCrowdIsSpreadEvenly() throws Exception {
        open(4);
        int port = server.address().getPort();
        for (int i = 0; i < 200; i++) {
            clients.add(new TextClient(port));
        }
        trace.ok("200 clients connect at once");

        awaitCounts(List.of(50, 50, 50, 50));
        for (TextClient client : clients) {
            client.say("hello");
        }
        for (TextClient client : clients) {
            expectLine(client, "hello", "Each of them is registered and served.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "bug", "go", "(end of stream)", "(reset)"})
    void aClientThatGoesIsGoneAndTheOthersAreServed(String how) throws Exception {
        open(1);
        List<TextClient> three = connect(3, List.of(3));
        for (TextClient client : three) {
            expectAnswer(client, "hello", "Each client is served.");
        }

        switch (how) {
            case "(end of stream)" -> three.get(1).endOutput();
            case "(reset)" -> three.get(1).reset();
            default -> three.get(1).say(how);
        }
        trace.ok("the second client goes: " + how);

        String rule =
                "What happens with one client must not end the worker: catch it, close that one, go on.";
        expectAnswer(three.getFirst(), "still here?", rule);
        expectAnswer(three.getLast(), "still here?", rule);
        expectAnswer(connect(), "new here", rule);
        awaitCounts(List.of(3));
        if (!how.equals("(reset)")) {
            trace.equal(
                    "the second client's stream ends",
                    TextClient.END,
                    three.get(1).line(),
                    "Close the channel when the handler returns false or throws.");
        }
    }

    @Test
    void closingEndsEverything() throws Exception {
        threads = new LiveThreads();
        open(2);
        List<TextClient> four = connect(4, List.of(2, 2));
        for (TextClient client : four) {
            expectAnswer(client, "hello", "Each client is served.");
        }
        int port = server.address().getPort();

        trace.run("close the server", server::close);
        trace.run("close it again: now this does nothing", server::close);

        for (TextClient client : four) {
            trace.equal(
                    "a client sees the end",
                    TextClient.END,
                    client.line(),
                    "A connection is still open after close: each worker closes the channels of its keys.");
        }
        trace.check(
                "no thread of the server is left",
                threads.fallTo(0),
                "close has returned, but a thread has not ended:\n" + threads.inWords());
        trace.throwsA(
                ConnectException.class,
                "a new client is refused",
                "The listener is still open: close it.",
                () -> new TextClient(port).close());
        server = trace.call("open a second one on the same port", () -> open(port, 1));
        expectAnswer(connect(), "hello", "It serves.");
    }

    @Test
    void closingEndsAlsoThoseWhoWaitToBeRegistered() throws Exception {
        open(1);
        TextClient first = connect(1, List.of(1)).getFirst();
        first.say("take long");
        awaitBusy();
        TextClient waiting = connect(1, List.of(2)).getFirst();
        int port = server.address().getPort();

        Thread closing = Thread.ofPlatform().daemon().start(server::close);
        trace.throwsA(
                ConnectException.class,
                "while the worker is busy, the server is closed, and soon a new client is refused",
                "Close the listener first.",
                () -> {
                    while (!Thread.interrupted()) {
                        connectAndLeave(port);
                    }
                });
        awaitThatItWaits(closing); // for the worker, which has been told to end
        told.goOn.countDown();
        closing.join(Duration.ofSeconds(4));

        trace.equal(
                "the client that waits in the queue sees the end",
                TextClient.END,
                waiting.line(),
                "It was accepted and never registered, so no key leads to it: close those in the queue too.");
    }

    /// A connection that waits in the accept queue while the listener closes is reset.
    private static void connectAndLeave(int port) throws IOException {
        try {
            new TextClient(port).close();
        } catch (ConnectException e) {
            throw e; // refused
        } catch (SocketException _) {
            // reset: try again
        }
    }

    @Test
    void aTakenPortLeavesNothingBehind() throws Exception {
        threads = new LiveThreads();
        open(1);
        int port = server.address().getPort();
        trace.run("close the server", server::close);

        try (java.net.ServerSocket taken =
                new java.net.ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            trace.throwsA(
                    IOException.class,
                    "open one on a port that is taken",
                    "Let the exception of bind pass.",
                    () -> open(taken.getLocalPort(), 2));
        }

        trace.check(
                "no thread runs",
                threads.fallTo(0),
                "Start the threads when the address is bound, not before:\n" + threads.inWords());
    }

    /// For a fifth of a second without a break. Returns after a second in any case: that it waits
    /// is checked elsewhere.
    private static void awaitThatItWaits(Thread thread) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        int waited = 0;
        for (int i = 0; i < 50 && waited < 10 && thread.isAlive(); i++) {
            never.await(20, TimeUnit.MILLISECONDS);
            waited = WAITS.contains(thread.getState()) ? waited + 1 : 0;
        }
    }

    private void open(int workers) {
        server = trace.call("open a server with " + workers + " workers", () -> open(0, workers));
        int port = trace.call("ask for its address", server::address).getPort();
        trace.check("it has a real port", port != 0, "Ask the listener which port it got.");
    }

    private WorkerServer open(int port, int workers) throws IOException {
        for (int i = 0; i < workers; i++) {
            selectors.add(Selector.open());
        }
        return new WorkerServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                selectors.subList(selectors.size() - workers, selectors.size()),
                told);
    }

    private TextClient connect() {
        TextClient client =
                trace.call("a client connects", () -> new TextClient(server.address().getPort()));
        clients.add(client);
        return client;
    }

    /// One after the other, and at the end the workers must have so many clients.
    private List<TextClient> connect(int count, List<Integer> then) {
        List<TextClient> some = IntStream.range(0, count).mapToObj(_ -> connect()).toList();
        awaitCounts(then);
        return some;
    }

    private void leave(TextClient client, List<Integer> then) throws IOException {
        client.close();
        trace.ok("client " + (clients.indexOf(client) + 1) + " leaves");
        awaitCounts(then);
    }

    private void awaitCounts(List<Integer> expected) {
        try {
            Awaitility.await()
                    .atMost(4, TimeUnit.SECONDS)
                    .until(() -> server.clients().equals(expected));
        } catch (ConditionTimeoutException _) {
            // the next line says what there is instead
        }
        trace.equal(
                "the workers have so many clients",
                expected,
                trace.call("ask how many clients each worker has", server::clients),
                "The next client goes to the worker with the fewest, of several to the first. It counts from the"
                        + " moment it is given to the worker, until its channel is closed.");
    }

    private void awaitBusy() throws InterruptedException {
        trace.check(
                "the handler takes long",
                told.busy.await(4, TimeUnit.SECONDS),
                "The client has sent something, and the handler was not called.");
    }

    /// Returns who has answered.
    private String expectAnswer(TextClient client, String text, String why) throws IOException {
        client.say(text);
        return expectLine(client, text, why);
    }

    private String expectLine(TextClient client, String text, String why) throws IOException {
        String line = client.line();
        String end = " has read " + text;
        trace.check(
                "client "
                        + (clients.indexOf(client) + 1)
                        + " says \""
                        + text
                        + "\" and is answered",
                line.endsWith(end),
                "It has read " + line + ". " + why);
        return line.substring(0, line.length() - end.length());
    }
}
