package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TalkClientTest {

    private final Terminal server = new Terminal();
    private final Terminal terminal = new Terminal();
    private CompletableFuture<Integer> served;
    private String port;

    @BeforeEach
    void startServer() {
        served = server.start(TalkServer::run, "0", "1");
        port = Integer.toString(server.port());
    }

    @Test
    void pipedLinesAreAnsweredUntilBye() throws Exception {
        int status = type("你好\nbye\nnot sent any more\n");

        assertThat(status).isZero();
        assertThat(terminal.lines().stream().skip(1))
                .containsExactly(
                        "Type a line and press Enter; bye ends",
                        "Answer: 收到 line 1, 2 characters",
                        "Answer: bye");
        assertThat(served.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).endsWith(" has said bye");
    }

    @Test
    void endOfTheInputEndsTheConversation() throws Exception {
        assertThat(type("你好\n再见")).isZero();
        assertThat(terminal.lines())
                .endsWith("Answer: 收到 line 2, 2 characters", "End of the input");
        assertThat(served.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).endsWith(" has left without bye");
    }

    @Test
    void noInputAtAllIsAConversationOfNoLines() throws Exception {
        assertThat(type("")).isZero();
        assertThat(served.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.lines()).hasSize(3);
    }

    @Test
    void answerIsThereBeforeTheNextLineIsTyped() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                InputStream in = new PipedInputStream(keyboard)) {
            CompletableFuture<Integer> status =
                    terminal.startTyping(TalkClient::run, in, "localhost", port);

            keyboard.write("你好\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            Awaitility.await()
                    .until(() -> terminal.lines().contains("Answer: 收到 line 1, 2 characters"));
            keyboard.write("bye\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();

            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void tooLongALineIsNotSent() throws Exception {
        assertThat(type("你好\n" + "x".repeat(1_000_000))).isEqualTo(2);
        assertThat(terminal.error()).contains("Nothing of the last line was sent", "4096 bytes");
        assertThat(served.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).endsWith(" has left without bye");
    }

    @Test
    void longestLineIsSentAndAnswered() {
        assertThat(type("你".repeat(1365) + "x\nbye\n")).isZero();
        assertThat(terminal.lines()).contains("Answer: 收到 line 1, 1366 characters");
    }

    /// What a server may do instead of answering the first line.
    @FunctionalInterface
    interface Misbehaviour {
        void with(Socket client) throws IOException;
    }

    static Stream<Arguments> badServers() {
        return Stream.of(
                badServer("closes", "it has closed the connection", Socket::shutdownOutput),
                badServer("resets", "the connection was reset", TalkClientTest::reset),
                badServer("is silent", "nothing came within the time limit", _ -> {}),
                badServer(
                        "never ends its line",
                        "a line has more than 4096 bytes",
                        client -> client.getOutputStream().write(new byte[100_000])));
    }

    private static Arguments badServer(String name, String why, Misbehaviour misbehaviour) {
        return argumentSet(name, misbehaviour, why);
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    @ParameterizedTest
    @MethodSource("badServers")
    void serverThatBreaksOffIsOneLine(Misbehaviour misbehaviour, String why) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            CompletableFuture<Void> talking =
                    Serving.start(() ->
                            assertThatExceptionOfType(Failure.class)
                                    .isThrownBy(() -> talk(address))
                                    .withMessageContaining("The server has broken off (" + why));
            try (Socket client = listener.accept()) {
                client.getInputStream().readNBytes(7);
                misbehaviour.with(client);
                Serving.awaitEnd(talking);
            }
        }
    }

    private void talk(InetSocketAddress address) throws Failure, IOException {
        InputStream in = new ByteArrayInputStream("你好\nbye\n".getBytes(StandardCharsets.UTF_8));
        TalkClient.talk(address, in, Duration.ofMillis(500), terminal.out);
    }

    private int type(String typed) {
        return terminal.runTyping(TalkClient::run, typed, "localhost", port);
    }
}
