package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TalkTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Talk.Limits PATIENT = new Talk.Limits(LONG, LONG, LONG);

    private final Terminal terminal = new Terminal();

    @Test
    void bothSpeakAtAnyTimeUntilOneSaysBye() throws Exception {
        Terminal second = new Terminal();
        try (Keys keysOfFirst = new Keys();
                Keys keysOfSecond = new Keys()) {
            CompletableFuture<Integer> first = terminal.startTyping(Talk::run, keysOfFirst.in, "0");
            String port = Integer.toString(terminal.port());
            CompletableFuture<Integer> status =
                    second.startTyping(Talk::run, keysOfSecond.in, "0", "localhost", port);
            String own = Integer.toString(second.port());

            keysOfSecond.type("你好\n");
            awaitLine(terminal, "127.0.0.1:" + own + " says: 你好");
            keysOfSecond.type("在吗\n");
            awaitLine(terminal, "127.0.0.1:" + own + " says: 在吗");
            keysOfFirst.type("在\n");
            awaitLine(second, "127.0.0.1:" + port + " says: 在");
            keysOfFirst.type("bye\n");

            assertThat(first.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(terminal.lines()).endsWith("The chat has ended").hasSize(5);
            assertThat(second.lines())
                    .containsExactly(
                            "Talking to 127.0.0.1:" + port + " from 127.0.0.1:" + own,
                            "127.0.0.1:" + port + " says: 在",
                            "127.0.0.1:" + port + " says: bye",
                            "The chat has ended");
        }
    }

    @Test
    void byeOfTheOtherEndEndsItWhileTheKeyboardWaits() throws Exception {
        try (Keys keys = new Keys();
                RawEnd other = new RawEnd()) {
            CompletableFuture<Integer> status =
                    terminal.startTyping(Talk::run, keys.in, "0", "localhost", other.portText());

            other.send(terminal.port(), "bye\n");

            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(terminal.lastLine()).isEqualTo("The chat has ended");
        }
    }

    /// The peer test sends from the real port 0; that takes a raw socket, and the JDK has none.
    @Test
    void whoCannotBeAnsweredDoesNotBecomeThePartner() throws Exception {
        DatagramSocket portZeroFirst = new PortZeroFirst();
        try (Talk talk = new Talk(portZeroFirst, PATIENT, terminal.out);
                RawEnd other = new RawEnd()) {
            other.send(portZeroFirst.getLocalPort(), "from port 0");
            other.send(portZeroFirst.getLocalPort(), "bye");

            assertThat(talk.with(null, InputStream.nullInputStream())).isTrue();
            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(terminal.lines()).noneMatch(line -> line.contains("from port 0"));
        }
    }

    /// Hands over its first datagram as if it came from port 0.
    private static final class PortZeroFirst extends DatagramSocket {

        private boolean first = true;

        PortZeroFirst() throws IOException {
            super(0, InetAddress.getLoopbackAddress());
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            super.receive(packet);
            if (first) {
                packet.setPort(0);
                first = false;
            }
        }
    }

    @Test
    void byeAsTheVeryFirstDatagramIsAnswered() throws Exception {
        try (RawEnd other = new RawEnd()) {
            CompletableFuture<Integer> status =
                    terminal.startTyping(Talk::run, InputStream.nullInputStream(), "0");

            other.send(terminal.port(), "bye");

            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void lostByeIsSaidAgain() throws Exception {
        try (RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, limits(LONG, SHORT, LONG), terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), typed("你好\nbye\n"));

            assertThat(other.receiveText()).isEqualTo("你好");
            assertThat(other.receiveText()).isEqualTo("bye"); // as if it had been lost
            assertThat(other.receiveText()).isEqualTo("bye");
            other.send(talk.address().getPort(), "bye");

            assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.lastLine()).isEqualTo("The chat has ended");
        }
    }

    @Test
    void withoutAnyByeFromTheOtherEndItEndsAllTheSame() throws Exception {
        try (RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, limits(LONG, SHORT, LONG), terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), typed("bye\n"));

            assertThat(ended.get(5, TimeUnit.SECONDS)).isFalse();
            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(other.receiveText()).isEqualTo("bye");
            assertThat(terminal.lastLine()).startsWith("No bye has come back");
        }
    }

    @Test
    void afterTheEndOfInputItListensAndThenSaysBye() throws Exception {
        try (RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, limits(LONG, LONG, SHORT), terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), typed("last words"));
            assertThat(other.receiveText()).isEqualTo("last words");

            other.send(talk.address().getPort(), "我在");

            assertThat(other.receiveText()).isEqualTo("bye");
            other.send(talk.address().getPort(), "bye");
            assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.lines()).anyMatch(line -> line.endsWith(" says: 我在"));
        }
    }

    @Test
    void silenceOfTheOtherEndEndsItAlthoughAStrangerSends() throws Exception {
        try (Keys keys = new Keys();
                RawEnd other = new RawEnd();
                RawEnd stranger = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, limits(SHORT, LONG, LONG), terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), keys.in);

            while (!ended.isDone()) {
                stranger.send(talk.address().getPort(), "I am still here\nbye");
            }

            assertThat(ended.get()).isFalse();
            assertThat(terminal.lines())
                    .containsExactly(
                            "Talking to "
                                    + Endpoint.of(other.address())
                                    + " from "
                                    + Endpoint.of(talk.address()),
                            "Nothing has come for 50 ms: ended");
        }
    }

    @Test
    void whoeverSpeaksFirstIsTheOtherEndAndNobodyElseIsHeard() throws Exception {
        try (Keys keys = new Keys();
                RawEnd other = new RawEnd();
                RawEnd stranger = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, PATIENT, terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, null, keys.in);
            int port = talk.address().getPort();
            other.send(port, "你好");
            other.send(port, "still there");
            stranger.send(port, "bye");
            keys.type("yes\n");
            assertThat(other.receiveText()).isEqualTo("yes");
            other.send(port, "bye");

            assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
            String from = Endpoint.of(other.address()) + " says: ";
            assertThat(terminal.lines())
                    .containsExactly(
                            "Bound to 127.0.0.1:" + port + ", waiting for the other end",
                            from + "你好",
                            from + "still there",
                            from + "bye",
                            "The chat has ended");
        }
    }

    @Test
    void hostileLinesAreShownHarmlessly() throws Exception {
        try (Keys keys = new Keys();
                RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, PATIENT, terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), keys.in);
            int port = talk.address().getPort();
            other.send(port, "\u001b[2J\nThe chat has ended");
            other.send(port, Bytes.of("62 79 65 ff"));
            other.send(port);
            other.send(port, "x".repeat(65_507));
            other.send(port, "bye");

            assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
            String from = Endpoint.of(other.address()) + " says: ";
            assertThat(terminal.lines().subList(1, 4))
                    .containsExactly(
                            from + "\\u001b[2J\\u000aThe chat has ended",
                            from + "4 bytes that are not UTF-8: 62 79 65 ff",
                            from);
            assertThat(terminal.lines().get(4)).hasSizeLessThan(300);
        }
    }

    @Test
    void tooLongLineIsNotSentAndTheChatGoesOn() throws Exception {
        try (RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, limits(LONG, SHORT, LONG), terminal.out)) {
            String lines = "你".repeat(400) + "\n" + "你".repeat(401) + "\nnext\r\nbye\n";
            CompletableFuture<Boolean> ended = start(talk, other.address(), typed(lines));

            assertThat(other.receive()).hasSize(1_200);
            assertThat(other.receiveText()).isEqualTo("next");
            assertThat(ended.get(5, TimeUnit.SECONDS)).isFalse();
            assertThat(terminal.lines()).contains("Not sent: a line has at most 1200 bytes");
        }
    }

    @Test
    void keyboardThatFailsLeavesTheListening() throws Exception {
        InputStream broken = new PipedInputStream(); // not connected: every read fails
        try (RawEnd other = new RawEnd();
                Talk talk = new Talk(RawEnd.ANY_PORT, PATIENT, terminal.out)) {
            CompletableFuture<Boolean> ended = start(talk, other.address(), broken);
            awaitLine(
                    terminal, "What is typed cannot be read (Pipe not connected): listening only");

            other.send(talk.address().getPort(), "bye");

            assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Talk.Limits limits(Duration silence, Duration bye, Duration afterInput) {
        return new Talk.Limits(silence, bye, afterInput);
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CompletableFuture<Boolean> start(
            Talk talk, InetSocketAddress other, InputStream typed) {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("talk")
                .start(() -> {
                    try {
                        ended.complete(talk.with(other, typed));
                    } catch (IOException | RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                });
        return ended;
    }

    private static void awaitLine(Terminal terminal, String line) {
        await().until(() -> terminal.lines().contains(line));
    }

    /// A keyboard that waits until the test types.
    private static final class Keys implements AutoCloseable {

        final PipedInputStream in = new PipedInputStream();
        private final PipedOutputStream pipe;

        Keys() throws IOException {
            pipe = new PipedOutputStream(in);
        }

        void type(String text) throws IOException {
            pipe.write(text.getBytes(StandardCharsets.UTF_8));
            pipe.flush();
        }

        @Override
        public void close() throws IOException {
            pipe.close();
        }
    }
}
