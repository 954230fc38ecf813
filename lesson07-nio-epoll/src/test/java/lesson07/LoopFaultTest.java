package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The faults that kill servers, each done to each server of the lesson, several times:
/// `-Dfaults=20` for 20. Measured are the others' service, the processor time while it lasts, and
/// what is left afterwards. What the first two servers are known to fail is demanded of them.
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class LoopFaultTest {

    private static final int TIMES = Integer.getInteger("faults", 2);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Where the answer must not come.
    private static final Duration SHORT = Duration.ofMillis(300);

    /// Of one processor. Measured several times: on a busy machine the best counts.
    private static final double IDLE = 0.05;

    private static final FaultTable TABLE = new FaultTable();

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
        leaveAll();
        if (server != null) {
            server.close();
        }
        await().atMost(LIMIT).until(() -> Leftovers.descriptors() <= before);
        await().atMost(LIMIT).until(() -> Leftovers.threads().findAny().isEmpty());
    }

    @AfterAll
    static void recordOrCompare() throws IOException {
        TABLE.recordOrCompare(TIMES);
    }

    private void start(Kind kind) throws IOException {
        server = kind.open(visitors);
    }

    private EchoClient connect(Duration limit) throws IOException {
        EchoClient client = new EchoClient(server.address().getPort(), limit);
        clients.add(client);
        return client;
    }

    private EchoClient connect() throws IOException {
        return connect(LIMIT);
    }

    private void leaveAll() throws IOException {
        for (EchoClient client : clients) {
            client.close();
        }
        clients.clear();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void floodThatNeverReads(Kind kind) throws Exception {
        start(kind);
        int served = 0;
        int spins = 0;
        for (int i = 0; i < TIMES; i++) {
            connectOthers(kind == Kind.BLOCKING ? 0 : 50);
            try (Flooder flood = new Flooder(server.address())) {
                if (kind == Kind.TEXTBOOK) {
                    flood.sendUntilServerSpins(); // else it fails
                }
                // What the buffers of two kernels take, not what a queue without a limit would.
                assertThat(flood.sent()).as("taken from the flood").isLessThan(64_000_000);
                connectOthers(kind == Kind.BLOCKING ? 50 : 0); // it talks to one at a time
                served += served(kind.fails(Kind.Duty.SLOW_READER) ? SHORT : LIMIT);
                spins += kind == Kind.TEXTBOOK || !isIdle() ? 1 : 0;
            }
            leaveAll();
            await().atMost(LIMIT).until(() -> visitors.present() == 0);
        }

        assertThat(served).isEqualTo(kind.fails(Kind.Duty.SLOW_READER) ? 0 : 50 * TIMES);
        assertThat(spins).as("times it spun").isEqualTo(kind == Kind.TEXTBOOK ? TIMES : 0);
        String words = served + " of " + 50 * TIMES + " served, ";
        TABLE.keep(LoopFault.FLOOD, kind, words + (spins > 0 ? "spins" : "CPU under 5 %"));
    }

    private void connectOthers(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            connect();
        }
    }

    private int served(Duration limit) throws IOException {
        for (EchoClient client : clients) {
            client.write("你好");
        }
        long end = System.nanoTime() + limit.toNanos();
        int served = 0;
        for (EchoClient client : clients) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            served += client.isAnswered("你好", left) ? 1 : 0;
        }
        return served;
    }

    /// Whether the server's threads rest. On a busy machine the best of three counts.
    private static boolean isIdle() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            if (cpuShare() < IDLE) {
                return true;
            }
        }
        return false;
    }

    private static double cpuShare() throws InterruptedException {
        long cpu = Leftovers.cpuNanos();
        long start = System.nanoTime();
        pass(Duration.ofMillis(300));
        return (double) (Leftovers.cpuNanos() - cpu) / (System.nanoTime() - start);
    }

    /// Lets time pass in which something is measured.
    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void dataAndFinInOneGo(Kind kind) throws Exception {
        start(kind);
        int whole = 0;
        for (int length : new int[] {64, 4_096, 65_536, 8_388_608}) {
            byte[] bytes = bytes(length);
            for (int i = 0; i < 3 * TIMES; i++) {
                EchoClient client = connect();
                Future<?> sent = client.writeAndEnd(bytes);
                whole += Arrays.equals(client.readAll(), bytes) ? 1 : 0;
                sent.get();
                leaveAll();
            }
        }

        assertThat(whole).isEqualTo(12 * TIMES);
        TABLE.keep(LoopFault.DATA_AND_FIN, kind, whole + " of " + 12 * TIMES + " echoes whole");
    }

    @ParameterizedTest
    @EnumSource
    void resetsWithDataInFlight(Kind kind) throws Exception {
        start(kind);
        long open = Leftovers.descriptors();
        int resets = 300 * TIMES;
        byte[] bytes = bytes(30_000);
        for (int i = 0; i < resets; i++) {
            EchoClient client = new EchoClient(server.address().getPort());
            client.write(bytes);
            client.reset();
        }

        await().atMost(LIMIT).until(() -> visitors.count() == resets && visitors.present() == 0);
        await().atMost(LIMIT).until(() -> Leftovers.descriptors() <= open);
        assertThat(isIdle()).isTrue();
        assertThat(connect().isEchoed("你好")).isTrue();
        TABLE.keep(LoopFault.RESETS, kind, resets + " of " + resets + " descriptors back");
    }

    /// One at a time: it never needs more than one descriptor for its clients.
    @ParameterizedTest
    @EnumSource(names = "BLOCKING")
    void blockingServerNeverRunsOutOfDescriptors(Kind kind) throws Exception {
        try (ServerChild child = new ServerChild(kind.program(), 100)) {
            List<EchoClient> waiting = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                waiting.add(connectTo(child));
            }
            for (EchoClient client : waiting) {
                assertThat(client.isEchoed("你好")).isTrue();
                client.leave();
            }
            TABLE.keep(LoopFault.DESCRIPTORS, kind, "150 of 150 served, one at a time");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TEXTBOOK")
    void textbookServerClosesItsListenerWhenDescriptorsRunOut(Kind kind) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (ServerChild child = new ServerChild(kind.program(), 100)) {
                int held = fill(child);
                assertThat(held).isGreaterThan(20);
                await().until(() ->
                        child.lines().contains("The listener is closed: nobody can come any more"));

                leaveAll();
                await().until(() -> child.descriptors() < 40);

                assertThat(child.isAlive()).isTrue();
                assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> connectTo(child));
            }
        }
        TABLE.keep(LoopFault.DESCRIPTORS, kind, "closes its listener: nobody is served any more");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void loopSurvivesThatDescriptorsRunOut(Kind kind) throws Exception {
        try (ServerChild child = new ServerChild(kind.program(), 100)) {
            for (int i = 0; i < TIMES; i++) {
                assertThat(fill(child)).as("clients until it was full").isGreaterThan(20);
                assertThat(isIdle(child)).as("idle while full").isTrue();
                assertThat(clients.getFirst().isEchoed("你好")).as("who is in").isTrue();
                for (int j = 0; j < 10; j++) {
                    assertThat(connectTo(child).read()).as("who comes is sent away").isEqualTo(-1);
                }
                clients.removeFirst().leave();
                clients.removeFirst().reset();
                awaitService(child);
                leaveAll();
                await().atMost(LIMIT).until(() -> child.descriptors() < 40);
            }
            assertNothingUnusual(child);
        }
        TABLE.keep(
                LoopFault.DESCRIPTORS,
                kind,
                "CPU under 5 %, sends newcomers away, serves again within 2 s");
    }

    /// Lower than what it has open already: not even the reserve helps, only the pause.
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void limitThatFallsBelowWhatIsOpenIsSurvived(Kind kind) throws Exception {
        try (ServerChild child = new ServerChild(kind.program(), 4_096)) {
            EchoClient inside = connectTo(child);
            assertThat(inside.isEchoed("你好")).isTrue();
            for (int i = 0; i < TIMES; i++) {
                child.limitDescriptors(5);
                EchoClient waiting = connectTo(child);
                waiting.write("小明");
                assertThat(isIdle(child)).isTrue();
                assertThat(inside.isEchoed("再见")).isTrue();

                child.limitDescriptors(4_096);

                awaitService(child);
            }
            assertNothingUnusual(child);
        }
    }

    private EchoClient connectTo(ServerChild child) throws Exception {
        EchoClient client = new EchoClient(child.port(), Duration.ofSeconds(10));
        clients.add(client);
        return client;
    }

    /// Lets clients come until one is not served. Returns how many are.
    private int fill(ServerChild child) throws Exception {
        while (isServed(child)) {
            assertThat(clients.size()).isLessThan(100);
        }
        clients.removeLast().close();
        return clients.size();
    }

    private boolean isServed(ServerChild child) throws Exception {
        try {
            return connectTo(child).isEchoed("你好");
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return false; // sent away with a reset
        }
    }

    private void awaitService(ServerChild child) {
        await().atMost(Duration.ofSeconds(2)).until(() -> isServed(child));
    }

    private static boolean isIdle(ServerChild child) throws Exception {
        for (int i = 0; i < 3; i++) {
            long ticks = child.ticks();
            pass(Duration.ofSeconds(1));
            if (child.ticks() - ticks < 100 * IDLE) {
                return true;
            }
        }
        return false;
    }

    private static void assertNothingUnusual(ServerChild child) {
        assertThat(child.isAlive()).isTrue();
        assertThat(child.lines()).noneMatch(line -> line.contains("Exception"));
        assertThat(child.lines()).noneMatch(line -> line.contains("Error"));
    }

    @ParameterizedTest
    @EnumSource
    void sixtyIdleClientsThenANewOne(Kind kind) throws Exception {
        start(kind);
        boolean fails = kind.fails(Kind.Duty.SILENT_CLIENT);
        int served = 0;
        for (int i = 0; i < TIMES; i++) {
            connectOthers(60);
            EchoClient late = connect(fails ? SHORT : LIMIT);
            served += late.isEchoed("你好") ? 1 : 0;
            assertThat(isIdle()).isTrue();
            leaveAll();
            await().atMost(LIMIT).until(() -> visitors.present() == 0);
        }

        assertThat(served).isEqualTo(fails ? 0 : TIMES);
        TABLE.keep(LoopFault.IDLE, kind, served + " of " + TIMES + " new ones served");
    }

    @ParameterizedTest
    @EnumSource
    void twentyMegabytesWithoutALineEnd(Kind kind) throws Exception {
        start(kind);
        byte[] bytes = new byte[20_000_000];
        Arrays.fill(bytes, (byte) 'x');
        for (int i = 0; i < TIMES; i++) {
            EchoClient client = connect();
            Future<?> sent = client.writeAndEnd(bytes);
            assertThat(client.read(10_000_000)).isEqualTo(Arrays.copyOf(bytes, 10_000_000));
            assertThat(client.readAll()).hasSize(10_000_000);
            sent.get();
            leaveAll();
        }
        TABLE.keep(LoopFault.NO_LINE_END, kind, TIMES + " of " + TIMES + " echoes whole");
    }

    @ParameterizedTest
    @EnumSource
    void fiveHundredConnectsAtOnce(Kind kind) throws Exception {
        start(kind);
        for (int i = 0; i < TIMES; i++) {
            await().atMost(LIMIT).until(() -> connectCrowd().compareTo(Duration.ofSeconds(1)) < 0);
            await().atMost(LIMIT).until(() -> visitors.present() == 0);
            assertThat(connect().isEchoed("你好")).isTrue();
            leaveAll();
        }
        String words = TIMES + " of " + TIMES + " times all connected within a second";
        TABLE.keep(LoopFault.CROWD, kind, words);
    }

    /// Returns how long it took until the last one was connected.
    private Duration connectCrowd() throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                SocketChannel client = SocketChannel.open();
                crowd.add(client);
                client.configureBlocking(false);
                if (!client.connect(server.address())) {
                    client.register(selector, SelectionKey.OP_CONNECT);
                }
            }
            while (!crowd.stream().allMatch(SocketChannel::isConnected)) {
                selector.select(LoopFaultTest::finishConnect, 100);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            for (SocketChannel client : crowd) {
                client.close();
            }
        }
    }

    private static void finishConnect(SelectionKey key) {
        try {
            ((SocketChannel) key.channel()).finishConnect();
            key.interestOps(0);
        } catch (IOException e) {
            throw new AssertionError("one of 500 connects", e);
        }
    }
}
