package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import course.testkit.Terminal.Main;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
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
        lesson03.Arguments none = new lesson03.Arguments(3);

        assertThat(none.text(0, "host", "localhost")).isEqualTo("localhost");
        assertThat(none.port(1, 1)).isEqualTo(8888);
        assertThat(none.texts(2, "你好")).containsExactly("你好");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "65535"})
    void portsOfTheWholeRangeAreTaken(String port) throws Failure {
        assertThat(new lesson03.Arguments(1, port).port(0, 0)).isEqualTo(Integer.parseInt(port));
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
        String example = "Example: ./course run lesson03 ";

        assertThat(terminal.run(DuplexServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(TalkServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(EchoServer::run, port)).isEqualTo(2);
        assertThat(terminal.run(TinyHttpServer::run, port)).isEqualTo(2);
        assertThat(terminal.errors())
                .containsExactly(
                        line + " " + example + "DuplexServer 8888",
                        line + " " + example + "TalkServer 8888",
                        line + " " + example + "EchoServer 8888",
                        line + " " + example + "TinyHttpServer 8888");
    }

    @ParameterizedTest
    @CsvSource({
        "0, The port 0 is out of range: it must be from 1 to 65535.",
        "70000, The port 70000 is out of range: it must be from 1 to 65535.",
        "x, The port \"x\" is not a number.",
        "'', The port is missing: argument 2 is empty."
    })
    void wrongPortOfTheClientIsOneLine(String port, String line) {
        assertThat(terminal.run(DuplexClient::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.run(KeepAlive::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.run(HttpGet::run, "localhost", port)).isEqualTo(2);
        assertThat(terminal.runTyping(TalkClient::run, "", "localhost", port)).isEqualTo(2);
        assertThat(terminal.errors()).hasSize(4).allMatch(e -> e.startsWith(line + " Example: "));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, ' -1 is out of range: it must be from 0 to 1000000.'",
        "1000001, ' 1000001 is out of range: it must be from 0 to 1000000.'",
        "x, ' \"x\" is not a number.'",
        "'', ' is missing: argument 2 is empty.'"
    })
    void wrongNumberOfClientsIsOneLine(String clients, String why) {
        assertThat(terminal.run(TalkServer::run, "0", clients)).isEqualTo(2);
        assertThat(terminal.run(EchoServer::run, "0", clients)).isEqualTo(2);
        assertThat(terminal.run(TinyHttpServer::run, "0", clients)).isEqualTo(2);
        assertThat(terminal.errors().subList(0, 2))
                .allMatch(e -> e.startsWith("The number of clients" + why + " Example: "));
        assertThat(terminal.errors().getLast())
                .startsWith("The number of connections" + why + " Example: ");
    }

    @Test
    void emptyHostIsMissing() {
        assertThat(terminal.run(DuplexClient::run, "")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("The host is missing");
    }

    /// A program, how many arguments it takes at most, and that many good ones.
    static Stream<Arguments> programs() {
        return Stream.of(
                program("DuplexServer", DuplexServer::run, "0"),
                program("DuplexClient", DuplexClient::run, "localhost", "1", "你好"),
                program("WhoWaits", WhoWaits::run),
                program("TalkServer", TalkServer::run, "0", "1"),
                program("TalkClient", ArgumentsTest::talkClient, "localhost", "1"),
                program("EchoServer", EchoServer::run, "0", "1"),
                program("HalfClose", HalfClose::run),
                program("TimeLimits", TimeLimits::run),
                program("HttpGet", HttpGet::run, "localhost", "1", "/", "GET"),
                program("TinyHttpServer", TinyHttpServer::run, "0", "1"),
                program("UnixServer", UnixServer::run, "path"),
                program("OwnSockets", OwnSockets::run),
                program("KeepAlive", KeepAlive::run, "localhost", "1", "1"),
                program("EndIgnored", EndIgnored::run),
                program("Charsets", Charsets::run, "你好"));
    }

    /// Those that take any number of arguments have no such thing as too many.
    static Stream<Arguments> allPrograms() {
        return Stream.concat(programs(), Stream.of(program("UnixClient", UnixClient::run)));
    }

    private static Arguments program(String name, Main main, String... good) {
        return argumentSet(name, name, main, good);
    }

    private static int talkClient(String[] args, PrintStream out, PrintStream err) {
        return TalkClient.run(args, InputStream.nullInputStream(), out, err);
    }

    @ParameterizedTest
    @MethodSource("allPrograms")
    void helpIsPrintedWithOneExample(String name, Main main, String[] good) {
        assertThat(terminal.run(main, "--help")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Usage: " + name);
        assertThat(terminal.lastLine()).startsWith("Example: ./course run lesson03 " + name);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void tooManyArgumentsAreUnknown(String name, Main main, String[] good) {
        String[] tooMany = Arrays.copyOf(good, good.length + 1);
        tooMany[good.length] = "more";

        assertThat(terminal.run(main, tooMany)).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Unknown argument \"more\"")
                .contains("Example: ./course run lesson03 " + name);
    }
}
