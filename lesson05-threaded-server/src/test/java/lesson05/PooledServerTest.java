package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a bounded pool does when it is full. The first test demands a weakness: a pool of eight
/// threads is starved by idle clients.
class PooledServerTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Terminal terminal = new Terminal();
    private final Census census = new Census();
    private final List<Client> idle = new ArrayList<>();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server =
                Kind.POOLED.open(new EchoProtocol(), new Visitors(terminal.out, Integer.MAX_VALUE));
    }

    @AfterEach
    void stop() throws IOException {
        for (Client client : idle) {
            client.close();
        }
        server.close();
        census.close();
    }

    private void connectIdle(int number) throws IOException {
        int before = server.connections();
        for (int i = 0; i < number; i++) {
            idle.add(new Client(server.address().getPort()));
        }
        await().until(() -> server.connections() == before + number);
    }

    @Test
    void sixtyIdleClientsStarveThePool() throws Exception {
        connectIdle(60);

        try (Client late = new Client(server.address().getPort(), SHORT)) {
            assertThat(late.isEchoed("你好")).as("the late client is served").isFalse();
            assertThat(census.handlers()).isEqualTo(PooledServer.THREADS);
        }
    }

    @Test
    void whoWaitsIsServedWhenAThreadIsFree() throws Exception {
        connectIdle(60);
        try (Client late = new Client(server.address().getPort())) {
            late.write("你好");

            for (Client client : idle) {
                client.close();
            }

            assertThat(late.read(6)).asHexString().isEqualTo("E4BDA0E5A5BD");
        }
    }

    @Test
    void whoFindsTheQueueFullIsSentAwayAtOnce() throws Exception {
        connectIdle(PooledServer.THREADS);
        for (Client client : idle) {
            assertThat(client.isEchoed("你好")).as("each has a thread").isTrue();
        }
        connectIdle(PooledServer.QUEUE);
        int number = PooledServer.THREADS + PooledServer.QUEUE + 1;

        try (Client oneTooMany = new Client(server.address().getPort())) {
            assertThat(oneTooMany.read()).isEqualTo(-1);
        }

        assertThat(terminal.lastLine())
                .isEqualTo("Visitor " + number + " is sent away: there is no thread for it");
        idle.getFirst().close();
        assertThat(idle.get(PooledServer.THREADS).isEchoed("你好")).as("who is next").isTrue();
        await().until(() -> server.connections() == number - 2);
        connectIdle(1);
        assertThat(terminal.lastLine()).isEqualTo("Visitor " + (number + 1) + from(idle));
    }

    private static String from(List<Client> clients) {
        return " from 127.0.0.1:" + clients.getLast().port();
    }
}
