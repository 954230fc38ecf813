package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The servers in a process of their own, with a small heap: what they use is what the kernel says.
@EnabledOnOs(OS.LINUX)
class ServerProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int DESCRIPTORS = 6_000;
    private static final int SMALL_HEAP = 32;
    private static final int IDLE = 60;
    private static final int MANY = 5_000;

    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private ServerChild server;

    private void start(Kind kind, int megabytes) throws IOException {
        server = ServerChild.of(kind, DESCRIPTORS, megabytes);
    }

    @AfterEach
    void stop() throws IOException {
        closeAll();
        server.close();
        senders.close(); // waits for them; none has anybody to write to any more
    }

    private void closeAll() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        clients.clear();
    }

    private Client connect() throws Exception {
        Client client = new Client(server.port(), LIMIT);
        clients.add(client);
        return client;
    }

    private void connectServed(int number) throws Exception {
        for (int i = 0; i < number; i++) {
            assertThat(connect().isEchoed("你好")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void floodThatNeverReadsCostsNothing(Kind kind) throws Exception {
        start(kind, SMALL_HEAP);
        connectServed(Math.min(50, kind.atOnce() - 1));
        Used before = used();
        Client flood = new Client(server.port());
        Future<?> sender = senders.submit(() -> flood(flood));

        assertLittleCpu();
        for (Client client : clients) {
            assertThat(client.isEchoed("你好")).as("the others are served").isTrue();
        }
        assertThat(sender.isDone()).as("the flood has ended").isFalse();

        flood.close();
        awaitNoMoreThan(before);
    }

    /// Returns when it breaks, with an exception.
    private static Void flood(Client flood) throws IOException {
        while (true) {
            flood.write(new byte[65_536]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"THREAD_PER_CLIENT", "VIRTUAL"})
    void sixtyIdleClientsKeepNobodyWaiting(Kind kind) throws Exception {
        start(kind, SMALL_HEAP);
        connectServed(1);
        Used before = used();
        for (int i = 0; i < IDLE; i++) {
            connect();
        }

        assertThat(connect().isEchoed("你好")).as("the next one is served").isTrue();
        assertLittleCpu();
        for (Client client : clients) {
            assertThat(client.isEchoed("再见")).as("nobody was forgotten").isTrue();
        }

        Client first = clients.removeFirst();
        closeAll();
        awaitNoMoreThan(before);
        first.close();
    }

    /// The weakness of the pool, demanded.
    @Test
    void sixtyIdleClientsStarveThePoolAndCostNoCpu() throws Exception {
        start(Kind.POOLED, SMALL_HEAP);
        connectServed(PooledServer.THREADS);
        Used before = used();
        for (int i = PooledServer.THREADS; i < IDLE; i++) {
            connect();
        }

        try (Client late = new Client(server.port(), SHORT)) {
            assertThat(late.isEchoed("你好")).as("the late client is served").isFalse();
            assertLittleCpu();
        }
        closeAll();
        connectServed(1);
        awaitNoMoreThan(before);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void twentyMegabytesWithoutALineEndFitInASmallHeap(Kind kind) throws Exception {
        start(kind, SMALL_HEAP);
        connectServed(1);
        Used before = used();
        byte[] bytes = new byte[20_000_000];
        Arrays.fill(bytes, (byte) 'x');

        try (Client client = new Client(server.port())) {
            Future<?> sender = senders.submit(() -> writeAll(client, bytes));
            assertThat(client.read(10_000_000)).containsOnly('x');
            assertThat(clients.getFirst().isEchoed("你好")).as("others are served").isTrue();
            assertThat(client.readAll()).hasSize(10_000_000).containsOnly('x');
            sender.get();
        }

        awaitNoMoreThan(before);
    }

    private static Void writeAll(Client client, byte... bytes) throws IOException {
        client.write(bytes);
        client.endOutput();
        return null;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void threeHundredResetsLeaveNothing(Kind kind) throws Exception {
        start(kind, SMALL_HEAP);
        connectServed(1);
        Used before = used();

        for (int i = 0; i < 300; i++) {
            try (Client client = new Client(server.port())) {
                client.write(new byte[30_000]);
                client.reset();
            }
        }

        assertThat(clients.getFirst().isEchoed("你好")).isTrue();
        awaitNoMoreThan(before);
    }

    /// Their ends stand in this process, the server's in the other one, whose heap is limited.
    @Test
    void fiveThousandIdleClientsFitIn200Megabytes() throws Exception {
        start(Kind.VIRTUAL, 200);
        connectServed(1);
        Used before = used();
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                idle.add(SocketChannel.open(clients.getFirst().server()));
            }
            await().atMost(LIMIT).until(() -> server.descriptors() >= before.descriptors + MANY);
            assertThat(server.threads()).as("threads of the system").isLessThan(100);
            assertLittleCpu();

            ByteBuffer buffer = ByteBuffer.allocate(6);
            for (SocketChannel client : idle.reversed()) {
                client.write(StandardCharsets.UTF_8.encode("你好"));
                buffer.clear();
                while (buffer.hasRemaining()) {
                    assertThat(client.read(buffer)).as("bytes of the echo").isPositive();
                }
                assertThat(buffer.array()).asHexString().isEqualTo("E4BDA0E5A5BD");
            }
        } finally {
            for (SocketChannel client : idle) {
                // With a reset: 5,000 connections need not stay in TIME_WAIT for a minute.
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                client.close();
            }
        }

        awaitNoMoreThan(before);
    }

    private record Used(long descriptors, long threads) {}

    private Used used() throws IOException {
        return new Used(server.descriptors(), server.threads());
    }

    /// All is as before, and the server has said nothing of a bug. The JVM may have a few threads
    /// more that are its own: compilers, carriers of virtual threads. In a pool all eight threads
    /// stay.
    private void awaitNoMoreThan(Used before) {
        await().atMost(LIMIT).until(() -> server.descriptors() <= before.descriptors);
        await().atMost(LIMIT).until(() -> server.threads() <= before.threads + 10);
        assertThat(server.lines()).noneMatch(line -> line.contains("Error"));
        assertThat(server.lines()).noneMatch(line -> line.contains("Exception"));
    }

    private void assertLittleCpu() throws Exception {
        assertThat(server.quietestSecond())
                .as("hundredths of a second of CPU in 1 s")
                .isLessThan(ServerChild.QUIET);
    }
}
