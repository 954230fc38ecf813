package lesson02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesServerTest {

    private static final byte[] NI_HAO_ZAI_JIAN = Bytes.of("0006 e4bda0e5a5bd 0006 e5868de8a781");

    private final Terminal terminal = new Terminal();

    @Test
    void everyMessageUntilTheEndIsPrintedAndCounted() throws Exception {
        CompletableFuture<Integer> status = terminal.start(MessagesServer::run, "0");
        int clientPort;
        try (RawClient client = new RawClient(terminal.port())) {
            clientPort = client.port();
            client.write(NI_HAO_ZAI_JIAN);
        }

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        String from = "127.0.0.1:" + clientPort;
        assertThat(terminal.lines())
                .containsExactly(
                        "Listening on 127.0.0.1:" + terminal.port() + ", waiting for a client",
                        from + " says: 你好",
                        from + " says: 再见",
                        "Messages from " + from + ": 2");
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void framesMayArriveByteByByte() throws Exception {
        CompletableFuture<Integer> status = terminal.start(MessagesServer::run, "0");
        try (RawClient client = new RawClient(terminal.port())) {
            client.writeByteByByte(NI_HAO_ZAI_JIAN);
        }

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lastLine()).endsWith(": 2");
    }

    @Test
    void clientThatSendsNothingHasSentNoMessages() throws Exception {
        CompletableFuture<Integer> status = terminal.start(MessagesServer::run, "0");
        RawClient.sends(terminal.port(), new byte[0]);

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lastLine()).endsWith(": 0");
    }

    static Stream<Arguments> badInput() {
        String cut = "the stream ended before the frame was complete";
        return Stream.of(
                argumentSet("cut off in the length", Bytes.of("0002 6f6b 00"), cut),
                argumentSet("cut off after the length", Bytes.of("0002 6f6b 0006"), cut),
                argumentSet("cut off in the text", Bytes.of("0002 6f6b 0006 e4bd"), cut),
                argumentSet("65,535 announced, three sent", Bytes.of("0002 6f6b ffff 616263"), cut),
                argumentSet(
                        "no text",
                        Bytes.of("0002 6f6b 0003 ffffff"),
                        "the bytes are not modified UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputEndsThatClientOnly(byte[] input, String why) throws Exception {
        CompletableFuture<Integer> status = terminal.start(MessagesServer::run, "0");
        RawClient.sends(terminal.port(), input);
        RawClient.sends(terminal.port(), NI_HAO_ZAI_JIAN);

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.error()).contains("broke off: " + why);
        assertThat(terminal.lines().get(2)).endsWith(": 1");
        assertThat(terminal.lastLine()).endsWith(": 2");
    }

    @Test
    void resetEndsThatClientOnly() throws Exception {
        CompletableFuture<Integer> status = terminal.start(MessagesServer::run, "0");
        RawClient.resets(terminal.port());
        RawClient.sends(terminal.port(), NI_HAO_ZAI_JIAN);

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.error()).contains("broke off: the connection was reset");
    }

    @Timeout(2) // the limit of the server, not the default of 30 s
    @Test
    void silenceEndsAtTheTimeLimit() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MessagesServer server = new MessagesServer(anyPort, Duration.ofMillis(50));
                RawClient silent = new RawClient(server.address().getPort())) {
            silent.write(Bytes.of("0002 6f6b 00"));
            RawClient.sends(server.address().getPort(), NI_HAO_ZAI_JIAN);

            server.printMessages(terminal.out, terminal.err);

            assertThat(terminal.error())
                    .isEqualTo(
                            "127.0.0.1:"
                                    + silent.port()
                                    + " broke off: nothing came within the time limit. Waiting for"
                                    + " the next client");
        }
    }

    @Test
    void takenPortIsOneLine() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MessagesServer first = new MessagesServer(anyPort, Duration.ofSeconds(1))) {
            int status =
                    terminal.run(MessagesServer::run, Integer.toString(first.address().getPort()));

            assertThat(status).isEqualTo(3);
            assertThat(terminal.error())
                    .startsWith("Cannot listen on " + Endpoint.of(first.address()));
        }
    }
}
