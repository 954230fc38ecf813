package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the three servers do alike, the hardened one with quick hashes.
@ParameterizedClass
@EnumSource
class LoginServersTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @SuppressWarnings("ImmutableEnumChecker") // a method reference holds no state
    enum Server {
        NAIVE(NaiveLoginServer::run),
        FILTERED(FilteredLoginServer::run),
        HARDENED(FastHardenedServer::run);

        private final Terminal.Main main;

        Server(Terminal.Main main) {
            this.main = main;
        }
    }

    @Parameter private Server server;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource({
        "小明, secret,     true",
        "小红, 芝麻开门,    true",
        "小明, Secret,     false",
        "小明, 芝麻开门,    false",
        "小红, 芝麻开,      false",
        "小刚, secret,     false",
        "小明, '',         false"
    })
    void onlyNameAndPasswordTogetherLogIn(String name, String password, boolean expected)
            throws Exception {
        CompletableFuture<Integer> status = terminal.start(server.main, "0", "1");

        assertThat(RawClient.logIn(terminal.port(), new User(name, password))).isEqualTo(expected);

        assertThat(status.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lastLine())
                .matches("127\\.0\\.0\\.1:\\d+ login " + (expected ? "ok: " + name : "failed"));
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void endsAfterTheNumberOfClients() throws Exception {
        CompletableFuture<Integer> status = terminal.start(server.main, "0", "2");

        RawClient.logIn(terminal.port(), new User("小明", "secret"));
        assertThat(status.isDone()).isFalse();
        RawClient.logIn(terminal.port(), new User("小明", "wrong"));

        assertThat(status.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lines()).hasSize(3);
        assertThat(terminal.lines().getFirst())
                .isEqualTo("Listening on 127.0.0.1:" + terminal.port() + ", waiting for logins");
    }

    @Test
    void takenPortIsOneLine() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = terminal.run(server.main, Integer.toString(first.getLocalPort()));

            assertThat(status).isEqualTo(3);
            assertThat(terminal.error()).startsWith("Cannot listen on 127.0.0.1:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "99999999999"})
    void numberOfClientsMustBeANumberFromOneUp(String clients) {
        assertThat(terminal.run(server.main, "0", clients)).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("The number of clients \"" + clients + "\" is no number from 1 up.");
    }
}
