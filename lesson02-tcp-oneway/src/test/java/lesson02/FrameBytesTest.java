package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class FrameBytesTest {

    private final Terminal terminal = new Terminal();

    @Test
    void chineseTextHasThreeBytesACharacter() {
        assertThat(terminal.run(FrameBytes::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "\"你好\" is a frame of 8 bytes",
                        "offset  bytes     meaning",
                        "     0  00 06     length 6 (bytes that follow)",
                        "     2  e4 bd a0  U+4F60  你",
                        "     5  e5 a5 bd  U+597D  好");
    }

    @Test
    void nulAndEmojiShowWhatIsModified() {
        assertThat(terminal.run(FrameBytes::run, "NUL", "Aé😀")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "\"\\u0000\" is a frame of 4 bytes",
                        "offset  bytes     meaning",
                        "     0  00 02     length 2 (bytes that follow)",
                        "     2  c0 80     U+0000  \\u0000",
                        "\"Aé😀\" is a frame of 11 bytes",
                        "offset  bytes     meaning",
                        "     0  00 09     length 9 (bytes that follow)",
                        "     2  41        U+0041  A",
                        "     3  c3 a9     U+00E9  é",
                        "     5  ed a0 bd  U+D83D  first half of a pair",
                        "     8  ed b8 80  U+DE00  second half of a pair");
    }

    @Test
    void emptyTextIsALengthOnly() {
        assertThat(terminal.run(FrameBytes::run, "")).isZero();
        assertThat(terminal.lastLine()).isEqualTo("     0  00 00     length 0 (bytes that follow)");
    }

    @Test
    void tooLongTextIsOneLine() {
        assertThat(terminal.run(FrameBytes::run, "x".repeat(65_536))).isEqualTo(2);
        assertThat(terminal.error()).startsWith("The text has 65536 bytes");
    }
}
