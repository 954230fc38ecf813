package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Bytes;
import course.testkit.TricklingInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

    private static final int MOST = 1_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsLinesHoweverTheBytesCome(boolean oneByOne) throws IOException {
        String longest = "好".repeat(333) + "!";
        byte[] bytes = Bytes.utf8("你好\r\n\n" + longest + "\n" + longest + "\r\n😀\nno end");
        InputStream in = new ByteArrayInputStream(bytes);

        List<String> lines = all(oneByOne ? new TricklingInputStream(in, 1) : in);

        assertThat(lines).containsExactly("你好", "", longest, longest, "😀", "no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "", "\nmore\n"})
    void refusesALineThatIsOneByteTooLong(String end) {
        InputStream in = new ByteArrayInputStream(Bytes.utf8("x".repeat(MOST + 1) + end));

        assertThatThrownBy(() -> all(in)).isInstanceOf(TextLines.TooLong.class);
    }

    @Test
    void refusesALineWithoutEndBeforeTheStreamEnds() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };

        assertThatThrownBy(() -> all(endless)).isInstanceOf(TextLines.TooLong.class);
    }

    @Test
    void keepsCarriageReturnsThatEndNoLine() throws IOException {
        assertThat(all(new ByteArrayInputStream(Bytes.utf8("a\rb\n\r\r\n\r"))))
                .containsExactly("a\rb", "\r", "\r");
    }

    @Test
    void readsManyLinesThroughTheSameBuffer() throws IOException {
        String text = "小明 says something\n".repeat(10_000);

        assertThat(all(new ByteArrayInputStream(Bytes.utf8(text))))
                .hasSize(10_000)
                .containsOnly("小明 says something");
    }

    @Test
    void anEmptyStreamHasNoLine() throws IOException {
        assertThat(all(InputStream.nullInputStream())).isEmpty();
    }

    private static List<String> all(InputStream in) throws IOException {
        TextLines lines = new TextLines(in, MOST);
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
