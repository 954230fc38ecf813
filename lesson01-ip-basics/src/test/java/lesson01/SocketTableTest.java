package lesson01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SocketTableTest {

    private static final String CHINESE =
            """

            活动连接

              协议  本地地址          外部地址        状态
              TCP    127.0.0.1:8888         0.0.0.0:0              LISTENING
              UDP    [::]:123               *:*                                    5164
            """;

    private final Terminal terminal = new Terminal();

    @Test
    void tableOfLinuxIsRead() {
        assertThat(terminal.run(SocketTable::run, "example:linux")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "tcp6   127.0.0.1:8888   127.0.0.1:50002     FIN_WAIT_2   -",
                        "udp    0.0.0.0:68       0.0.0.0:*           -            -",
                        "Sockets 1 to 7 of 7");
        assertThat(terminal.lastLine()).isEqualTo("Lines that are no sockets: 5");
    }

    @Test
    void tableOfMacOsIsReadWithItsDots() {
        assertThat(terminal.run(SocketTable::run, "example:macos", "--port=631")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "proto  local address  foreign address  state   owner",
                        "tcp4   127.0.0.1.631  *.*              LISTEN  -",
                        "tcp6   ::1.631        *.*              LISTEN  -",
                        "Sockets 1 to 2 of 2",
                        "Lines that are no sockets: 2");
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                argumentSet("UTF-8", StandardCharsets.UTF_8, ""),
                argumentSet("UTF-8 with a mark", StandardCharsets.UTF_8, "\ufeff"),
                argumentSet("GBK of a Chinese Windows", Charset.forName("GBK"), ""),
                argumentSet("UTF-16 of PowerShell", StandardCharsets.UTF_16LE, "\ufeff"),
                argumentSet("UTF-16, big-endian", StandardCharsets.UTF_16BE, "\ufeff"));
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void tableOfAChineseWindowsIsReadInEveryEncoding(Charset charset, String mark) {
        byte[] bytes = (mark + CHINESE).getBytes(charset);

        assertThat(read(bytes, "-")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "proto  local address   foreign address  state   owner",
                        "tcp    127.0.0.1:8888  0.0.0.0:0        LISTEN  -",
                        "udp    [::]:123        *:*              -       5164",
                        "Sockets 1 to 2 of 2",
                        "Lines that are no sockets: 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "Proto  Local Address  Foreign Address  State",
                "tcp",
                "tcp 0 0 127.0.0.1:80",
                "tcp 0 0 127.0.0.1:http 0.0.0.0:* LISTEN",
                "tcp 0 0 127.0.0.1:８０ 0.0.0.0:* LISTEN",
                "unix  2  [ ACC ]  STREAM  LISTENING  18431  /run/dbus/socket",
                "你好"
            })
    void textWithoutASocketIsOneLine(String text) {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), "-")).isEqualTo(3);
        assertThat(terminal.error()).startsWith("No line of - is a socket");
    }

    @ParameterizedTest
    @CsvSource({
        "LISTEN, 2",
        "listening, 2",
        "监听, 2",
        "FIN_WAIT2, 1",
        "FIN-WAIT-2, 1",
        "fin_wait_2, 1",
        "estab, 0"
    })
    void stateIsFoundUnderEveryName(String name, int count) {
        String table =
                """
                tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN
                TCP 0.0.0.0:135 0.0.0.0:0 LISTENING
                tcp 0 0 127.0.0.1:8888 127.0.0.1:50002 FIN_WAIT2
                """;

        assertThat(read(table.getBytes(StandardCharsets.UTF_8), "-", "--state=" + name)).isZero();
        assertThat(terminal.lines())
                .contains(
                        count == 0
                                ? "No socket of 3 matches"
                                : "Sockets 1 to " + count + " of " + count);
    }

    @ParameterizedTest
    @CsvSource({"80, 2", "8080, 1", "443, 1", "1, 0"})
    void portIsTheWholeNumberOfEitherEnd(String port, int count) {
        String table =
                """
                tcp 0 0 127.0.0.1:8080 0.0.0.0:* LISTEN
                tcp 0 0 10.0.0.1:50001 10.0.0.80:80 ESTABLISHED
                tcp4 0 0 *.80 *.* LISTEN
                tcp4 0 0 10.0.0.1.50002 10.0.0.2.443 ESTABLISHED
                """;

        assertThat(read(table.getBytes(StandardCharsets.UTF_8), "-", "--port=" + port)).isZero();
        assertThat(terminal.lines())
                .contains(
                        count == 0
                                ? "No socket of 4 matches"
                                : "Sockets 1 to " + count + " of " + count);
    }

    @Test
    void longTableHasPages() {
        String table = "tcp 0 0 127.0.0.1:8888 127.0.0.1:50001 TIME_WAIT\n".repeat(45);
        byte[] bytes = table.getBytes(StandardCharsets.UTF_8);

        assertThat(read(bytes, "-")).isZero();
        assertThat(terminal.lines()).hasSize(23).contains("Sockets 1 to 20 of 45. More: --page=2");
        assertThat(read(bytes, "--page=3", "-")).isZero();
        assertThat(terminal.lines()).contains("Sockets 41 to 45 of 45");
        assertThat(read(bytes, "-", "--page=4")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("There is no page 4: the last one is 3.");
    }

    @Test
    void hostileTextIsMadeHarmless() {
        String table = "tcp 0 0 \u001b[2J127.0.0.1:80 0.0.0.0:* L\u202eISTEN 1/\u0007x\n";

        assertThat(read(table.getBytes(StandardCharsets.UTF_8), "-")).isZero();
        assertThat(String.join("\n", terminal.lines()))
                .contains("\\u001b[2J127.0.0.1:80", "L\\u202eISTEN", "1/\\u0007x")
                .doesNotContain("\u001b", "\u202e", "\u0007");
    }

    @Test
    void fileIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("表.txt"), CHINESE);

        assertThat(terminal.run(SocketTable::run, file.toString())).isZero();
        assertThat(terminal.lines()).contains("Sockets 1 to 2 of 2");
    }

    @Test
    void fileThatIsNotThereIsOneLine() {
        assertThat(terminal.run(SocketTable::run, "没有.txt")).isEqualTo(3);
        assertThat(terminal.error()).startsWith("Cannot read the file \"没有.txt\"");
    }

    @Test
    void endlessInputIsOneLine() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };

        int status =
                terminal.run((args, out, err) -> SocketTable.run(endless, args, out, err), "-");

        assertThat(status).isEqualTo(3);
        assertThat(terminal.error()).startsWith("More than 4 MiB in the standard input");
    }

    @ParameterizedTest
    @CsvSource({
        "--state=open, Unknown state \"open\"",
        "--state, Unknown state \"\"",
        "--port=0, The port \"0\" is not a number from 1 to 65535",
        "--port=65536, The port \"65536\" is not a number from 1 to 65535",
        "--port=http, The port \"http\" is not a number",
        "--port=８０, The port \"８０\" is not a number",
        "--page=0, The page \"0\" is not a number",
        "--pages=1, Unknown option \"--pages=1\"",
        "example:solaris, There is no example \"solaris\"",
        "'', The file is missing"
    })
    void wrongArgumentIsOneLine(String argument, String words) {
        assertThat(terminal.run(SocketTable::run, argument)).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith(words)
                .endsWith("Example: ./course run lesson01 SocketTable --state=LISTEN");
    }

    @Test
    void twoFilesAreOneTooMany() {
        assertThat(terminal.run(SocketTable::run, "example:linux", "x")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("One file at a time: \"x\"");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void withoutAFileItShowsThisMachine() {
        assertThat(terminal.run(SocketTable::run)).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("proto  local address");
    }

    private int read(byte[] input, String... args) {
        return terminal.run(
                (given, out, err) ->
                        SocketTable.run(new ByteArrayInputStream(input), given, out, err),
                args);
    }
}
