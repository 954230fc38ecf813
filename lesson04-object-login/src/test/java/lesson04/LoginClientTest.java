package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginClientTest {

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource({"1, 0, login ok", "0, 1, login failed"})
    void answerIsOneByte(int answer, int expectedStatus, String line) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> status = type("小明\nsecret\n", listener.getLocalPort());
            try (Socket client = listener.accept()) {
                client.getOutputStream().write(answer);

                assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(expectedStatus);
                assertThat(client.getInputStream().readAllBytes())
                        .isEqualTo(LoginBytes.objectStream(new User("小明", "secret")));
            }
        }
        assertThat(terminal.lines()).containsExactly("Account: 小明", "Password: (not shown)", line);
        assertThat(terminal.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"小明\nsecret", "小明\r\nsecret\r\n", "小明\nsecret\nmore\n"})
    void lineEndsAreNoPartOfWhatIsTyped(String typed) throws Exception {
        try (LoginServer server = open()) {
            CompletableFuture<Integer> status = type(typed, server.address().getPort());
            server.serve(1, terminal.out, terminal.err);

            assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "小明"})
    void inputThatEndsBeforeThePasswordIsOneLine(String typed) {
        assertThat(terminal.runTyping(LoginClient::run, typed)).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("The input ended before account and password were typed.");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "65, 1", "5000, 1", "1, 129", "1, 5000"})
    void lengthsAreCheckedBeforeConnecting(int name, int password) {
        String typed = "n".repeat(name) + "\n" + "p".repeat(password) + "\n";

        assertThat(terminal.runTyping(LoginClient::run, typed, "localhost", "1")).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("An account has 1 to 64 characters, a password has at most 128.");
    }

    @Test
    void serverThatHangsUpIsOneLine() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> status = type("小明\nsecret\n", listener.getLocalPort());
            try (Socket client = listener.accept()) {
                client.shutdownOutput();
                client.getInputStream().transferTo(new ByteArrayOutputStream());
            }

            assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(terminal.error())
                    .isEqualTo(
                            "No answer from 127.0.0.1:"
                                    + listener.getLocalPort()
                                    + ": it hung up without an answer. Look at the server's lines.");
        }
    }

    @Test
    void missingServerIsOneLine() throws Exception {
        int closed;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = listener.getLocalPort();
        }

        assertThat(type("小明\nsecret\n", closed).get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(terminal.error())
                .startsWith("Cannot connect to 127.0.0.1:" + closed + ": ")
                .endsWith("Start the server first, in another terminal, with this port.");
    }

    private static LoginServer open() throws Exception {
        return new NaiveLoginServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private CompletableFuture<Integer> type(String typed, int port) {
        return CompletableFuture.supplyAsync(() ->
                terminal.runTyping(LoginClient::run, typed, "localhost", Integer.toString(port)));
    }
}
