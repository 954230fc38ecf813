package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswererTest {

    private final Terminal terminal = new Terminal();
    private final Terminal asker = new Terminal();

    @Test
    void eachQuestionIsAnsweredToWhereItCameFrom() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Answerer::run, "0", "3");
        int port = terminal.port();
        try (RawEnd one = new RawEnd();
                RawEnd two = new RawEnd()) {
            one.send(port, "在吗？");
            two.send(port, "ready?");
            one.send(port, "again?\n");

            assertThat(two.receiveText()).isEqualTo("ready!");
            assertThat(one.receiveText()).isEqualTo("在吗！");
            assertThat(one.receiveText()).isEqualTo("again!\n");
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(terminal.lines())
                    .containsExactly(
                            "Bound to 127.0.0.1:" + port + ", waiting for questions",
                            "127.0.0.1:" + one.port() + " sent 9 bytes: 在吗？ (answered)",
                            "127.0.0.1:" + two.port() + " sent 6 bytes: ready? (answered)",
                            "127.0.0.1:" + one.port() + " sent 7 bytes: again?\\u000a (answered)");
        }
    }

    @Test
    void whatIsNoQuestionGetsNoAnswerAndDoesNotStopIt() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Answerer::run, "0", "5");
        int port = terminal.port();
        try (RawEnd end = new RawEnd()) {
            end.send(port);
            end.send(port, "an answer!");
            end.send(port, Bytes.of("ff 3f"));
            end.send(port, "\u001b[2J");
            end.send(port, "at last?");

            assertThat(end.receiveText()).isEqualTo("at last!");
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(terminal.lines().subList(1, 5))
                    .allMatch(line -> line.endsWith(" (no question, no answer)"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "？", "a?\r\n", "你好？\n", "??", " ? "})
    void answerIsAsLongAsTheQuestionAndNoQuestion(String question) {
        byte[] answer = Answerer.answerTo(question).orElseThrow();

        assertThat(answer).hasSameSizeAs(question.getBytes(StandardCharsets.UTF_8));
        String again = new String(answer, StandardCharsets.UTF_8);
        assertThat(again.stripTrailing()).endsWithIgnoringCase(again.contains("！") ? "！" : "!");
    }

    @Test
    void longestQuestionIsAnswered() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Answerer::run, "0");
        try (RawEnd end = new RawEnd()) {
            end.send(terminal.port(), "x".repeat(65_506) + "?");

            assertThat(end.receive()).hasSize(65_507).endsWith('!');
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        }
    }

    /// The kernel delivers a datagram whose sender says that its port is 0; see DatagramPeerTest.
    @Test
    void senderWithoutAPortCannotStopIt() throws Exception {
        byte[] bytes = "who?".getBytes(StandardCharsets.UTF_8);
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Answerer answerer = new Answerer(RawEnd.ANY_PORT, terminal.out)) {
            answerer.reply(new DatagramPacket(bytes, bytes.length, nobody));
        }

        assertThat(terminal.lastLine()).contains("127.0.0.1:0 sent", "cannot be answered");
    }

    @Test
    void askerPrintsTheAnswer() throws Exception {
        CompletableFuture<Integer> status = terminal.start(Answerer::run, "0");
        String port = Integer.toString(terminal.port());

        assertThat(asker.run(Asker::run, "localhost", port)).isZero();

        assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(asker.lines().getFirst())
                .startsWith("Asked 127.0.0.1:" + port + " from 127.0.0.1:");
        assertThat(asker.lastLine()).isEqualTo("127.0.0.1:" + port + " answers 9 bytes: 在吗！");
    }

    @Test
    void askerHearsNobodyButWhomItHasAsked() throws Exception {
        try (RawEnd asked = new RawEnd();
                RawEnd stranger = new RawEnd()) {
            CompletableFuture<Integer> status =
                    asker.start(Asker::run, "localhost", asked.portText());
            asked.receive();
            int port = asker.port();

            stranger.send(port, "a lie!");
            asked.send(port, "the truth!");

            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(asker.lastLine()).endsWith("answers 10 bytes: the truth!");
        }
    }

    @Timeout(5)
    @Test
    void askerWaitsForALostAnswerButNotForEver() throws Exception {
        try (RawEnd silent = new RawEnd()) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() ->
                            Asker.ask(silent.address(), "在吗？", Duration.ofMillis(50), asker.out))
                    .withMessageStartingWith(
                            "No answer from " + Endpoint.of(silent.address()) + " within 50 ms.");
        }
    }

    @Test
    void askerSaysThatNobodyHasThePort() throws Exception {
        String port = RawEnd.closedPort();

        assertThat(asker.run(Asker::run, "localhost", port)).isEqualTo(3);
        assertThat(asker.error()).startsWith("Nobody has port 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @CsvSource({"hello, '\"hello\" does not end'", "'', 'The question is missing'"})
    void whatIsNoQuestionIsNotSent(String text, String line) {
        assertThat(asker.run(Asker::run, "localhost", "9", text)).isEqualTo(2);
        assertThat(asker.error()).startsWith(line);
    }

    @Test
    void tooLongQuestionIsNotSent() {
        String question = "x".repeat(65_507) + "?";

        assertThat(asker.run(Asker::run, "localhost", "9", question)).isEqualTo(2);
        assertThat(asker.error()).startsWith("The message has 65508 bytes");
    }
}
