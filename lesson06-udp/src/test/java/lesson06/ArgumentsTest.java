package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import course.testkit.Terminal.Main;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void whatIsLeftOutHasADefault() throws Failure {
        lesson06.Arguments none = new lesson06.Arguments(3);

        assertThat(none.text(0, "host", "localhost")).isEqualTo("localhost");
        assertThat(none.port(1, 1)).isEqualTo(8888);
        assertThat(none.texts(2, "你好")).containsExactly("你好");
        assertThat(none.count(2, "number", 7, 9)).isEqualTo(7);
        assertThat(none.address(0).getPort()).isEqualTo(8888);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "65535"})
    void portsOfTheWholeRangeAreTaken(String port) throws Failure {
        assertThat(new lesson06.Arguments(1, port).port(0, 0)).isEqualTo(Integer.parseInt(port));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "9"})
    void countsFromOneToTheMostAreTaken(String count) throws Failure {
        assertThat(new lesson06.Arguments(1, count).count(0, "number", 1, 9))
                .isEqualTo(Integer.parseInt(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "x", "99999999999"})
    void otherCountsAreOneLine(String count) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new lesson06.Arguments(1, count).count(0, "number", 1, 9))
                .withMessage("The number \"" + count + "\" is not a number from 1 to 9.");
    }

    @ParameterizedTest
    @CsvSource({
        "65536, The port 65536 is out of range: it must be from 0 to 65535.",
        "-1, The port -1 is out of range: it must be from 0 to 65535.",
        "99999999999, The port 99999999999 is out of range: it must be from 0 to 65535.",
        "http, The port \"http\" is not a number.",
        "88a8, The port \"88a8\" is not a number.",
        "' ', The port is missing: argument 1 is empty.",
        "--prot, Unknown option \"--prot\"."
    })
    void wrongOwnPortIsOneLineThatSaysHow(String port, String line) {
        String example = "Example: ./course run lesson06 ";

        assertThat(terminal.run(Receiver::run, port)).isEqualTo(2);
        assertThat(terminal.run(Answerer::run, port)).isEqualTo(2);
        assertThat(terminal.run(typingNothing(Talk::run), port)).isEqualTo(2);
        assertThat(terminal.run(NameServer::run, port)).isEqualTo(2);
        assertThat(terminal.errors())
                .containsExactly(
                        line + " " + example + "Receiver 8888",
                        line + " " + example + "Answerer 8888",
                        line + " " + example + "Talk 8888",
                        line + " " + example + "NameServer 8888");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The port 0 is out of range: it must be from 1 to 65535.",
        "70000, The port 70000 is out of range: it must be from 1 to 65535.",
        "x, The port \"x\" is not a number.",
        "'', The port is missing: argument 2 is empty."
    })
    void wrongPortOfTheOtherEndIsOneLine(String port, String line) {
        assertThat(terminal.run(Sender::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.run(Asker::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.errors()).hasSize(2).allMatch(error -> error.startsWith(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-host.invalid", "\u001b[2J.invalid"})
    void unknownHostIsOneHarmlessLine(String host) {
        assertThat(terminal.run(Sender::run, host)).isEqualTo(3);
        assertThat(terminal.run(Asker::run, host)).isEqualTo(3);
        assertThat(terminal.run(typingNothing(Talk::run), "0", host)).isEqualTo(3);
        assertThat(terminal.errors())
                .hasSize(3)
                .allMatch(error -> error.startsWith("Cannot send to "))
                .allMatch(error -> error.contains("invalid:8888: no such host is known"))
                .noneMatch(error -> error.contains("\u001b"));
    }

    static Stream<Arguments> programsOfFewArguments() {
        return Stream.of(
                program("Receiver", Receiver::run),
                program("Answerer", Answerer::run),
                program("Asker", Asker::run),
                program("Talk", typingNothing(Talk::run)),
                program("Boundaries", Boundaries::run),
                program("Sizes", Sizes::run),
                program("ClosedPort", ClosedPort::run),
                program("Overflow", Overflow::run),
                program("SamePort", SamePort::run),
                program("TenDatagrams", TenDatagrams::run),
                program("NameServer", NameServer::run),
                program("DnsQuery", DnsQuery::run),
                program("TwoAnswers", TwoAnswers::run),
                program("GroupReceiver", GroupReceiver::run),
                program("GroupSender", GroupSender::run),
                program("Broadcast", Broadcast::run));
    }

    static Stream<Arguments> programs() {
        return Stream.concat(
                programsOfFewArguments(),
                Stream.of(program("Sender", Sender::run), program("TimeOuts", TimeOuts::run)));
    }

    private static Arguments program(String name, Main main) {
        return argumentSet(name, name, main);
    }

    private static Main typingNothing(Terminal.TypingMain main) {
        return (args, out, err) -> main.run(args, InputStream.nullInputStream(), out, err);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void helpIsPrintedWithOneExample(String name, Main main) {
        assertThat(terminal.run(main, "--help")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Usage: " + name);
        assertThat(terminal.lastLine()).startsWith("Example: ./course run lesson06 " + name);
    }

    @ParameterizedTest
    @MethodSource("programsOfFewArguments")
    void tooManyArgumentsAreUnknown(String name, Main main) {
        assertThat(terminal.run(main, "1", "2", "3", "4", "5", "more")).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Unknown argument \"")
                .contains("Example: ./course run lesson06 " + name);
    }
}
