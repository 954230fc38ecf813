package lesson05.exercise;

import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.LiveThreads;
import course.testkit.TextClient;
import course.testkit.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "5.4", title = "Close in good order", points = 15, of = GracefulServer.class)
class GracefulServerTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /// Longer than any step of a test may take: who waits for all of it is caught.
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final int SECONDS = 4;
    private static final Set<Thread.State> WAITING =
            Set.of(
                    Thread.State.WAITING,
                    Thread.State.TIMED_WAITING,
                    Thread.State.BLOCKED,
                    Thread.State.TERMINATED);

    private final Trace trace = new Trace();
    private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    private final List<TextClient> clients = new ArrayList<>();
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private final LiveThreads threads = new LiveThreads();
    private GracefulServer server;
    private InetSocketAddress address;

    /// A handler's thread, and the socket that it was given.
    private record Visit(Thread thread, Socket socket) {}

    @AfterEach
    void stop() throws Exception {
        testEnds.countDown();
        for (TextClient client : clients) {
            client.close();
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
        threads.close();
    }

    @Test
    void servesTwoClientsAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        start(
                LONG,
                client -> {
                    meet(both);
                    answerOneLine(client);
                });
        TextClient first = connect();
        TextClient second = connect();

        second.say("再见");
        checkAnswer(second, "got 再见", "Each client needs a thread of its own.");
        first.say("你好");
        checkAnswer(first, "got 你好", "Each client needs a thread of its own.");
    }

    @Test
    void closesTheConnectionWhenTheHandlerReturns() throws Exception {
        start(LONG, GracefulServerTest::answerOneLine);
        TextClient client = connect();

        client.say("你好");

        checkAnswer(client, "got 你好", "The handler writes it, to the socket that you give it.");
        checkAnswer(
                client,
                TextClient.END,
                "When the handler has returned, close the client's socket.");
    }

    @Test
    void whatAHandlerThrowsEndsItsOwnConnectionOnly() throws Exception {
        start(
                LONG,
                client -> {
                    if (readLine(client).equals("bug")) {
                        throw new IllegalStateException("a bug of the handler");
                    }
                    client.getOutputStream().write('!');
                    throw new IOException("no bug");
                });
        for (String line : List.of("bug", "no bug", "bug")) {
            TextClient client = connect();
            client.say(line);
            checkAnswer(
                    client,
                    TextClient.END,
                    "A handler that throws must not end the accept loop, and its socket has to be closed.");
        }

        trace.run("close the server", server::close);
        checkNothingIsLeft();
    }

    @Test
    void aTakenPortIsReported() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trace.throwsA(
                    BindException.class,
                    "start a server on a port that is taken",
                    "Bind in the constructor, on the caller's thread, and let the exception pass.",
                    () ->
                            server =
                                    new GracefulServer(
                                            (InetSocketAddress) other.getLocalSocketAddress(),
                                            LONG,
                                            GracefulServerTest::answerOneLine));
        }
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void goesOnWhenThereAreDescriptorsAgain() throws Exception {
        start(LONG, GracefulServerTest::answerOneLine);

        FewDescriptors.check(trace, GracefulServer.class);
    }

    @Test
    void stopsAtOnceWhenNobodyIsConnected() throws Exception {
        start(LONG, GracefulServerTest::answerOneLine);

        trace.run(
                "close the server; the limit is 30 seconds, but there is nobody to wait for",
                server::close);

        checkNothingIsLeft();
    }

    @Test
    void theClientInHandIsServedToItsEnd() throws Exception {
        start(LONG, GracefulServerTest::answerOneLine);
        TextClient client = connect();
        client.send("你");
        trace.ok("it sends half a line");

        Closing closing = beginToClose();
        trace.check(
                "while close waits for it, a new client is refused",
                refusesSoon(),
                "A new client still gets in. Close the listener first, and wait then: otherwise"
                        + " there is always one more client to wait for.");
        client.send("好\n");
        checkAnswer(
                client,
                "got 你好",
                "It was cut off while it was served, long before the limit of 30 seconds. Wait for the handlers,"
                        + " and close only the sockets of those that are left then.");
        trace.run(
                "close returns when the last client is served, not after 30 seconds",
                closing::await);

        checkNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300})
    void aClientThatSaysNothingIsCutAfterTheLimit(int millis) throws Exception {
        start(Duration.ofMillis(millis), GracefulServerTest::answerOneLine);
        TextClient client = connect();
        trace.ok("it says nothing: the handler waits in read");

        long begin = System.nanoTime();
        trace.run("close the server", server::close);

        trace.check(
                "it has waited for the limit",
                System.nanoTime() - begin >= millis * 1_000_000L,
                "It has not waited for " + millis + " ms, and a client was still being served.");
        checkAnswer(
                client,
                TextClient.END,
                "After the limit, close the sockets of the clients that are left.");
        checkNothingIsLeft();
    }

    @Test
    void aClientThatNeverReadsIsCutToo() throws Exception {
        CountDownLatch much = new CountDownLatch(10);
        start(
                Duration.ofMillis(200),
                client -> {
                    while (true) {
                        client.getOutputStream().write(new byte[100_000]);
                        much.countDown();
                    }
                });
        connect();
        much.await(SECONDS, TimeUnit.SECONDS);
        trace.ok("it reads nothing: the handler waits in write, or soon will");

        trace.run("close the server", server::close);

        checkNothingIsLeft();
    }

    @Test
    void theLimitIsForAllClientsTogether() throws Exception {
        start(Duration.ofMillis(500), GracefulServerTest::answerOneLine);
        for (int i = 0; i < 8; i++) {
            connect();
        }

        long begin = System.nanoTime();
        trace.run(
                "close the server while 8 clients say nothing; the limit is 500 ms", server::close);
        long millis = (System.nanoTime() - begin) / 1_000_000;

        trace.check(
                "it has waited for 500 ms, not for 8 times 500 ms",
                millis < 3_000,
                "It took "
                        + millis
                        + " ms. Note the time at which the limit is over, once, and wait for each"
                        + " handler until then.");
        checkNothingIsLeft();
    }

    @Test
    void twoThreadsMayCloseAtTheSameTime() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        start(LONG, _ -> hold(mayEnd));
        connect();

        List<Closing> both = List.of(beginToClose(), beginToClose());
        both.forEach(Closing::awaitWaiting);
        boolean tooEarly = both.stream().anyMatch(Closing::hasReturned);
        mayEnd.countDown();

        trace.check(
                "while a client is in hand, neither of the two calls returns",
                !tooEarly,
                "One call has returned while a client was still being served. Whoever calls close may rely on it"
                        + " afterwards: the second call has to wait for what the first one does.");
        trace.run(
                "the handler returns, and then both calls do",
                () -> {
                    both.get(0).await();
                    both.get(1).await();
                });
        trace.run("close again, later: now this does nothing", server::close);
        checkNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHandlerMayClose(int handlers) throws Exception {
        CyclicBarrier all = new CyclicBarrier(handlers);
        CountDownLatch returned = new CountDownLatch(handlers);
        start(
                LONG,
                client -> {
                    String line = readLine(client);
                    meet(all);
                    server.close();
                    returned.countDown();
                    client.getOutputStream()
                            .write(("closed by " + line + "\n").getBytes(StandardCharsets.UTF_8));
                });
        for (int i = 0; i < handlers; i++) {
            connect().say("小明");
        }

        trace.run(
                "close, called by "
                        + (handlers == 1 ? "a handler" : "two handlers at once")
                        + ", returns there: nobody waits for his own end",
                () -> returned.await());
        for (TextClient client : clients) {
            checkAnswer(
                    client,
                    "closed by 小明",
                    "The handler that calls close is in hand itself: it may go on until the limit of 30 seconds.");
        }
        trace.run("close, called by the test, returns when the server has ended", server::close);
        checkNothingIsLeft();
    }

    @Test
    void aHandlerMayCloseWhileAnotherThreadDoes() throws Exception {
        start(
                LONG,
                client -> {
                    String line = readLine(client);
                    server.close();
                    client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                });
        TextClient client = connect();

        Closing closing = beginToClose();
        trace.check("a new client is refused", refusesSoon(), "Close the listener first.");
        closing.awaitWaiting();
        client.say("I close too");
        checkAnswer(
                client,
                "I close too",
                "A handler has called close while another thread waits there for the handlers to end, and now"
                        + " each of the two waits for the other. Do not wait inside a lock that close needs.");
        trace.run("the other close returns", closing::await);

        checkNothingIsLeft();
    }

    @Test
    void aHandlerThatNeverEndsIsNotWaitedForForEver() throws Exception {
        start(Duration.ofMillis(100), _ -> hold(testEnds));
        connect();
        trace.ok("its handler takes no notice of a closed socket, nor of an interrupt");

        trace.run(
                "close the server: it waits 100 ms, cuts, and waits one second more",
                server::close);

        trace.check("a new client is refused", refusesSoon(), "Close the listener.");
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        start(LONG, GracefulServerTest::answerOneLine);
        connect();

        boolean interrupted =
                trace.call(
                        "close the server, on a thread that is interrupted",
                        () -> {
                            Thread.currentThread().interrupt();
                            server.close();
                            return Thread.interrupted();
                        });

        trace.check(
                "the interrupt flag is set again",
                interrupted,
                "What throws an InterruptedException has cleared the flag. Set it again for the caller:"
                        + " Thread.currentThread().interrupt().");
    }

    @Test
    void theSamePortCanBeUsedAtOnce() throws Exception {
        start(Duration.ZERO, GracefulServerTest::answerOneLine);
        connect();
        trace.run("close the server", server::close);

        server =
                trace.call(
                        "start a second server on the same port",
                        () ->
                                new GracefulServer(
                                        address,
                                        LONG,
                                        accepted(GracefulServerTest::answerOneLine)));

        TextClient client = connect();
        client.say("你好");
        checkAnswer(client, "got 你好", "The second server serves as the first one did.");
    }

    @Test
    void closesUnderLoadAndLeavesNothing() throws Exception {
        start(Duration.ofMillis(200), GracefulServerTest::answerOneLine);
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        List<Thread> crowd = new ArrayList<>();
        CountDownLatch busy = new CountDownLatch(20);
        for (int i = 0; i < 4; i++) {
            crowd.add(Thread.ofPlatform().daemon().start(() -> comeAgainAndAgain(busy, ends)));
        }
        trace.check(
                "20 visits",
                busy.await(SECONDS, TimeUnit.SECONDS),
                "Serve one client after the other.");

        trace.run("close the server while new clients come all the time", server::close);

        trace.run(
                "every client has seen the end, or was refused",
                () -> {
                    for (Thread one : crowd) {
                        one.join();
                    }
                });
        trace.equal(
                "no client was left waiting",
                List.of(),
                List.copyOf(ends),
                "A client was accepted and then forgotten: close its socket too.");
        checkNothingIsLeft();
    }

    private void comeAgainAndAgain(CountDownLatch busy, BlockingQueue<String> forgotten) {
        while (true) {
            try (TextClient client = new TextClient(address.getPort())) {
                client.say("x");
                for (String line = client.line();
                        !line.equals(TextClient.END);
                        line = client.line()) {
                    if (line.equals(TextClient.NOTHING)) {
                        forgotten.add(line);
                        return;
                    }
                }
                busy.countDown();
            } catch (ConnectException _) {
                return;
            } catch (IOException _) {
                busy.countDown(); // reset by the close: that is an end too
            }
        }
    }

    private void start(Duration limit, GracefulServer.Handler handler) {
        server =
                trace.call(
                        "start a server with a limit of " + limit.toMillis() + " ms",
                        () -> new GracefulServer(ANY_PORT, limit, accepted(handler)));
        address = trace.call("ask for its address", server::address);
        trace.check(
                "the address has a real port",
                address != null && address.getPort() != 0,
                "It is "
                        + address
                        + ". Port 0 means \"any\": ask the ServerSocket which one it got.");
    }

    private GracefulServer.Handler accepted(GracefulServer.Handler handler) {
        return client -> {
            visits.add(new Visit(Thread.currentThread(), client));
            handler.serve(client);
        };
    }

    private TextClient connect() throws Exception {
        int before = visits.size();
        TextClient client =
                trace.call("a client connects", () -> new TextClient(address.getPort()));
        clients.add(client);
        trace.check(
                "its handler begins",
                soon(() -> visits.size() > before),
                "Accept the client, and call the handler with its socket.");
        return client;
    }

    private void checkAnswer(TextClient client, String expected, String why) throws IOException {
        trace.equal("the client reads \"" + expected + "\"", expected, client.line(), why);
    }

    private Closing beginToClose() {
        Closing closing = new Closing(server);
        trace.ok("another thread closes the server");
        return closing;
    }

    private boolean refusesSoon() {
        return soon(() -> {
            try (Socket late = new Socket()) {
                late.connect(address, TextClient.MILLIS);
                return false;
            } catch (ConnectException _) {
                return true;
            } catch (SocketException _) {
                return false; // reset: it was in the queue while the listener closed
            }
        });
    }

    private void checkNothingIsLeft() throws IOException {
        trace.check(
                "a new client is refused",
                refusesSoon(),
                "The listener is still open: close the ServerSocket.");
        trace.check(
                "the sockets of all clients are closed",
                soon(() -> visits.stream().allMatch(visit -> visit.socket().isClosed())),
                "close has returned, and the socket of a client is still open.");
        boolean ended = threads.fallTo(0);
        trace.check(
                "no thread is left, of a handler or of the server",
                ended,
                ended ? "" : "close has returned, and a thread has not ended:\n" + inWords());
    }

    private String inWords() throws IOException {
        return threads.inWords() + "\n" + HangReport.ofThisMoment();
    }

    private static boolean soon(Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(SECONDS, TimeUnit.SECONDS).until(condition);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private static void answerOneLine(Socket client) throws IOException {
        String line = readLine(client);
        client.getOutputStream().write(("got " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String readLine(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the other client is not served at the same time", e);
        }
    }

    /// Waits, and takes no notice of anything else.
    private static void hold(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A call of close on a thread of its own.
    private static final class Closing {

        private final CountDownLatch returned = new CountDownLatch(1);
        private final Thread thread;

        Closing(GracefulServer server) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("closing")
                            .start(() -> {
                                server.close();
                                returned.countDown();
                            });
        }

        /// Returns when the call can get no further by itself.
        void awaitWaiting() {
            soon(() -> WAITING.contains(thread.getState()));
        }

        boolean hasReturned() {
            return returned.getCount() == 0;
        }

        void await() throws InterruptedException {
            returned.await();
        }
    }
}
