package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginBytesTest {

    private static final User XIAO_MING = new User("小明", "secret");

    private final Terminal terminal = new Terminal();

    @Test
    void threeFormsHaveThreeSizes() throws Exception {
        assertThat(LoginBytes.objectStream(XIAO_MING)).hasSize(96);
        assertThat(LoginBytes.record(XIAO_MING))
                .isEqualTo(Bytes.of("0006 e5b08f e6988e 0006 736563726574"));
        assertThat(LoginBytes.line(XIAO_MING)).isEqualTo(Bytes.utf8("login 小明 secret\n"));
    }

    /// Written by hand, as a client in another language would.
    @Test
    void objectStreamIsWhatTheSpecificationSays() throws Exception {
        String string = "74 0012 4c6a6176612f6c616e672f537472696e673b";
        String hex =
                "aced 0005 73 72 000d 6c6573736f6e30342e55736572 0000000000000001 02 0002"
                        + ("4c 0004 6e616d65" + string)
                        + "4c 0008 70617373776f7264 71 007e0001"
                        + "78 70 74 0006 e5b08f e6988e 74 0006 736563726574";

        assertThat(LoginBytes.objectStream(XIAO_MING)).isEqualTo(Bytes.of(hex));
    }

    @Test
    void everyByteOfTheObjectStreamIsExplained() {
        assertThat(terminal.run(LoginBytes::run)).isZero();

        List<String> lines = terminal.lines();
        assertThat(lines).contains("As an object stream, 96 bytes:", "As a record, 16 bytes:");
        assertThat(lines)
                .contains(
                        "    88  00 06 73 65 63 72 65 74     the value, length 6: \"secret\"",
                        "     8  00 06 73 65 63 72 65 74     the password, length 6: \"secret\"");
    }

    @Test
    void whatIsTooLongIsOneLine() {
        assertThat(terminal.run(LoginBytes::run, "n".repeat(65), "p")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("An account has 1 to 64 characters");
    }

    @Test
    void bothEndsMustNotReadFirst() {
        assertThat(terminal.run(WhoIsFirst::run)).isZero();

        assertThat(terminal.lines())
                .containsExactly(
                        "client's first  server's first  result",
                        "output          output          both ends have both streams",
                        "output          input           both ends have both streams",
                        "input           output          both ends have both streams",
                        "input           input           each waits for the other's header; given up");
    }
}
