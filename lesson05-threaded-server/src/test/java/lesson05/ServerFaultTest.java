package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// What clients do to a server, each against each of the three servers with threads: the server
/// does what [FaultTable] says, others are served meanwhile, and afterwards nothing is left: no
/// socket and no thread.
class ServerFaultTest {

    private static final Duration HASTY = Duration.ofSeconds(1);
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Terminal terminal = new Terminal();
    private final Census census = new Census();
    private Server server;
    private Client other;

    /// What a client does, and what the server must do then.
    @FunctionalInterface
    private interface Deed {
        void to(ServerFaultTest test) throws Exception;
    }

    @SuppressWarnings("ImmutableEnumChecker") // its functions are method references
    enum Fault {
        SLOW_SENDER(PATIENT, ServerFaultTest::slowSender),
        SLOW_READER(PATIENT, ServerFaultTest::slowReader),
        NEVER_READS(HASTY, ServerFaultTest::neverReads),
        SILENCE(HASTY, ServerFaultTest::silence),
        HALF_CLOSE(PATIENT, ServerFaultTest::halfClose),
        RESETS(PATIENT, ServerFaultTest::resets),
        DROPPED(PATIENT, ServerFaultTest::dropped),
        NO_LINE_END(PATIENT, ServerFaultTest::noLineEnd),
        AT_ONCE(PATIENT, ServerFaultTest::connectsAtOnce);

        private final Duration stallLimit;
        private final Deed deed;

        Fault(Duration stallLimit, Deed deed) {
            this.stallLimit = stallLimit;
            this.deed = deed;
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault ->
                        Stream.of(Kind.THREAD_PER_CLIENT, Kind.POOLED, Kind.VIRTUAL)
                                .map(kind -> Arguments.of(fault, kind)));
    }

    private void start(Kind kind, Protocol protocol) throws IOException {
        server = kind.open(protocol, new Visitors(terminal.out, Integer.MAX_VALUE));
    }

    @AfterEach
    void stop() throws IOException {
        if (other != null) {
            other.close();
        }
        server.close();
        census.close();
    }

    private Client connect() throws IOException {
        return new Client(server.address().getPort());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultHarmsNobodyElseAndLeavesNothing(Fault fault, Kind kind) throws Exception {
        start(kind, new EchoProtocol(fault.stallLimit));
        othersAreServed();
        long sockets = census.sockets();

        fault.deed.to(this);

        othersAreServed();
        await().atMost(LIMIT).until(() -> server.connections() <= 1);
        try (Client late = connect()) {
            assertThat(late.isEchoed("你好")).as("a new one is served").isTrue();
        }
        awaitNothingIsLeft(kind, sockets);
    }

    /// The sockets are as many as before. The one who was there has its thread; a pool has all of
    /// its threads.
    private void awaitNothingIsLeft(Kind kind, long sockets) {
        long handlers = kind == Kind.POOLED ? PooledServer.THREADS : other == null ? 0 : 1;
        await().atMost(LIMIT).until(() -> census.sockets() <= sockets);
        await().atMost(LIMIT).until(() -> census.handlers() <= handlers);
    }

    /// The one who was there before is still served; where the time limit has cut it off, a new
    /// one.
    private void othersAreServed() throws IOException {
        if (other == null || !other.isEchoed("你好")) {
            other = connect();
        }
        assertThat(other.isEchoed("你好")).as("others are served").isTrue();
    }

    private static void slowSender(ServerFaultTest test) throws Exception {
        try (Client slow = test.connect()) {
            for (byte each : Bytes.utf8("小明 says 你好\n")) {
                slow.write(each);
                assertThat((byte) slow.read()).isEqualTo(each);
                test.othersAreServed();
            }
            slow.leave();
        }
    }

    private static void slowReader(ServerFaultTest test) throws Exception {
        byte[] bytes = bytes(4_000_000);
        try (Client slow = test.connect();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent = sender.submit(() -> writeAll(slow, bytes));
            for (int i = 0; i < 200; i++) {
                test.othersAreServed();
            }
            assertThat(slow.readAll()).isEqualTo(bytes);
            sent.get();
        }
    }

    private static void neverReads(ServerFaultTest test) throws Exception {
        try (Client flood = test.connect();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent =
                    sender.submit(() -> {
                        while (true) {
                            flood.write(new byte[65_536]);
                        }
                    });
            test.keepServingUntilLine(" is cut off: nothing moved within the time limit");
            assertThat(sent).failsWithin(LIMIT);
        }
    }

    private static void silence(ServerFaultTest test) throws Exception {
        try (Client silent = test.connect()) {
            test.keepServingUntilLine(" is cut off: nothing moved within the time limit");
            assertThat(silent.read()).isEqualTo(-1);
        }
    }

    private void keepServingUntilLine(String ending) {
        await().atMost(LIMIT)
                .until(() -> {
                    othersAreServed();
                    return terminal.lines().stream().anyMatch(line -> line.endsWith(ending));
                });
    }

    private static void halfClose(ServerFaultTest test) throws Exception {
        for (int length : new int[] {64, 4_096, 65_536, 8_000_000}) {
            byte[] bytes = bytes(length);
            for (int i = 0; i < (length > 1_000_000 ? 2 : 15); i++) {
                try (Client client = test.connect();
                        ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<?> sent = sender.submit(() -> writeAll(client, bytes));
                    assertThat(client.readAll()).isEqualTo(bytes);
                    sent.get();
                }
            }
            test.othersAreServed();
        }
    }

    private static void resets(ServerFaultTest test) throws Exception {
        byte[] bytes = bytes(30_000);
        int before = test.visitors();
        for (int i = 0; i < 300; i++) {
            try (Client client = test.connect()) {
                client.write(bytes);
                client.reset();
            }
            if (i % 50 == 0) {
                assertThat(test.other.isEchoed("你好")).isTrue();
            }
        }
        test.awaitEachHasItsLine(before + 300);
    }

    private static void dropped(ServerFaultTest test) throws Exception {
        int before = test.visitors();
        for (int i = 0; i < 1_000; i++) {
            test.connect().close();
            if (i % 100 == 0) {
                // In the pool the one who was there keeps its thread; a new one would have to wait.
                assertThat(test.other.isEchoed("你好")).isTrue();
            }
        }
        test.awaitEachHasItsLine(before + 1_000);
    }

    private static void noLineEnd(ServerFaultTest test) throws Exception {
        byte[] bytes = bytes(20_000_000);
        Arrays.fill(bytes, (byte) 'x');
        try (Client client = test.connect();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent = sender.submit(() -> writeAll(client, bytes));
            assertThat(client.read(10_000_000)).containsOnly('x');
            test.othersAreServed();
            assertThat(client.readAll()).hasSize(10_000_000);
            sent.get();
        }
    }

    private static void connectsAtOnce(ServerFaultTest test) throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        int before = test.visitors();
        try {
            for (int i = 0; i < 500; i++) {
                SocketChannel client = SocketChannel.open();
                crowd.add(client);
                client.configureBlocking(false);
                client.connect(test.server.address());
            }
            long start = System.nanoTime();
            for (SocketChannel client : crowd) {
                if (!client.finishConnect()) {
                    await().until(client::finishConnect);
                }
            }
            // Who was dropped by the kernel comes again after a second, not before.
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(taken).as("500 connects").isLessThan(Duration.ofMillis(900));
            assertThat(test.other.isEchoed("你好")).as("others are served").isTrue();
        } finally {
            for (SocketChannel client : crowd) {
                client.close();
            }
        }
        test.awaitEachHasItsLine(before + 500);
    }

