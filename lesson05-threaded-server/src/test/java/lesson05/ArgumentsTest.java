package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import course.testkit.Terminal.Main;
import java.io.InputStream;
import java.io.PrintStream;
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
        lesson05.Arguments none = new lesson05.Arguments(3);

        assertThat(none.text(0, "host", "localhost")).isEqualTo("localhost");
        assertThat(none.port(1, 1)).isEqualTo(8888);
        assertThat(none.texts(2, "你好")).containsExactly("你好");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "65535"})
    void portsOfTheWholeRangeAreTaken(String port) throws Failure {
        assertThat(new lesson05.Arguments(1, port).port(0, 0)).isEqualTo(Integer.parseInt(port));
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
        String example = "Example: ./course run lesson05 ";

        assertThat(terminal.run(PooledServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(VirtualThreadServer::run, port)).isEqualTo(2);
        assertThat(terminal.errors())
                .containsExactly(
                        line + " " + example + "PooledServer 8888",
                        line + " " + example + "VirtualThreadServer 8888");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The port 0 is out of range: it must be from 1 to 65535.",
        "70000, The port 70000 is out of range: it must be from 1 to 65535.",
        "x, The port \"x\" is not a number.",
        "'', The port is missing: argument 2 is empty."
    })
    void wrongPortOfTheClientIsOneLine(String port, String line) {
        assertThat(terminal.run(ReverseOrder::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.error()).startsWith(line + " Example: ");
    }

    @Test
    void emptyHostIsMissing() {
        assertThat(terminal.run(ReverseOrder::run, "")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("The host is missing");
    }

    static Stream<Arguments> programsOfFewArguments() {
        return Stream.of(
                program("LoginClient", LoginClientWithoutTyping::run),
                program("ThreadCost", ThreadCost::run),
                program("LostUpdate", LostUpdate::run),
                program("ConnectAtOnce", ConnectAtOnce::run),
                program("SlowSender", SlowSender::run),
                program("PoliteNo", PoliteNo::run),
                program("CloseOrder", CloseOrder::run));
    }

    static Stream<Arguments> programs() {
        return Stream.concat(
                programsOfFewArguments(),
                Stream.of(
                        program("ReverseOrder", ReverseOrder::run),
                        program("SequentialServer", SequentialServer::run),
                        program("ThreadPerClientServer", ThreadPerClientServer::run),
                        program("PooledServer", PooledServer::run),
                        program("VirtualThreadServer", VirtualThreadServer::run)));
    }

    private static final class LoginClientWithoutTyping {
        static int run(String[] args, PrintStream out, PrintStream err) {
            return LoginClient.run(args, InputStream.nullInputStream(), out, err);
        }
    }

    static Stream<Arguments> wrongArguments() {
        return Stream.of(
                argumentSet("visitors", "0 many", "The number of visitors \"many\" is no number."),
                argumentSet("negative", "0 -1", "The number of visitors \"-1\" is no number."),
                argumentSet("protocol", "0 1 ftp", "No protocol \"ftp\" is known."),
                argumentSet(
                        "seconds", "0 1 echo 1.5", "The number of seconds \"1.5\" is no number."));
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void wrongArgumentOfAServerIsOneLine(String arguments, String line) {
        assertThat(terminal.run(VirtualThreadServer::run, arguments.split(" "))).isEqualTo(2);
        assertThat(terminal.error()).startsWith(line + " Example: ");
    }

    private static Arguments program(String name, Main main) {
        return argumentSet(name, name, main);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void helpIsPrintedWithOneExample(String name, Main main) {
        assertThat(terminal.run(main, "--help")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Usage: " + name);
        assertThat(terminal.lastLine()).startsWith("Example: ./course run lesson05 " + name);
    }

    @ParameterizedTest
    @MethodSource("programsOfFewArguments")
    void tooManyArgumentsAreUnknown(String name, Main main) {
        assertThat(terminal.run(main, "1", "2", "more")).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Unknown argument \"")
                .contains("Example: ./course run lesson05 " + name);
    }
}
