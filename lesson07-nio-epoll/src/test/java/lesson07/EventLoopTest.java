package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the loop promises to a handler, and keeps when a handler or a client does not play along.
class EventLoopTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] LARGE = new byte[Connection.MOST_PENDING];

    private final Terminal terminal = new Terminal();
    private final Visitors visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
    private final List<EchoClient> clients = new ArrayList<>();
    private long before;
    private Server server;

    @BeforeEach
    void count() {
        before = Leftovers.descriptors();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (EchoClient client : clients) {
            client.close();
        }
        server.close();
        await().until(() -> Leftovers.descriptors() <= before);
        assertThat(Leftovers.threads()).isEmpty();
    }

    private void start(Supplier<Handler> handlers, Duration stall) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = new LoopServer(new LoopServer.Settings(address, handlers, visitors, stall), 0);
    }

    private void start(Handler handler) throws IOException {
        start(() -> handler, LIMIT);
    }

    private EchoClient connect() throws IOException {
        EchoClient client = new EchoClient(server.address().getPort());
        clients.add(client);
        return client;
    }

    private static Void takeAll(ByteBuffer bytes) {
        bytes.position(bytes.limit());
        return null;
    }

    private void awaitLine(String end) {
        await().atMost(LIMIT)
                .until(() -> terminal.lines().stream().anyMatch(line -> line.endsWith(end)));
    }

    /// Less than a fifth of the time, in the best of three: nobody spins, however busy the machine
    /// is.
    static void assertIdle() {
        double least = 1;
        for (int i = 0; i < 3; i++) {
            least = Math.min(least, cpuShare(Duration.ofMillis(500)));
        }
        assertThat(least).as("share of a processor that the loop uses").isLessThan(0.05);
    }

    static double cpuShare(Duration watched) {
        long cpu = Leftovers.cpuNanos();
        long start = System.nanoTime();
        try {
            new CountDownLatch(1).await(watched.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return (double) (Leftovers.cpuNanos() - cpu) / (System.nanoTime() - start);
    }

    @Test
    void bugOfAHandlerCostsItsClientAndNobodyElse() throws Exception {
        start((bytes, client) -> {
            switch (bytes.get(bytes.position())) {
                case 'r' -> throw new IllegalArgumentException();
                case 'e' -> throw new StackOverflowError();
                case 'l' -> bytes.get(); // and the rest is left
                default -> client.send(bytes);
            }
        });
        EchoClient staying = connect();

        for (String text : List.of("r", "e", "left")) {
            EchoClient unlucky = connect();
            unlucky.write(text);
            assertThat(unlucky.read()).isEqualTo(-1);
        }

        assertThat(staying.isEchoed("你好")).isTrue();
        assertThat(connect().isEchoed("你好")).isTrue();
        assertThat(terminal.lines())
                .contains(
                        "Visitor 2 has met a bug of this server:"
                                + " java.lang.IllegalArgumentException",
                        "Visitor 3 has met a bug of this server: java.lang.StackOverflowError",
                        "Visitor 4 has met a bug of this server: java.lang.IllegalStateException",
                        "Visitor 4 is lost");
    }

    @Test
    void moreThanTheMostThatMayBePendingIsRefused() throws Exception {
        start((bytes, client) -> {
            takeAll(bytes);
            client.send(ByteBuffer.wrap(LARGE));
            client.send(ByteBuffer.wrap(LARGE)); // part of the first one still waits, or all fits
            client.send(ByteBuffer.allocate(LARGE.length + 1));
        });
        EchoClient client = connect();

        client.write("x");

        awaitLine("has met a bug of this server: java.lang.IllegalStateException");
    }

    @Test
    void sendingAfterTheEndIsABug() throws Exception {
        start((bytes, client) -> {
            client.end();
            client.end();
            client.send(bytes);
        });

        connect().write("x");

        awaitLine("has met a bug of this server: java.lang.IllegalStateException");
    }

    /// 50 MB for a client, never more than one piece at a time: the handler goes on when it is
    /// told.
    private static final class Pieces implements Handler {

        private final ByteBuffer piece = ByteBuffer.wrap(LARGE);
        private int left = 50;

        @Override
        public void received(ByteBuffer bytes, Connection client) throws IOException {
            takeAll(bytes);
            drained(client);
        }

        @Override
        public void drained(Connection client) throws IOException {
            while (left > 0 && !client.isPending()) {
                left--;
                client.send(piece.clear());
            }
            if (left == 0) {
                client.end();
            }
        }
    }

    @Test
    void handlerSendsAnyNumberOfBytesPieceByPiece() throws Exception {
        start(Pieces::new, LIMIT);
        EchoClient client = connect();
        client.write("x");

        assertIdle(); // the client does not read yet

        assertThat(client.readAll()).hasSize(50 * LARGE.length);
        client.close();
        awaitLine("has left");
    }

    @Test
    void largeSendArrivesWholeAndIsNotCopiedAgainAndAgain() throws Exception {
        start((bytes, client) -> {
            takeAll(bytes);
            client.send(ByteBuffer.wrap(LARGE));
            client.send(ByteBuffer.allocate(0));
        });
        EchoClient client = connect();
        long allocated = Leftovers.allocatedBytes();

        client.write("x");

        assertThat(client.read(LARGE.length)).isEqualTo(LARGE);
        assertThat(Leftovers.allocatedBytes() - allocated).isLessThan(3L * LARGE.length);
    }

    @Test
    void whatIsPendingAtTheEndStillGoes() throws Exception {
        AtomicInteger pieces = new AtomicInteger();
        start((bytes, client) -> {
            takeAll(bytes);
            while (!client.isPending()) {
                client.send(ByteBuffer.wrap(LARGE));
                pieces.incrementAndGet();
            }
            client.end();
        });
        EchoClient client = connect();
        client.write("x");
        assertIdle();

        assertThat(client.readAll()).hasSize(pieces.get() * LARGE.length);
    }

    @Test
    void loopRestsWhenWhatWasPendingHasGone() throws Exception {
        start(new Echo());
        EchoClient client = connect();
        byte[] bytes = new byte[20_000_000];
        Future<?> sent = client.startWriting(bytes);
        assertIdle(); // all buffers are full, and the client does not read yet
        assertThat(client.read(bytes.length)).isEqualTo(bytes);
        sent.get();

        assertIdle();

        assertThat(client.isEchoed("你好")).isTrue();
    }

    @Test
    void bugThatKeepsOneClientOutKeepsTheDoorOpen() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        start(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("a bug before the conversation");
                    }
                    return new Echo();
                },
                LIMIT);

        assertThat(connect().read()).isEqualTo(-1);

        assertThat(connect().isEchoed("你好")).isTrue();
        assertThat(terminal.lines())
                .contains("A client could not be let in: java.lang.IllegalStateException");
        assertThat(visitors.present()).isEqualTo(1);
    }

    /// The handler says no while the client still sends. A close at once would send a reset, and
    /// the answer would be lost.
    @Test
    void lastBytesArriveAlthoughTheClientStillSends() throws Exception {
        start((bytes, client) -> {
            takeAll(bytes);
            client.send(ByteBuffer.wrap(Bytes.utf8("busy")));
            client.end();
        });
        for (int i = 0; i < 20; i++) {
            EchoClient client = connect();
            client.write("x");
            assertThat(client.read(1)).isEqualTo(Bytes.utf8("b"));
            client.write(new byte[60_000]);

            assertThat(client.readAll()).isEqualTo(Bytes.utf8("usy"));
            client.close();
        }
        await().until(() -> visitors.present() == 0);
        assertThat(terminal.lastLine()).isEqualTo("Visitor 20 has left");
    }

    @Test
    void whoSendsOnAfterTheServersEndIsHungUpOn() throws Exception {
        start((bytes, client) -> {
            takeAll(bytes);
            client.end();
        });

        try (Flooder flood = new Flooder(server.address())) {
            assertThat(flood.isHungUpOn()).isTrue();
        }
        assertThat(terminal.lastLine()).isEqualTo("Visitor 1 has left");
    }

    /// At the end of the stream a channel is ready to be read for ever.
    @Test
    void endOfTheStreamDoesNotMakeTheLoopSpin() throws Exception {
        start(
                () ->
                        new Handler() {
                            @Override
                            public void received(ByteBuffer bytes, Connection client) {
                                takeAll(bytes);
                            }

                            @Override
                            public void ended(Connection client) {
                                // It forgets to end.
                            }
                        },
                Duration.ofSeconds(4));
        connect().endOutput();

        assertIdle();

        awaitLine("Visitor 1 is cut off: nothing moved within the time limit");
    }

    @Test
    void endOfTheStreamWithBytesPendingDoesNotMakeTheLoopSpin() throws Exception {
        start(Pieces::new, LIMIT);
        EchoClient client = connect();
        client.write("x");
        client.endOutput();

        assertIdle();

        assertThat(client.readAll()).hasSize(50 * LARGE.length);
        awaitLine("Visitor 1 has left");
    }

    @Test
    void silenceIsCutOffAndTalkIsNot() throws Exception {
        start(Echo::new, Duration.ofSeconds(1));
        EchoClient talking = connect();
        EchoClient silent = connect();

        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(talking.isEchoed("你好")).isTrue();
                    return terminal.lastLine().startsWith("Visitor 2 is cut off");
                });

        assertThat(silent.read()).isEqualTo(-1);
        assertThat(talking.isEchoed("你好")).isTrue();
    }

    @Test
    void floodThatNeverReadsIsCutOff() throws Exception {
        start(Echo::new, Duration.ofSeconds(1));
        try (Flooder _ = new Flooder(server.address())) {
            awaitLine("Visitor 1 is cut off: nothing moved within the time limit");
        }
    }

    /// After the server's own end a client may not stay by sending a byte now and then.
    @Test
    void drippingAfterTheEndIsCutOff() throws Exception {
        start(
                () ->
                        (bytes, client) -> {
                            takeAll(bytes);
                            client.end();
                        },
                Duration.ofSeconds(1));
        EchoClient dripping = connect();

        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    dripping.drip();
                    return terminal.lastLine().startsWith("Visitor 1 is cut off");
                });
    }

    @Test
    void closeLetsClientsReadTheRest() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        start((bytes, client) -> {
            takeAll(bytes);
            client.send(ByteBuffer.wrap(LARGE));
            while (!client.isPending()) {
                client.send(ByteBuffer.wrap(LARGE));
            }
            sent.countDown();
        });
        EchoClient client = connect();
        client.write("x");
        sent.await();

        try (ExecutorService closer = Executors.newCachedThreadPool()) {
            Future<?> closed =
                    closer.submit(() -> {
                        server.close();
                        return null;
                    });
            byte[] all = client.readAll();
            client.close();
            closed.get();

            assertThat(all.length % LARGE.length).as("bytes of an unfinished piece").isZero();
        }
        assertThat(terminal.lastLine()).isEqualTo("Visitor 1 is sent away: the server closes");
    }

    @Test
    void interruptEndsTheLoopAndItsConnections() throws Exception {
        start(new Echo());
        EchoClient client = connect();
        assertThat(client.isEchoed("你好")).isTrue();

        Leftovers.threads().forEach(Thread::interrupt);

        assertThat(server.awaitEnd(LIMIT)).isTrue();
        assertThat(client.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void tasksAndTimersRunOnTheLoopsThreadAndMayFail(int number) throws Exception {
        start(new Echo()); // only for what is checked afterwards
        Logger log = Logger.getLogger("lesson07");
        log.setLevel(Level.OFF); // the bugs are meant
        try (EventLoop loop = new EventLoop("loop")) {
            CountDownLatch done = new CountDownLatch(2 * number);
            loop.start();
            for (int i = 0; i < number; i++) {
                loop.execute(() -> {
                    loop.schedule(Duration.ofMillis(1), done::countDown);
                    loop.schedule(Duration.ofMillis(2), () -> fail(done));
                });
            }

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            log.setLevel(null);
        }
    }

    private static void fail(CountDownLatch done) {
        done.countDown();
        throw new IllegalStateException("a bug of a task: the loop goes on");
    }
}