    private int visitors() {
        return (int) terminal.lines().stream().filter(line -> line.contains(" from 127.")).count();
    }

    /// So many visitors have come, and each has a line that says how it has ended: all but the one
    /// that is still here.
    private void awaitEachHasItsLine(int visitors) {
        await().atMost(LIMIT).until(() -> visitors() == visitors && endings() >= visitors - 1);
    }

    private long endings() {
        return terminal.lines().stream()
                .filter(line -> line.matches("Visitor \\d+ (has|is) .*"))
                .count();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void shutdownUnderLoadEndsEveryThread(Kind kind) throws Exception {
        long before = census.sockets();
        start(kind, new EchoProtocol());
        AtomicInteger echoes = new AtomicInteger();
        List<Client> clients = new ArrayList<>();
        try (ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < PooledServer.THREADS; i++) {
                Client client = connect();
                clients.add(client);
                loads.add(load.submit(() -> echoUntilTheEnd(client, echoes)));
            }
            await().until(() -> echoes.get() > 1_000);

            long start = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            assertThat(server.hasEnded()).isTrue();
            for (Future<?> each : loads) {
                each.get(10, TimeUnit.SECONDS);
            }
        }
        for (Client client : clients) {
            client.close();
        }
        assertThat(census.threads()).isZero();
        await().until(() -> census.sockets() <= before);
    }

    private static void echoUntilTheEnd(Client client, AtomicInteger echoes) {
        try {
            while (client.isEchoed("你好")) {
                echoes.incrementAndGet();
            }
        } catch (IOException _) {
            echoes.incrementAndGet(); // a reset is an end as well
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void garbageIsNoLogin(Kind kind) throws Exception {
        start(kind, new LoginProtocol());
        logIn();
        await().until(() -> server.connections() == 0);
        long sockets = census.sockets();
        Random random = new Random(5);

        for (int i = 0; i < 100; i++) {
            byte[] garbage = new byte[10 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            try (Client client = connect()) {
                client.write(garbage);
                assertThat(client.read()).isEqualTo(-1);
            }
            if (i % 25 == 0) {
                logIn();
            }
        }

        logIn();
        awaitEachHasItsLine(106);
        awaitNothingIsLeft(kind, sockets);
    }

    private void logIn() throws Exception {
        User user = new User("小明", "secret");
        assertThat(LoginClient.logIn(server.address(), user, LIMIT)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void requestOf20MegabytesIsRefused(Kind kind) throws Exception {
        start(kind, new HttpProtocol());
        assertThat(status("GET / HTTP/1.1\r\n\r\n")).isEqualTo("200");
        await().until(() -> server.connections() == 0);
        long sockets = census.sockets();
        byte[] endless = bytes(20_000_000);
        Arrays.fill(endless, (byte) 'x');

        try (Client client = connect();
                ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent = sender.submit(() -> writeAll(client, endless));
            assertThat(statusOf(client)).isEqualTo("431");
            assertThat(status("GET / HTTP/1.1\r\n\r\n")).isEqualTo("200");
            assertThat(sent).failsWithin(LIMIT); // the server has hung up
        }

        awaitNothingIsLeft(kind, sockets);
    }

    private String status(String request) throws IOException {
        try (Client client = connect()) {
            client.write(request);
            return statusOf(client);
        }
    }

    private static String statusOf(Client client) throws IOException {
        return new String(client.read(12), StandardCharsets.US_ASCII).replace("HTTP/1.1 ", "");
    }

    private static Void writeAll(Client client, byte[] bytes) throws IOException {
        client.write(bytes);
        client.endOutput();
        return null;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
