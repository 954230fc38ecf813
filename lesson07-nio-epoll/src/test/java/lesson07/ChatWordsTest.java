package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "小明",
                "Ünal-2",
                "हिन्दी",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "O'Neil",
                "abcdefghijklmnopqrst"
            })
    void aNameMayBeOfAnyScript(String name) {
        assertThat(ChatWords.faultOfName(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:b",
                "a\u00a0b",
                "a\u3000b",
                "a\u2028b",
                "\u0000",
                "\u007f",
                "\u200b",
                "\u202e",
                "\ud800",
                "\ue000",
                "abcdefghijklmnopqrstu"
            })
    void aNameHasNothingInvisible(String name) {
        assertThat(ChatWords.faultOfName(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "a\u001b[2J", "\u0000", "\u007f", "\u009b2J", "\r"})
    void aTextHasNoControlCharacters(String text) {
        assertThat(ChatWords.faultOfText(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"你好", "a b", "👩‍👩‍👧", ""})
    void aTextMayHaveAnythingElse(String text) {
        assertThat(ChatWords.faultOfText(text)).isEmpty();
    }
}
