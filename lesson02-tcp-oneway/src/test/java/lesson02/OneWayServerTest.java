package lesson02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lesson02.OneWayServer.Reception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OneWayServerTest {

    private static final byte[] NI_HAO = Bytes.of("0006 e4bda0 e5a5bd");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void messageAndItsSenderAreReceived() throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address().getPort())) {
            client.write(NI_HAO);

            assertThat(server.receive())
                    .isEqualTo(new Reception.Message(loopback(client.port()), "你好"));
        }
    }

    @Test
    void frameMayArriveByteByByte() throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address().getPort())) {
            client.writeByteByByte(NI_HAO);

            assertThat(server.receive())
                    .isEqualTo(new Reception.Message(loopback(client.port()), "你好"));
        }
    }

    static Stream<Arguments> badInput() {
        String cut = "the stream ended before the frame was complete";
        String notUtf = "the bytes are not modified UTF-8";
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
                        argumentSet("bytes that are no text", Bytes.of("0003 ffffff"), notUtf),
                        argumentSet("a character cut in two", Bytes.of("0002 e4bd"), notUtf),
                        argumentSet("a request in HTTP", Bytes.utf8("GET / HTTP/1.0\r\n\r\n"), cut),
                        argumentSet("65,535 announced, three sent", Bytes.of("ffff 616263"), cut)));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputIsReportedAndTheNextClientServed(byte[] input, String why) throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_PORT, LONG)) {
            int port = server.address().getPort();
            RawClient.sends(port, input);
            RawClient.sends(port, NI_HAO);

            assertThat(server.receive())
                    .isInstanceOfSatisfying(
                            Reception.Nothing.class,
                            nothing -> assertThat(nothing.why()).isEqualTo(why));
            assertThat(server.receive())
                    .isInstanceOfSatisfying(
                            Reception.Message.class,
                            message -> assertThat(message.text()).isEqualTo("你好"));
        }
    }

    @Timeout(2) // the limit of the server, not the default of 30 s
    @ParameterizedTest
    @MethodSource("silentAfter")
    void silenceEndsAtTheTimeLimit(byte[] before) throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_PORT, SHORT);
                RawClient client = new RawClient(server.address().getPort())) {
            client.write(before);

            assertThat(server.receive())
                    .isEqualTo(
                            new Reception.Nothing(
                                    loopback(client.port()), "nothing came within the time limit"));
        }
    }

    static Stream<Arguments> silentAfter() {
        return Stream.of(
                argumentSet("at once", (Object) Bytes.of("")),
                argumentSet("inside the frame", (Object) Bytes.of("0006 e4")));
    }

    @Test
    void resetIsReported() throws Exception {
        try (OneWayServer server = new OneWayServer(ANY_PORT, LONG)) {
            RawClient.resets(server.address().getPort());

            assertThat(server.receive())
                    .isInstanceOfSatisfying(
                            Reception.Nothing.class,
                            nothing ->
                                    assertThat(nothing.why())
                                            .isEqualTo("the connection was reset"));
        }
    }

    @Test
    void closeEndsTheWaitForAClientAndMayBeCalledTwice() throws Exception {
        OneWayServer server = new OneWayServer(ANY_PORT, LONG);
        Future<Reception> waiting = inBackground(server);

        server.close();
        server.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void portIsFreeAtOnceAfterTheServerHasHungUpFirst() throws Exception {
        InetSocketAddress address;
        try (OneWayServer server = new OneWayServer(ANY_PORT, LONG);
                RawClient client = new RawClient(server.address().getPort())) {
            client.write(NI_HAO);
            server.receive(); // closes first: its end goes to FIN_WAIT_2, later to TIME_WAIT
            address = server.address();
        }

        try (OneWayServer again = new OneWayServer(address, LONG)) {
            assertThat(again.address()).isEqualTo(address);
        }
    }

    @Test
    void programPrintsWhoSentWhatAndEnds() throws Exception {
        Terminal terminal = new Terminal();
        CompletableFuture<Integer> status = terminal.start(OneWayServer::run, "0");
        int port = terminal.port();

        int clientPort;
        try (RawClient client = new RawClient(port)) {
            clientPort = client.port();
            client.write(NI_HAO);
        }

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "Listening on 127.0.0.1:" + port + ", waiting for a client",
                        "127.0.0.1:" + clientPort + " says: 你好");
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void programSpendsOneLineOnABadClientAndWaitsForTheNext() throws Exception {
        Terminal terminal = new Terminal();
        CompletableFuture<Integer> status = terminal.start(OneWayServer::run, "0");
        RawClient.resets(terminal.port(), Bytes.of("0006 e4"));
        RawClient.sends(terminal.port(), Bytes.of("ffff 616263"));
        RawClient.sends(terminal.port(), NI_HAO);

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.errors()).hasSize(2).allMatch(line -> line.contains("sent no message"));
        assertThat(terminal.lines()).hasSize(2);
        assertThat(terminal.lastLine()).endsWith(" says: 你好");
    }

    @Test
    void programPrintsHostileTextHarmlessly() throws Exception {
        Terminal terminal = new Terminal();
        CompletableFuture<Integer> status = terminal.start(OneWayServer::run, "0");
        RawClient.sends(
                terminal.port(),
                FrameBytes.frame("\u001b[2J\r\nListening on 1.2.3.4:5" + "x".repeat(60_000)));

        status.get(5, TimeUnit.SECONDS);

        assertThat(terminal.lines()).hasSize(2);
        assertThat(terminal.lastLine())
                .contains("says: \\u001b[2J\\u000d\\u000aListening")
                .hasSizeLessThan(300);
    }

    @Test
    void takenPortIsOneLine() throws Exception {
        try (OneWayServer first = new OneWayServer(ANY_PORT, LONG)) {
            Terminal terminal = new Terminal();

            int status =
                    terminal.run(OneWayServer::run, Integer.toString(first.address().getPort()));

            assertThat(status).isEqualTo(3);
            assertThat(terminal.error())
                    .startsWith("Cannot listen on " + Endpoint.of(first.address()) + " (")
                    .contains("give another one");
        }
    }

    @Test
    void endedByASignalItIsSilentAndItsPortFree() throws Exception {
        Process process = ReadsOneByte.startProcess(OneWayServer.class, "0");
        try (BufferedReader output = process.inputReader()) {
            int port = Integer.parseInt(output.readLine().replaceFirst(".*:(\\d+),.*", "$1"));
            try (RawClient _ = new RawClient(port)) {
                // SIGTERM, which the JVM treats as it does Ctrl-C; Process.destroy would close
                // output
                process.toHandle().destroy();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

                assertThat(output.readLine()).isNull();
                new OneWayServer(loopback(port), LONG).close();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Future<Reception> inBackground(OneWayServer server) {
        FutureTask<Reception> task = new FutureTask<>(server::receive);
        Thread thread = Thread.ofPlatform().daemon().name("server").start(task);
        await().until(() ->
                Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("accept")));
        return task;
    }
}
