package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// What every server of this lesson must do, and what the sequential one cannot do: there the test
/// demands that it fails. Luck plays no part: what must happen at the same time waits for it.
class ServerContractTest {

    /// Long enough for a slow machine, where the answer must come; short where it must not.
    private static final Duration SHORT = Duration.ofMillis(700);

    private final Terminal terminal = new Terminal();
    private final Census census = new Census();
    private final Visitors visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
    private final List<AutoCloseable> open = new ArrayList<>();
    private long socketsBefore;

    @BeforeEach
    void count() {
        socketsBefore = census.sockets();
    }

    /// Whatever a test does: after `close` no thread and no socket is left.
    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        await().until(() -> census.sockets() <= socketsBefore);
        assertThat(census.threads()).as("threads left over").isZero();
        census.close();
    }

    private Server start(Kind kind, Protocol protocol) throws IOException {
        Server server = kind.open(protocol, visitors);
        open.add(server);
        return server;
    }

    private int startEcho(Kind kind) throws IOException {
        return start(kind, new EchoProtocol()).address().getPort();
    }

    private Client connect(int port, Duration limit) throws IOException {
        Client client = new Client(port, limit);
        open.add(client);
        return client;
    }

    private Client connect(int port) throws IOException {
        return connect(port, Client.PATIENT);
    }

    /// A piece of the contract.
    @FunctionalInterface
    private interface Clause {
        void check(ServerContractTest test, Kind kind, Duration limit) throws Exception;
    }

    /// What the sequential server must fail.
    @SuppressWarnings("ImmutableEnumChecker") // its functions are method references
    enum AtOnce {
        SERVED_IN_REVERSE_ORDER(ServerContractTest::servedInReverseOrder),
        MANY_IN_FLIGHT(ServerContractTest::manyInFlight),
        SILENT_CLIENT_KEEPS_NOBODY_WAITING(ServerContractTest::silentClientKeepsNobodyWaiting);

        private final Clause clause;

        AtOnce(Clause clause) {
            this.clause = clause;
        }
    }

    static Stream<Arguments> concurrentServers() {
        return Stream.of(Kind.THREAD_PER_CLIENT, Kind.POOLED, Kind.VIRTUAL)
                .flatMap(kind -> Stream.of(AtOnce.values()).map(all -> Arguments.of(kind, all)));
    }

    @ParameterizedTest
    @MethodSource("concurrentServers")
    void concurrentServersServeAtTheSameTime(Kind kind, AtOnce all) throws Exception {
        all.clause.check(this, kind, Client.PATIENT);
    }

    @ParameterizedTest
    @EnumSource
    void sequentialServerFailsExactlyThese(AtOnce all) {
        assertThatThrownBy(() -> all.clause.check(this, Kind.SEQUENTIAL, SHORT))
                .isInstanceOf(AssertionError.class);
    }

    private void servedInReverseOrder(Kind kind, Duration limit) throws Exception {
        int port = startEcho(kind);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < Math.max(2, kind.atOnce()); i++) {
            clients.add(connect(port, limit));
        }

        for (Client client : clients.reversed()) {
            assertThat(client.isEchoed("你好")).as("echo to the one who came last").isTrue();
            client.leave();
        }
    }

    /// The barrier opens only when all are inside the protocol at the same time.
    private void manyInFlight(Kind kind, Duration limit) throws Exception {
        int clients = Math.max(2, kind.atOnce());
        CyclicBarrier all = new CyclicBarrier(clients);
        int port = start(kind, new Barrier(all, limit)).address().getPort();
        List<Client> waiting = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            waiting.add(connect(port));
        }

        for (Client client : waiting) {
            assertThat(client.read()).as("the barrier has opened").isEqualTo('!');
        }
    }

    private void silentClientKeepsNobodyWaiting(Kind kind, Duration limit) throws Exception {
        int port = startEcho(kind);
        connect(port);
        Client second = connect(port, limit);

        assertThat(second.isEchoed("你好")).isTrue();
    }

    private record Barrier(CyclicBarrier all, Duration limit) implements Protocol {

        @Override
        public void serve(Connection client) throws IOException {
            try {
                all.await(limit.toMillis(), TimeUnit.MILLISECONDS);
                client.write(new byte[] {'!'}, 0, 1);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException("not all at once", e);
            }
        }

        @Override
        public Limits limits() {
            return new Limits(Limits.UNLIMITED, Limits.UNLIMITED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeBackWhoeverServes(Kind kind) throws Exception {
        Client client = connect(startEcho(kind));
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }

        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Void> sent =
                    sender.submit(() -> {
                        client.write(bytes);
                        client.endOutput();
                        return null;
                    });
            assertThat(client.readAll()).isEqualTo(bytes);
            sent.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void visitorsAreNumberedInOrderAndNamed(Kind kind) throws Exception {
        int port = startEcho(kind);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Client client = connect(port);
            ports.add(client.port());
            assertThat(client.isEchoed("小明")).isTrue();
            client.leave();
        }

        assertThat(terminal.lines())
                .containsExactly(
                        "Listening on 127.0.0.1:" + port,
                        "Visitor 1 from 127.0.0.1:" + ports.get(0),
                        "Visitor 1 has left",
                        "Visitor 2 from 127.0.0.1:" + ports.get(1),
                        "Visitor 2 has left",
                        "Visitor 3 from 127.0.0.1:" + ports.get(2),
                        "Visitor 3 has left");
    }

    @ParameterizedTest
    @EnumSource
    void noVisitorIsLostWhenManyComeAtOnce(Kind kind) throws Exception {
        int port = startEcho(kind);
        int number = 100; // as many as the pool's queue takes
        List<Callable<Boolean>> calls =
                Collections.nCopies(
                        number,
                        () -> {
                            try (Client client = new Client(port)) {
                                boolean echoed = client.isEchoed("你好");
                                client.leave();
                                return echoed;
                            }
                        });

        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> echoed : crowd.invokeAll(calls)) {
                assertThat(echoed.get()).isTrue();
            }
        }

        assertThat(visitors.count()).isEqualTo(number);
        Set<String> numbers = new HashSet<>();
        terminal.lines().stream()
                .filter(line -> line.contains(" from "))
                .map(line -> line.split(" ")[1])
                .forEach(numbers::add);
        assertThat(numbers)
                .isEqualTo(
                        Set.copyOf(
                                IntStream.rangeClosed(1, number)
                                        .mapToObj(Integer::toString)
                                        .toList()));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void errorOfOneClientEndsNoOther(Kind kind) throws Exception {
        int port = startEcho(kind);
        Client staying = connect(port);
        assertThat(staying.isEchoed("before")).isTrue();

        for (int i = 0; i < 20; i++) {
            try (Client broken = new Client(port)) {
                broken.write("你好");
                broken.reset();
            }
        }

        assertThat(staying.isEchoed("after")).isTrue();
        assertThat(connect(port).isEchoed("new")).isTrue();
    }

    /// The second visitor is served, so the first one's exception has not ended the accept loop: in
    /// the sequential server both run on the same thread.
    @ParameterizedTest
    @EnumSource
    void bugInTheProtocolCostsOneLine(Kind kind) throws Exception {
        Protocol buggy =
                new Protocol() {
                    @Override
                    public void serve(Connection client) throws IOException {
                        if (client.number() == 1) {
                            throw new IllegalStateException("a bug");
                        }
                        if (client.number() == 2) {
                            throw new StackOverflowError();
                        }
                        new EchoProtocol().serve(client);
                    }

                    @Override
                    public Limits limits() {
                        return new EchoProtocol().limits();
                    }
                };
        int port = start(kind, buggy).address().getPort();

        assertThat(connect(port).read()).isEqualTo(-1);
        assertThat(connect(port).read()).isEqualTo(-1);

        assertThat(connect(port).isEchoed("你好")).isTrue();
        assertThat(terminal.lines())
                .contains(
                        "Visitor 1 has met a bug of this server: java.lang.IllegalStateException",
                        "Visitor 2 has met a bug of this server: java.lang.StackOverflowError");
    }

    @ParameterizedTest
    @EnumSource
    void closeHangsUpAndFreesThePort(Kind kind) throws Exception {
        Server server = start(kind, new EchoProtocol());
        InetSocketAddress address = server.address();
        Client client = connect(address.getPort());
        assertThat(client.isEchoed("你好")).isTrue();
        connect(address.getPort()); // in the sequential server it waits in the kernel's queue

        server.close();
        server.close();

        assertThat(client.read()).isEqualTo(-1);
        assertThat(server.hasEnded()).isTrue();
        assertThat(server.connections()).isZero();
        try (ServerSocket next = new ServerSocket()) {
            next.bind(address);
            assertThat(next.isBound()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeInTheMiddleOfAWriteEndsIt(Kind kind) throws Exception {
        Server server = start(kind, new EchoProtocol());
        Client greedy = connect(server.address().getPort());
        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> flood = sender.submit(() -> floods(greedy));
            await().until(() -> server.connections() == 1);

            server.close();

            assertThat(flood.get()).as("the flood has ended").isTrue();
            assertThat(server.hasEnded()).isTrue();
        }
    }

    /// Writes and never reads, until the connection breaks.
    private static boolean floods(Client client) {
        try {
            while (true) {
                client.write(new byte[65_536]);
            }
        } catch (IOException _) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void portThatIsTakenIsAnException(Kind kind) throws Exception {
        Server first = start(kind, new EchoProtocol());

        assertThatThrownBy(() -> kind.open(first.address(), new EchoProtocol(), visitors))
                .isInstanceOf(java.net.BindException.class);
    }
}
