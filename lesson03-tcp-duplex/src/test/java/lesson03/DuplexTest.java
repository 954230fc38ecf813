package lesson03;

import static lesson03.Serving.ANY_PORT;
import static lesson03.Serving.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuplexTest {

    private static final byte[] NI_HAO = Bytes.of("0006 e4bda0 e5a5bd");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Terminal terminal = new Terminal();
    private final Terminal clients = new Terminal();

    @Test
    void questionIsAnsweredOnTheSameConnection() throws Exception {
        CompletableFuture<Integer> server = terminal.start(DuplexServer::run, "0");
        int port = terminal.port();

        int status = clients.run(DuplexClient::run, "localhost", Integer.toString(port), "你好");

        assertThat(status).isZero();
        assertThat(server.get(5, TimeUnit.SECONDS)).isZero();
        String client = clients.lines().getFirst().replaceFirst(".* from ", "");
        assertThat(clients.lines())
                .containsExactly(
                        "Connected to 127.0.0.1:" + port + " from " + client,
                        "Asked: 你好",
                        "Answer: 收到, 2 characters, 6 bytes in UTF-8");
        assertThat(terminal.lines())
                .containsExactly(
                        "Listening on 127.0.0.1:" + port + ", waiting for a client",
                        client + " asks: 你好",
                        "Answered: 收到, 2 characters, 6 bytes in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "😀", "a\0b"})
    void anyQuestionIsAnswered(String question) throws Exception {
        String answer = "收到, %d characters, %d bytes in UTF-8";
        int characters = question.codePointCount(0, question.length());
        try (DuplexServer server = new DuplexServer(ANY_PORT, LONG)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));

            DuplexClient.ask(server.address(), question, LONG, clients.out);

            awaitEnd(serving);
            assertThat(clients.lastLine())
                    .endsWith(answer.formatted(characters, Bytes.utf8(question).length));
        }
    }

    @Test
    void longestQuestionIsAnswered() throws Exception {
        try (DuplexServer server = new DuplexServer(ANY_PORT, LONG)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));

            DuplexClient.ask(server.address(), "你".repeat(21_845), LONG, clients.out);

            awaitEnd(serving);
            assertThat(clients.lastLine()).contains("21845 characters, 65535 bytes");
            assertThat(terminal.lines()).allMatch(line -> line.length() < 300);
        }
    }

    @Test
    void tooLongQuestionIsNotSent() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(listener.getLocalPort());

            int status = clients.run(DuplexClient::run, "localhost", port, "你".repeat(21_846));

            assertThat(status).isEqualTo(2);
            assertThat(clients.error()).contains("more than 65535 bytes", "nothing was sent");
            try (Socket client = listener.accept()) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    static Stream<Arguments> badQuestions() {
        String cut = "the stream ended before the message was complete";
        Stream<Arguments> cutOff =
                IntStream.range(0, NI_HAO.length)
                        .mapToObj(length ->
                                argumentSet(
                                        "cut off after " + length,
                                        Arrays.copyOf(NI_HAO, length),
                                        cut));
        return Stream.concat(
                cutOff,
                Stream.of(
                        argumentSet(
                                "no text",
                                Bytes.of("0003 ffffff"),
                                "the bytes are not modified UTF-8"),
                        argumentSet("too few bytes", Bytes.of("ffff 616263"), cut)));
    }

    @ParameterizedTest
    @MethodSource("badQuestions")
    void badQuestionCostsOneLineAndTheNextIsAnswered(byte[] question, String why) throws Exception {
        try (DuplexServer server = new DuplexServer(ANY_PORT, LONG)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));
            try (RawClient bad = new RawClient(server.address())) {
                assertThat(bad.write(question).halfClose().readBytes()).isEmpty();
            }

            DuplexClient.ask(server.address(), "你好", LONG, clients.out);

            awaitEnd(serving);
            assertThat(terminal.error()).contains("got no answer: " + why + ". Waiting");
            assertThat(clients.lastLine()).startsWith("Answer: 收到");
        }
    }

    @Test
    void resetAndSilenceCostOneLineEach() throws Exception {
        try (DuplexServer server = new DuplexServer(ANY_PORT, SHORT)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));
            new RawClient(server.address()).write(new byte[] {0}).reset();
            try (RawClient silent = new RawClient(server.address())) {
                assertThat(silent.readBytes()).isEmpty();
            }
            try (RawClient good = new RawClient(server.address())) {
                good.write(NI_HAO);
                awaitEnd(serving);
            }
        }

        assertThat(terminal.errors()).hasSize(2);
        assertThat(terminal.errors().getFirst()).contains("the connection was reset");
        assertThat(terminal.errors().getLast()).contains("nothing came within the time limit");
    }

    @Test
    void twoEndsThatBothReadFirstStopAtTheTimeLimit() throws Exception {
        try (DuplexServer server = new DuplexServer(ANY_PORT, SHORT)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));
            try (RawClient readsFirst = new RawClient(server.address())) {
                assertThat(readsFirst.readBytes()).isEmpty();
            }

            DuplexClient.ask(server.address(), "你好", LONG, clients.out);
            awaitEnd(serving);
            assertThat(terminal.error()).contains("nothing came within the time limit");
        }
    }

    /// What a server may do instead of answering.
    @FunctionalInterface
    interface Misbehaviour {
        void with(Socket client) throws IOException;
    }

    static Stream<Arguments> badServers() {
        return Stream.of(
                badServer("closes", "the stream ended", Socket::close),
                badServer("resets", "the connection was reset", DuplexTest::reset),
                badServer("is silent", "nothing came within the time limit", _ -> {}),
                badServer(
                        "answers half",
                        "the stream ended",
                        client -> {
                            client.getOutputStream().write(Arrays.copyOf(NI_HAO, 5));
                            client.shutdownOutput();
                        }),
                badServer(
                        "answers no text",
                        "the bytes are not modified UTF-8",
                        client -> client.getOutputStream().write(Bytes.of("0003 ffffff"))));
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
    void serverWithoutAnAnswerIsOneLine(Misbehaviour misbehaviour, String why) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            CompletableFuture<Void> asking =
                    Serving.start(() ->
                            assertThatExceptionOfType(Failure.class)
                                    .isThrownBy(() -> ask(address))
                                    .withMessageStartingWith(
                                            "No answer from " + Endpoint.of(address))
                                    .withMessageContaining(why));
            try (Socket client = listener.accept()) {
                client.getInputStream().readNBytes(NI_HAO.length);
                misbehaviour.with(client);
                awaitEnd(asking);
            }
        }
    }

    private void ask(InetSocketAddress address) throws Failure, IOException {
        DuplexClient.ask(address, "你好", Duration.ofMillis(500), clients.out);
    }

    @Test
    void serverNotStartedIsOneLine() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(clients.run(DuplexClient::run, "localhost", Integer.toString(port)))
                .isEqualTo(3);
        assertThat(clients.error())
                .startsWith("Cannot connect to 127.0.0.1:" + port + ": ")
                .contains("Start the server first");
    }

    @Test
    void unknownHostIsOneLine() {
        // A label has at most 63 characters: the resolver refuses this one without a query.
        String host = "x".repeat(64) + ".invalid";

        assertThat(clients.run(DuplexClient::run, host)).isEqualTo(3);
        assertThat(clients.error()).contains(host + ":8888", "no such host");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void takenPortIsOneLine(Terminal.Main server) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(terminal.run(server, port)).isEqualTo(3);
            assertThat(terminal.error())
                    .startsWith("Cannot listen on 127.0.0.1:" + port + " (")
                    .contains("give another one");
        }
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                argumentSet("DuplexServer", (Terminal.Main) DuplexServer::run),
                argumentSet("TalkServer", (Terminal.Main) TalkServer::run),
                argumentSet("EchoServer", (Terminal.Main) EchoServer::run));
    }
}
