package lesson02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneWayClientTest {

    private static final String LOCALHOST = "127.0.0.1";

    private final Terminal terminal = new Terminal();

    @Test
    void oneFrameAndTheEndOfTheStreamArrive() throws Exception {
        assertThat(bytesSentBy("你好")).isEqualTo(Bytes.of("0006 e4bda0 e5a5bd"));
        assertThat(terminal.lines()).hasSize(2);
        assertThat(terminal.lines().getFirst()).startsWith("Connected to 127.0.0.1:");
        assertThat(terminal.lastLine()).isEqualTo("Sent: 你好");
    }

    @Test
    void defaultMessageIsNiHao() throws Exception {
        assertThat(bytesSentBy()).isEqualTo(Bytes.of("0006 e4bda0 e5a5bd"));
    }

    @Test
    void severalMessagesAreSeveralFramesOnOneConnection() throws Exception {
        assertThat(bytesSentBy("你好", "", "ok"))
                .isEqualTo(Bytes.of("0006 e4bda0 e5a5bd 0000 0002 6f6b"));
    }

    @Test
    void longestMessageIsSent() throws Exception {
        byte[] sent = bytesSentBy("你".repeat(21_845));

        assertThat(sent).hasSize(2 + 65_535).startsWith(0xff, 0xff);
    }

    @Test
    void tooLongMessageIsRefusedBeforeItConnects() throws Exception {
        // Nothing listens there: had it connected, the status would be 3.
        int status =
                terminal.run(
                        OneWayClient::run, LOCALHOST, closedPort(), "short", "你".repeat(21_846));

        assertThat(status).isEqualTo(2);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error()).contains("has 65538 bytes", "at most 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ascii", "é", "你好", "a\0b", "😀", "\u007f\u0080\u07ff\u0800\uffff"})
    void utfLengthIsWhatWriteUtfMakes(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);

        assertThat(OneWayClient.utfLength(text)).isEqualTo(bytes.size() - 2);
    }

    @Test
    void serverNotStartedIsOneLine() throws Exception {
        String port = closedPort();

        int status = terminal.run(OneWayClient::run, LOCALHOST, port, "你好");

        assertThat(status).isEqualTo(3);
        assertThat(terminal.error())
                .startsWith("Cannot connect to 127.0.0.1:" + port + ": ")
                .contains("Start the server first");
    }

    @Test
    void unknownHostIsOneLine() {
        // A label has at most 63 characters: the resolver refuses this one without a query.
        String host = "x".repeat(64) + ".invalid";

        int status = terminal.run(OneWayClient::run, host, "8888");

        assertThat(status).isEqualTo(3);
        assertThat(terminal.error()).contains(host + ":8888", "no such host");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void noAnswerEndsAtTheTimeLimit() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket _ = new Socket(full.getInetAddress(), full.getLocalPort())) {
            InetSocketAddress server = (InetSocketAddress) full.getLocalSocketAddress();
            Duration limit = Duration.ofMillis(50);

            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> OneWayClient.send(server, List.of("你好"), limit, terminal.out))
                    .withMessageContaining(Endpoint.of(server) + ": no answer within 50 ms");
        }
    }

    @Test
    void serverThatHangsUpIsOneLine() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String[] args = Collections.nCopies(202, "你".repeat(20_000)).toArray(String[]::new);
            args[0] = LOCALHOST;
            args[1] = Integer.toString(listener.getLocalPort());
            CompletableFuture<Integer> status = terminal.start(OneWayClient::run, args);
            listener.accept().close();

            assertThat(status.get(5, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(terminal.error())
                    .startsWith(
                            "The connection to 127.0.0.1:" + listener.getLocalPort() + " broke");
        }
    }

    /// Runs the client against a listener and returns all it sends, until the end of its stream.
    private byte[] bytesSentBy(String... messages) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String[] args = new String[2 + messages.length];
            args[0] = LOCALHOST;
            args[1] = Integer.toString(listener.getLocalPort());
            System.arraycopy(messages, 0, args, 2, messages.length);
            CompletableFuture<Integer> status = terminal.start(OneWayClient::run, args);
            try (Socket client = listener.accept()) {
                client.setSoTimeout(5_000);
                byte[] bytes = client.getInputStream().readAllBytes();
                assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
                return bytes;
            }
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(listener.getLocalPort());
        }
    }
}
