package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void controlCharactersAreDrawn() {
        assertThat(VisibleText.of("\u001b[2J\0\u0007\u007f")).isEqualTo("␛[2J␀␇␡");
    }

    @Test
    void linesAndTabsStayInTextOfSeveralLines() {
        assertThat(VisibleText.of("a\r\nb\tc\n")).isEqualTo("a\nb\tc\n");
        assertThat(VisibleText.line("a\r\nb\tc\n")).isEqualTo("a␍␊b␉c␊");
    }

    @Test
    void whatTurnsTheTextAroundIsWrittenAsItsNumber() {
        assertThat(VisibleText.of("user\u202etxt.exe\u2066\u200b\u2028\u0085"))
                .isEqualTo("user[U+202E]txt.exe[U+2066][U+200B][U+2028][U+0085]");
    }

    @Test
    void emojiAndNamesOfAllLanguagesStay() {
        String names = "王小红 Müller Zoë Nguyễn العربية 👩\u200d💻 😀";

        assertThat(VisibleText.line(names)).isEqualTo(names);
    }

    @Test
    void halfACharacterBecomesOneThatCanBeWritten() {
        assertThat(VisibleText.of("a\ud800b\udc00")).isEqualTo("a\ufffdb\ufffd");
        assertThat(VisibleText.of("\ufffe\uffff")).isEqualTo("[U+FFFE][U+FFFF]");
    }
}
