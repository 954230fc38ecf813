package lesson02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import course.testkit.Terminal.Main;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void whatIsLeftOutHasADefault() throws Failure {
        lesson02.Arguments none = new lesson02.Arguments(3);

        assertThat(none.text(0, "host", "localhost")).isEqualTo("localhost");
        assertThat(none.port(1, 1)).isEqualTo(8888);
        assertThat(none.texts(2, "你好")).containsExactly("你好");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "65535"})
    void portsOfTheWholeRangeAreTaken(String port) throws Failure {
        assertThat(new lesson02.Arguments(1, port).port(0, 0)).isEqualTo(Integer.parseInt(port));
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
    void wrongPortOfAServerIsOneLineThatSaysHow(String port, String line) {
        String example = "Example: ./course run lesson02 ";

        assertThat(terminal.run(OneWayServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(MessagesServer::run, port)).isEqualTo(2);
        assertThat(terminal.errors())
                .containsExactly(
                        line + " " + example + "OneWayServer 8888",
                        line + " " + example + "MessagesServer 8888");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The port 0 is out of range: it must be from 1 to 65535.",
        "70000, The port 70000 is out of range: it must be from 1 to 65535.",
        "x, The port \"x\" is not a number.",
        "'', The port is missing: argument 2 is empty."
    })
    void wrongPortOfTheClientIsOneLine(String port, String line) {
        assertThat(terminal.run(OneWayClient::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.error()).startsWith(line + " Example: ");
    }

    @Test
    void emptyHostIsMissing() {
        assertThat(terminal.run(OneWayClient::run, "")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("The host is missing");
    }

    static Stream<Arguments> programsOfFewArguments() {
        return Stream.of(
                program("OneWayServer", OneWayServer::run),
                program("MessagesServer", MessagesServer::run),
                program("WritesAndReads", WritesAndReads::run),
                program("SocketStates", SocketStates::run),
                program("HowItEnds", HowItEnds::run),
                program("Backlog", Backlog::run),
                program("ClosingByHand", ClosingByHand::run),
                program("ClosingByTry", ClosingByTry::run));
    }

    static Stream<Arguments> programs() {
        return Stream.concat(
                programsOfFewArguments(),
                Stream.of(
                        program("OneWayClient", OneWayClient::run),
                        program("FrameBytes", FrameBytes::run)));
    }

    private static Arguments program(String name, Main main) {
        return argumentSet(name, name, main);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void helpIsPrintedWithOneExample(String name, Main main) {
        assertThat(terminal.run(main, "--help")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Usage: " + name);
        assertThat(terminal.lastLine()).startsWith("Example: ./course run lesson02 " + name);
    }

    @ParameterizedTest
    @MethodSource("programsOfFewArguments")
    void tooManyArgumentsAreUnknown(String name, Main main) {
        assertThat(terminal.run(main, "0", "more")).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Unknown argument \"")
                .contains("Example: ./course run lesson02 " + name);
    }
}
