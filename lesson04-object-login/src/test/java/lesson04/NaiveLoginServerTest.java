package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lesson04.exercise.Trap;
import org.junit.jupiter.api.Test;

/// The naive server falls; the whole list is in [AttackTest].
class NaiveLoginServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Terminal terminal = new Terminal();

    @Test
    void codeOfTheClientsChoiceRuns() throws Exception {
        CompletableFuture<Integer> status = terminal.start(NaiveLoginServer::run, "0");
        int before = Trap.sprung();

        RawClient.answerTo(terminal.port(), LoginBytes.objectStream(new Trap()));

        assertThat(status.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(Trap.sprung()).isEqualTo(before + 1);
        assertThat(terminal.error())
                .isEqualTo("The server has fallen: java.lang.ClassCastException");
    }

    /// In a process of its own: a thread that computes cannot be stopped from outside.
    @Test
    void deepSetsBurnAProcessor() throws Exception {
        try (ServerProcess server = ServerProcess.start(NaiveLoginServer.class);
                RawClient attacker = new RawClient(server.address().getPort())) {
            Duration before = processorTime(server);
            attacker.write(HostileStreams.deepSets(100));

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> processorTime(server).minus(before).toMillis() > 1_500);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            LoginClient.logIn(
                                    server.address(),
                                    new User("小明", "secret"),
                                    Duration.ofMillis(500)));
            assertThat(server.lines()).hasSize(1);
        }
    }

    private static Duration processorTime(ServerProcess server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}
