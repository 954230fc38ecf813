package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Servers that run out of file descriptors: they do not die, do not spin, serve those who are
/// there, and serve new clients as soon as there are descriptors again.
///
/// (The pool has no part in the first test: its queue is full before the descriptors are gone.)
@EnabledOnOs(OS.LINUX)
class DescriptorLimitTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }

    private Client connect(ServerChild server) throws Exception {
        Client client = new Client(server.port(), LIMIT);
        clients.add(client);
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = {"THREAD_PER_CLIENT", "VIRTUAL"})
    void fullServerRefusesUntilThereAreDescriptorsAgain(Kind kind) throws Exception {
        try (ServerChild server = ServerChild.of(kind, 100, 64)) {
            fill(server);
            assertThat(clients.size()).as("clients until it was full").isGreaterThan(20);

            assertIsQuiet(server);
            assertThat(server.lines()).contains("No descriptor is left: new clients are sent away");
            assertThat(clients.getFirst().isEchoed("你好")).as("who is in").isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(connect(server).read()).as("who comes is sent away").isEqualTo(-1);
            }
            clients.removeFirst().leave();
            clients.removeFirst().reset(); // its end needs another class than the first one's
            await().atMost(Duration.ofSeconds(2)).until(() -> isServed(server));
            assertNothingIsLeft(server);
        }
    }

    /// Lower than what it has open already: not even the reserve helps.
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void limitThatFallsBelowWhatIsOpenIsSurvived(Kind kind) throws Exception {
        try (ServerChild server = ServerChild.of(kind, 4_096, 64)) {
            Client inside = connect(server);
            assertThat(inside.isEchoed("你好")).isTrue();

            server.limitDescriptors(5);
            Client first = connect(server);
            first.write("小明");
            assertIsQuiet(server);
            assertThat(inside.isEchoed("再见")).isTrue();
            server.limitDescriptors(4_096);

            await().atMost(Duration.ofSeconds(2)).until(() -> isServed(server));
            assertNothingIsLeft(server);
        }
    }

    private void fill(ServerChild server) throws Exception {
        while (isServed(server)) {
            assertThat(clients.size()).isLessThan(100);
        }
        clients.removeLast().close();
    }

    private boolean isServed(ServerChild server) throws Exception {
        try {
            return connect(server).isEchoed("你好");
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return false; // sent away with a reset
        }
    }

    private static void assertIsQuiet(ServerChild server) throws Exception {
        assertThat(server.quietestSecond())
                .as("hundredths of a second of CPU in 1 s")
                .isLessThan(ServerChild.QUIET);
    }

    private void assertNothingIsLeft(ServerChild server) throws Exception {
        closeAll();
        clients.clear();
        await().until(() -> server.descriptors() < 30);
        await().until(() -> server.threads() < 40);
        assertThat(isServed(server)).isTrue();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.lines()).noneMatch(line -> line.contains("Exception"));
        assertThat(server.lines()).noneMatch(line -> line.contains("Error"));
    }
}
