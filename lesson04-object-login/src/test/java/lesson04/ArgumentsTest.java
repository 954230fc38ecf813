package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
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

class ArgumentsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void whatIsLeftOutHasADefault() throws Failure {
        lesson04.Arguments none = new lesson04.Arguments(3);

        assertThat(none.text(0, "host", "localhost")).isEqualTo("localhost");
        assertThat(none.port(1, 1)).isEqualTo(8888);
        assertThat(none.texts(2, "你好")).containsExactly("你好");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "65535"})
    void portsOfTheWholeRangeAreTaken(String port) throws Failure {
        assertThat(new lesson04.Arguments(1, port).port(0, 0)).isEqualTo(Integer.parseInt(port));
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
        String example = "Example: ./course run lesson04 ";

        assertThat(terminal.run(NaiveLoginServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(HardenedLoginServer::run, port)).isEqualTo(2);
        assertThat(terminal.errors())
                .containsExactly(
                        line + " " + example + "NaiveLoginServer 8888",
                        line + " " + example + "HardenedLoginServer 8888");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The port 0 is out of range: it must be from 1 to 65535.",
        "70000, The port 70000 is out of range: it must be from 1 to 65535.",
        "x, The port \"x\" is not a number.",
        "'', The port is missing: argument 2 is empty."
    })
    void wrongPortOfTheClientIsOneLine(String port, String line) {
        assertThat(terminal.runTyping(LoginClient::run, "小明\nsecret\n", "localhost", port))
                .isEqualTo(2);
        assertThat(terminal.error()).startsWith(line + " Example: ");
    }

    @Test
    void emptyHostIsMissing() {
        assertThat(terminal.runTyping(LoginClient::run, "小明\nsecret\n", "")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("The host is missing");
    }

    static Stream<Arguments> programs() {
        Main client =
                (args, out, err) -> LoginClient.run(args, InputStream.nullInputStream(), out, err);
        return Stream.of(
                program("NaiveLoginServer", NaiveLoginServer::run),
                program("FilteredLoginServer", FilteredLoginServer::run),
                program("HardenedLoginServer", HardenedLoginServer::run),
                program("LoginClient", client),
                program("LoginBytes", LoginBytes::run),
                program("WhoIsFirst", WhoIsFirst::run),
                program("Attack", Attack::run),
                program("ClassGrows", ClassGrows::run),
                program("FilterCalls", FilterCalls::run),
                program("DerivedKeys", DerivedKeys::run));
    }

    /// With the one that takes twenty names.
    static Stream<Arguments> allPrograms() {
        return Stream.concat(programs(), Stream.of(program("WhoExists", WhoExists::run)));
    }

    private static Arguments program(String name, Main main) {
        return argumentSet(name, name, main);
    }

    @ParameterizedTest
    @MethodSource("allPrograms")
    void helpIsPrintedWithOneExample(String name, Main main) {
        assertThat(terminal.run(main, "--help")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Usage: " + name);
        assertThat(terminal.lastLine()).startsWith("Example: ./course run lesson04 " + name);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void tooManyArgumentsAreUnknown(String name, Main main) {
        assertThat(terminal.run(main, "0", "1", "more")).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Unknown argument \"")
                .contains("Example: ./course run lesson04 " + name);
    }
}
