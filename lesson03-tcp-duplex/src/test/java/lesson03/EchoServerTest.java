package lesson03;

import static lesson03.Serving.ANY_PORT;
import static lesson03.Serving.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EchoServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Terminal terminal = new Terminal();

    @Test
    void linesComeBackWhileTheClientGoesOn() throws Exception {
        try (EchoServer server = new EchoServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);

            assertThat(client.write("你好\n").readText(7)).isEqualTo("你好\n");
            assertThat(client.writeByteByByte("再见\n").readText(7)).isEqualTo("再见\n");

            assertThat(client.halfClose().readBytes()).isEmpty();
            awaitEnd(serving);
            assertThat(terminal.lines())
                    .containsExactly(
                            "Listening on "
                                    + Endpoint.of(server.address())
                                    + ", waiting for a client",
                            client.endpoint() + " has come",
                            client.endpoint() + " has sent all, 14 bytes back");
        }
    }

    static Stream<Arguments> payloads() {
        byte[] random = new byte[100_000];
        new Random(3).nextBytes(random);
        return Stream.of(
                argumentSet("nothing", (Object) new byte[0]),
                argumentSet("no text", (Object) random),
                argumentSet("a line without an end", (Object) Bytes.utf8("你好")),
                argumentSet("a line of 600 kB", (Object) Bytes.utf8("你".repeat(200_000) + "\n")));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void allComesBackToAClientThatHasShutItsOutput(byte[] payload) throws Exception {
        try (EchoServer server = new EchoServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 1);
            CompletableFuture<Void> sending =
                    Serving.start(() -> client.write(payload).halfClose());

            assertThat(client.readBytes()).isEqualTo(payload);
            awaitEnd(sending);
            awaitEnd(serving);
        }
    }

    /// How a client may end without having got all back.
    @FunctionalInterface
    interface Misbehaviour {
        void of(RawClient client) throws Exception;
    }

    static Stream<Arguments> badClients() {
        return Stream.of(
                bad("resets", "the connection was reset", client -> client.write("你").reset()),
                bad("is silent", "nothing came within the time limit", RawClient::readBytes),
                bad(
                        "never reads",
                        "what was sent was not taken within the time limit",
                        EchoServerTest::sendForEver));
    }

    private static Arguments bad(String name, String why, Misbehaviour misbehaviour) {
        return argumentSet(name, misbehaviour, why);
    }

    private static void sendForEver(RawClient client) throws Exception {
        try {
            while (true) {
                client.write(new byte[1_000_000]);
            }
        } catch (SocketException _) {
            // the server has hung up: that is what is expected
        }
    }

    @ParameterizedTest
    @MethodSource("badClients")
    void badClientCostsOneLineAndTheNextIsServed(Misbehaviour misbehaviour, String why)
            throws Exception {
        try (EchoServer server = new EchoServer(ANY_PORT, SHORT)) {
            CompletableFuture<Void> serving = serve(server, 2);
            try (RawClient bad = new RawClient(server.address())) {
                misbehaviour.of(bad);
            }

            try (RawClient good = new RawClient(server.address())) {
                assertThat(good.write("你好\n").halfClose().readText()).isEqualTo("你好\n");
            }
            awaitEnd(serving);
            assertThat(terminal.error()).endsWith(" broke off: " + why);
        }
    }

    @Test
    void clientWaitsWhileAnotherIsServed() throws Exception {
        try (EchoServer server = new EchoServer(ANY_PORT, LONG);
                RawClient first = new RawClient(server.address());
                RawClient second = new RawClient(server.address())) {
            CompletableFuture<Void> serving = serve(server, 2);

            second.write("2\n").halfClose();
            assertThat(first.write("1\n").readText(2)).isEqualTo("1\n");
            assertThat(terminal.lines()).hasSize(2);
            first.halfClose();

            assertThat(second.readText()).isEqualTo("2\n");
            awaitEnd(serving);
        }
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        EchoServer server = new EchoServer(ANY_PORT, LONG);

        server.close();
        server.close();
    }

    private CompletableFuture<Void> serve(EchoServer server, int clients) {
        return Serving.start(() -> server.serve(clients, terminal.out, terminal.err));
    }
}
