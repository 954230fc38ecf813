package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneWayTest {

    private final Terminal terminal = new Terminal();

    @Test
    void receiverPrintsWhoHasSentWhatAndEnds() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Receiver::run, "0", "4");
        int port = terminal.port();
        try (RawEnd sender = new RawEnd()) {
            sender.send(port, "你好");
            sender.send(port);
            sender.send(port, Bytes.of("fffe"));
            sender.send(port, "\u001b[2J\r\nBound to 1.2.3.4:5");

            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            String from = "127.0.0.1:" + sender.port() + " sent ";
            assertThat(terminal.lines())
                    .containsExactly(
                            "Bound to 127.0.0.1:" + port + ", waiting for a datagram",
                            from + "6 bytes: 你好",
                            from + "0 bytes",
                            from + "2 bytes that are not UTF-8: ff fe",
                            from + "24 bytes: \\u001b[2J\\u000d\\u000aBound to 1.2.3.4:5");
            assertThat(terminal.errors()).isEmpty();
        }
    }

    @Test
    void receiverTakesTheLongestDatagram() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Receiver::run, "0");
        try (RawEnd sender = new RawEnd()) {
            sender.send(terminal.port(), "x".repeat(65_507));
        }

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lastLine()).contains("sent 65507 bytes: xxx").hasSizeLessThan(300);
    }

    @Test
    void datagramsThatCameBeforeTheFirstReceiveAreKept() throws Exception {
        try (Receiver receiver = new Receiver(RawEnd.ANY_PORT);
                RawEnd sender = new RawEnd()) {
            sender.send(receiver.address().getPort(), "早");

            receiver.print(1, terminal.out);
        }

        assertThat(terminal.lastLine()).endsWith(" sent 3 bytes: 早");
    }

    @Test
    void closeEndsTheWaitForADatagramAndMayBeCalledTwice() throws Exception {
        Receiver receiver = new Receiver(RawEnd.ANY_PORT);
        CompletableFuture<Integer> waiting =
                terminal.start((_, out, _) -> {
                    try {
                        receiver.print(1, out);
                        return 0;
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        terminal.port();

        receiver.close();
        receiver.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .withRootCauseInstanceOf(IOException.class);
    }

    @Test
    void takenPortIsOneLine() throws Exception {
        try (RawEnd first = new RawEnd()) {
            assertThat(terminal.run(Receiver::run, first.portText())).isEqualTo(3);
            assertThat(terminal.run(Answerer::run, first.portText())).isEqualTo(3);
            assertThat(terminal.runTyping(Talk::run, "", first.portText())).isEqualTo(3);
            assertThat(terminal.errors())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("Cannot bind to 127.0.0.1:" + first.port()))
                    .allMatch(line -> line.contains("give another one"));
        }
    }

    @Test
    void eachMessageIsOneDatagramFromTheSamePort() throws Exception {
        Terminal senders = new Terminal();
        CompletableFuture<Integer> status = terminal.start(Receiver::run, "0", "3");
        String port = Integer.toString(terminal.port());

        assertThat(senders.run(Sender::run, "localhost", port, "你好", "", "再见")).isZero();

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        String sent = "Sent to 127.0.0.1:" + port + ": ";
        assertThat(senders.lines())
                .containsExactly(sent + "6 bytes: 你好", sent + "0 bytes", sent + "6 bytes: 再见");
        assertThat(terminal.lines().stream().skip(1).map(line -> line.split(" ")[0]).distinct())
                .hasSize(1);
        assertThat(terminal.lastLine()).endsWith(" sent 6 bytes: 再见");
    }

    @Test
    void defaultMessageIsNiHao() throws Exception {
        try (RawEnd receiver = new RawEnd()) {
            assertThat(terminal.run(Sender::run, "localhost", receiver.portText())).isZero();

            assertThat(receiver.receive()).isEqualTo(Bytes.of("e4bda0 e5a5bd"));
        }
    }

    @Test
    void senderDoesNotNoticeThatNobodyIsThere() throws Exception {
        String port = RawEnd.closedPort();

        assertThat(terminal.run(Sender::run, "localhost", port, "你好", "再见")).isZero();
        assertThat(terminal.lines()).hasSize(2).allMatch(line -> line.startsWith("Sent to "));
    }

    @Test
    void tooLongMessageIsRefusedBeforeAnyIsSent() throws Exception {
        try (RawEnd receiver = new RawEnd()) {
            String port = receiver.portText();

            int status = terminal.run(Sender::run, "localhost", port, "a", "x".repeat(65_508));
            receiver.send(receiver.port(), "the first to arrive");

            assertThat(status).isEqualTo(2);
            assertThat(terminal.lines()).isEmpty();
            assertThat(terminal.error()).contains("has 65508 bytes", "nothing was sent");
            assertThat(receiver.receiveText()).isEqualTo("the first to arrive");
        }
    }

    @Test
    void endedByASignalReceiverIsSilentAndItsPortFree() throws Exception {
        Process process = OtherJvm.start(Receiver.class, "0");
        try (BufferedReader output = process.inputReader()) {
            int port = Integer.parseInt(output.readLine().replaceFirst(".*:(\\d+),.*", "$1"));
            // SIGTERM, which the JVM treats as it does Ctrl-C; Process.destroy would close output
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(output.readLine()).isNull();
            new Receiver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).close();
        } finally {
            process.destroyForcibly();
        }
    }
}
