package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// What every server of this lesson must do, unchanged from one to the next. Where a server is
/// known to fail, the test demands that it does.
class ServerContractTest {

    /// Where the answer must not come.
    private static final Duration SHORT = Duration.ofMillis(700);

    private final Terminal terminal = new Terminal();
    private final Visitors visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
    private final List<AutoCloseable> open = new ArrayList<>();
    private long before;

    @BeforeEach
    void count() {
        before = Leftovers.descriptors();
    }

    /// Whatever a test does: after `close` no thread and no descriptor is left.
    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        await().until(() -> Leftovers.descriptors() <= before);
        await().until(() -> Leftovers.threads().findAny().isEmpty());
    }

    private Server start(Kind kind) throws IOException {
        Server server = kind.open(visitors);
        open.add(server);
        return server;
    }

    private EchoClient connect(Server server, Duration limit) throws IOException {
        EchoClient client = new EchoClient(server.address().getPort(), limit);
        open.add(client);
        return client;
    }

    private EchoClient connect(Server server) throws IOException {
        return connect(server, EchoClient.PATIENT);
    }

    static Stream<Arguments> duties() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Kind.Duty.values()).map(it -> Arguments.of(kind, it)));
    }

    @ParameterizedTest
    @MethodSource("duties")
    void oneClientKeepsNobodyWaitingExceptWhereItIsSaid(Kind kind, Kind.Duty duty)
            throws Exception {
        Server server = start(kind);

        if (kind.fails(duty)) {
            assertThatThrownBy(() -> check(duty, kind, server, SHORT))
                    .isInstanceOf(AssertionError.class);
        } else {
            check(duty, kind, server, EchoClient.PATIENT);
        }
    }

    private void check(Kind.Duty duty, Kind kind, Server server, Duration limit) throws Exception {
        switch (duty) {
            case REVERSE_ORDER -> servedInReverseOrder(server, limit);
            case SILENT_CLIENT -> silentClientKeepsNobodyWaiting(server, limit);
            case SLOW_READER -> slowReaderKeepsNobodyWaiting(kind, server, limit);
        }
    }

    private void servedInReverseOrder(Server server, Duration limit) throws Exception {
        List<EchoClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(connect(server, limit));
        }

        for (EchoClient client : clients.reversed()) {
            assertThat(client.isEchoed("你好")).as("echo to the one who came last").isTrue();
            client.leave();
        }
    }

    private void silentClientKeepsNobodyWaiting(Server server, Duration limit) throws Exception {
        connect(server);

        assertThat(connect(server, limit).isEchoed("你好")).isTrue();
    }

    private void slowReaderKeepsNobodyWaiting(Kind kind, Server server, Duration limit)
            throws Exception {
        EchoClient other = connect(server, limit);
        try (Flooder flood = new Flooder(server.address())) {
            if (kind == Kind.TEXTBOOK) {
                flood.sendUntilServerSpins();
            }
            assertThat(other.isEchoed("你好")).isTrue();
            assertThat(connect(server, limit).isEchoed("小明")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeBackWhoeverServes(Kind kind) throws Exception {
        EchoClient client = connect(start(kind));
        byte[] bytes = new byte[5_000_000];
        new Random(7).nextBytes(bytes);

        assertThat(client.isEchoed("小明 says 你好\r\n")).isTrue();
        Future<?> sent = client.writeAndEnd(bytes);
        assertThat(client.readAll()).isEqualTo(bytes);
        sent.get();
    }

    /// The client writes all of it before it reads the first byte: nobody may give up, and no byte
    /// may be lost, while nothing moves.
    @ParameterizedTest
    @EnumSource
    void whoReadsLateGetsTheWholeEcho(Kind kind) throws Exception {
        EchoClient client = connect(start(kind));
        byte[] bytes = new byte[20_000_000];
        new Random(8).nextBytes(bytes);

        Future<?> sent = client.writeAndEnd(bytes);
        assertThatThrownBy(() -> sent.get(300, TimeUnit.MILLISECONDS))
                .as("20 MB do not fit into the buffers")
                .isInstanceOf(TimeoutException.class);
        assertThat(client.readAll()).isEqualTo(bytes);
        sent.get();
    }

    @ParameterizedTest
    @EnumSource
    void visitorsAreNumberedInOrderAndNamed(Kind kind) throws Exception {
        Server server = start(kind);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            EchoClient client = connect(server);
            ports.add(client.port());
            assertThat(client.isEchoed("小明")).isTrue();
            client.leave();
        }

        assertThat(terminal.lines())
                .containsExactly(
                        "Listening on 127.0.0.1:" + server.address().getPort(),
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
        Server server = start(kind);
        int port = server.address().getPort();
        List<Callable<Boolean>> calls =
                Collections.nCopies(
                        100,
                        () -> {
                            try (EchoClient client = new EchoClient(port)) {
                                boolean echoed = client.isEchoed("你好");
                                client.leave();
                                return echoed;
                            }
                        });

        try (ExecutorService crowd = Executors.newCachedThreadPool()) {
            for (Future<Boolean> echoed : crowd.invokeAll(calls)) {
                assertThat(echoed.get()).isTrue();
            }
        }

        assertThat(visitors.count()).isEqualTo(100);
        await().until(() -> visitors.present() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void noMoreThanTheFirstHundredAreNamed(Kind kind) throws Exception {
        Server server = start(kind);
        for (int i = 0; i < 102; i++) {
            connect(server).leave();
        }

        assertThat(terminal.lastLine()).isEqualTo("Visitor 100 has left");
        assertThat(visitors.count()).isEqualTo(102);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BLOCKING")
    void errorOfOneClientEndsNoOther(Kind kind) throws Exception {
        Server server = start(kind);
        EchoClient staying = connect(server);
        assertThat(staying.isEchoed("before")).isTrue();

        for (int i = 0; i < 20; i++) {
            EchoClient broken = connect(server);
            broken.write("你好");
            broken.reset();
        }

        assertThat(staying.isEchoed("after")).isTrue();
        assertThat(connect(server).isEchoed("new")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void closeHangsUpAndFreesThePort(Kind kind) throws Exception {
        Server server = start(kind);
        InetSocketAddress address = server.address();
        EchoClient client = connect(server);
        assertThat(client.isEchoed("你好")).isTrue();
        connect(server); // with the blocking server it waits in the kernel's queue

        server.close();
        server.close();

        assertThat(client.read()).isEqualTo(-1);
        assertThat(server.awaitEnd(Duration.ofSeconds(10))).isTrue();
        await().until(() -> {
            try (ServerSocket next = new ServerSocket()) {
                next.bind(address);
                return next.isBound();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void closeInTheMiddleOfAWriteEndsIt(Kind kind) throws Exception {
        Server server = start(kind);
        try (Flooder _ = new Flooder(server.address())) {
            server.close();

            assertThat(server.awaitEnd(Duration.ofSeconds(10))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void portThatIsTakenIsAnException(Kind kind) throws Exception {
        Server first = start(kind);
        long descriptors = Leftovers.descriptors();

        assertThatThrownBy(() -> kind.open(first.address(), visitors, Duration.ofSeconds(60)))
                .isInstanceOf(BindException.class);

        assertThat(Leftovers.descriptors()).isEqualTo(descriptors);
    }
}
