package lesson03;

import static lesson03.Serving.ANY_PORT;
import static lesson03.Serving.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TalkServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Terminal terminal = new Terminal();

    @Test
    void everyLineHasAnAnswerUntilBye() throws Exception {
        try (TalkServer server = new TalkServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);

            client.write("你好\r\nbye\nnot read any more\n");

            String first = "收到 line 1, 2 characters\n";
            assertThat(client.readText(Bytes.utf8(first).length)).isEqualTo(first);
            assertThat(client.readText(4)).isEqualTo("bye\n");
            awaitEnd(serving);
            assertThat(terminal.lines())
                    .endsWith(
                            client.endpoint() + " has come",
                            client.endpoint() + " says: 你好",
                            client.endpoint() + " says: bye",
                            client.endpoint() + " has said bye");
        }
    }

    @Test
    void linesThatArriveByteByByteAreTheSame() throws Exception {
        try (TalkServer server = new TalkServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);

            client.writeByteByByte("你好\n😀\nbye\n");

            assertThat(client.readText())
                    .isEqualTo("收到 line 1, 2 characters\n收到 line 2, 1 characters\nbye\n");
            awaitEnd(serving);
        }
    }

    @Test
    void clientThatShutsItsOutputStillGetsItsAnswers() throws Exception {
        try (TalkServer server = new TalkServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);

            client.write("你好\nlast line without an end").halfClose();

            assertThat(client.readText())
                    .isEqualTo("收到 line 1, 2 characters\n收到 line 2, 24 characters\n");
            awaitEnd(serving);
            assertThat(terminal.lastLine()).endsWith(" has left without bye");
        }
    }

    /// What a client may do that is no conversation.
    @FunctionalInterface
    interface Misbehaviour {
        void of(RawClient client) throws Exception;
    }

    static Stream<Arguments> badClients() {
        return Stream.of(
                bad("resets", "the connection was reset", client -> client.write("你").reset()),
                bad("is silent", "nothing came within the time limit", RawClient::readBytes),
                bad(
                        "stops in a line",
                        "nothing came within the time limit",
                        client -> client.write("你").readBytes()),
                bad(
                        "sends a line of 10 MB",
                        "a line has more than 4096 bytes",
                        TalkServerTest::sendWithoutEnd),
                bad(
                        "never reads",
                        "what was sent was not taken within the time limit",
                        TalkServerTest::sendManyLines));
    }

    private static Arguments bad(String name, String why, Misbehaviour misbehaviour) {
        return argumentSet(name, misbehaviour, why);
    }

    private static void sendWithoutEnd(RawClient client) throws Exception {
        byte[] much = new byte[10_000_000];
        Arrays.fill(much, (byte) 'x');
        sendUntilCutOff(client, much);
    }

    private static void sendManyLines(RawClient client) throws Exception {
        sendUntilCutOff(client, Bytes.utf8("x\n".repeat(2_000_000)));
    }

    private static void sendUntilCutOff(RawClient client, byte[] bytes) throws Exception {
        try {
            while (true) {
                client.write(bytes);
            }
        } catch (SocketException _) {
            // the server has hung up: that is what is expected
        }
    }

    @ParameterizedTest
    @MethodSource("badClients")
    void badClientCostsOneLineAndTheNextIsServed(Misbehaviour misbehaviour, String why)
            throws Exception {
        try (TalkServer server = new TalkServer(ANY_PORT, SHORT)) {
            CompletableFuture<Void> serving = serve(server, 2);
            try (RawClient bad = new RawClient(server.address())) {
                misbehaviour.of(bad);
            }

            try (RawClient good = new RawClient(server.address())) {
                assertThat(good.write("bye\n").readText()).isEqualTo("bye\n");
            }
            awaitEnd(serving);
            assertThat(terminal.error()).endsWith(" broke off: " + why);
        }
    }

    @Test
    void hostileTextIsPrintedHarmlessly() throws Exception {
        try (TalkServer server = new TalkServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);

            client.write("\u001b[2J\rListening on 1.2.3.4:5" + "x".repeat(4000) + "\n").halfClose();

            client.readText();
            awaitEnd(serving);
            assertThat(terminal.lines().get(2))
                    .contains("says: \\u001b[2J\\u000dListening")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        TalkServer server = new TalkServer(ANY_PORT, LONG);

        server.close();
        server.close();
    }

    private CompletableFuture<Void> serve(TalkServer server, int clients) {
        return Serving.start(() -> server.serve(clients, terminal.out, terminal.err));
    }
}
