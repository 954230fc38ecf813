package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The worked programs, each run to its end.
class ProgramsTest {

    private final Terminal server = new Terminal();
    private final Terminal clients = new Terminal();

    private CompletableFuture<Integer> start(Kind kind, String... arguments) {
        return server.start(
                (args, out, err) -> {
                    Visitors visitors = new Visitors(out, Integer.parseInt(args[0]));
                    try (Server _ = kind.open(protocol(args), visitors)) {
                        visitors.awaitAllGone();
                        return 0;
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                arguments);
    }

    private static Protocol protocol(String... args) {
        return args.length > 1 ? new LoginProtocol() : new EchoProtocol();
    }

    private int reverseOrder(int number) {
        String port = Integer.toString(server.port());
        return clients.run(ReverseOrder::run, "localhost", port, Integer.toString(number));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEQUENTIAL")
    void clientsInReverseOrderAreAnsweredAtOnce(Kind kind) throws Exception {
        CompletableFuture<Integer> served = start(kind, "3");

        assertThat(reverseOrder(3)).isZero();

        assertThat(served.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(clients.lines().subList(1, 4))
                .containsExactly(
                        "Client 3 is answered at once",
                        "Client 2 is answered at once",
                        "Client 1 is answered at once");
        assertThat(server.lines().subList(4, 7))
                .containsExactly("Visitor 3 has left", "Visitor 2 has left", "Visitor 1 has left");
    }

    @Test
    void sequentialServerLetsThemWait() throws Exception {
        CompletableFuture<Integer> served = start(Kind.SEQUENTIAL, "3");

        assertThat(reverseOrder(3)).isEqualTo(1);

        assertThat(served.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(clients.lines().subList(1, 6))
                .containsExactly(
                        "Client 3 gets no answer, and waits",
                        "Client 2 gets no answer, and waits",
                        "Client 1 is answered at once",
                        "Client 2 is answered at last",
                        "Client 3 is answered at last");
    }

    @Test
    void serverProgramEndsAfterItsVisitors() throws Exception {
        CompletableFuture<Integer> status = server.start(VirtualThreadServer::run, "0", "3");

        assertThat(reverseOrder(3)).isZero();

        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).isEqualTo("Visitors: 3");
    }

    @Test
    void portThatIsTakenIsOneLine() throws Exception {
        try (Server first = Kind.VIRTUAL.open(new EchoProtocol(), new Visitors(server.out, 1))) {
            String port = Integer.toString(first.address().getPort());

            assertThat(clients.run(PooledServer::run, port)).isEqualTo(3);
            assertThat(clients.error()).startsWith("Cannot listen on 127.0.0.1:" + port);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loginWorksWithEveryServer(Kind kind) throws Exception {
        CompletableFuture<Integer> served = start(kind, "2", "login");
        String port = Integer.toString(server.port());

        assertThat(clients.runTyping(LoginClient::run, "小红\n芝麻开门\n", "localhost", port)).isZero();
        assertThat(clients.runTyping(LoginClient::run, "小红\nwrong\n", "localhost", port))
                .isEqualTo(1);

        assertThat(served.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(clients.lines()).containsExactly("login ok", "login failed");
    }

    @Test
    void missingServerIsOneLine() throws Exception {
        int closed;
        try (Server gone = Kind.VIRTUAL.open(new EchoProtocol(), new Visitors(server.out, 1))) {
            closed = gone.address().getPort();
        }
        String port = Integer.toString(closed);

        assertThat(clients.run(ReverseOrder::run, "localhost", port)).isEqualTo(3);
        assertThat(clients.error()).startsWith("No conversation with 127.0.0.1:" + port);
        assertThat(clients.runTyping(LoginClient::run, "小红\nx\n", "localhost", port)).isEqualTo(3);
        assertThat(clients.errors().getLast()).startsWith("No answer from 127.0.0.1:" + port);
    }

    @Test
    void nothingTypedIsOneLine() {
        assertThat(clients.runTyping(LoginClient::run, "")).isEqualTo(2);
        assertThat(clients.error()).startsWith("An account has 1 to 64 characters");
    }

    @Test
    void updatesAreLostWithCertaintyAndTheCuresLoseNone() {
        assertThat(clients.run(LostUpdate::run)).isZero();

        assertThat(clients.lines())
                .containsExactly(
                        "Two threads count 1000 visitors each",
                        "count = count + 1   1000",
                        "the same, volatile  1000",
                        "synchronized        2000",
                        "AtomicInteger       2000");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void defaultBacklogKeeps449Of500Waiting() {
        assertThat(clients.run(ConnectAtOnce::run)).isZero();

        assertThat(clients.lines().subList(1, 3))
                .containsExactly(
                        "     50                 51            449",
                        "   4096                500              0");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void costOfAThreadIsMeasured() throws Exception {
        try (Census census = new Census()) {
            assertThat(clients.run(ThreadCost::run, "200")).isZero();
            assertThat(census.threads()).isZero();
        }

        assertThat(clients.lines().getFirst()).isEqualTo("200 idle clients, memory of each:");
        assertThat(clients.lines().get(1)).matches("virtual thread +-?\\d+\\.\\d KiB");
        assertThat(clients.lines().get(2)).matches("platform thread +-?\\d+\\.\\d KiB");
    }
}
