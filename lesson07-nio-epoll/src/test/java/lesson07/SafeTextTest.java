package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "你好", "a b", "😀", "C:\\temp"})
    void textForPeopleStaysAsItIs(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0000", "0007", "000a", "000d", "001b", "007f", "009b", "202e", "2028", "d800", "feff"
    })
    void whatATerminalMayObeyIsEscaped(String number) {
        char hostile = (char) Integer.parseInt(number, 16);

        assertThat(SafeText.of("a" + hostile + "b")).isEqualTo("a\\u" + number + "b");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(SafeText.of("😀".repeat(200))).isEqualTo("😀".repeat(200));
        assertThat(SafeText.of("😀".repeat(201)))
                .isEqualTo("😀".repeat(200) + "... (201 characters)");
    }
}
