package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineReaderTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                argumentSet("nothing", "", List.of()),
                argumentSet("one line", "你好\n", List.of("你好")),
                argumentSet("CR LF", "你好\r\n再见\r\n", List.of("你好", "再见")),
                argumentSet("CR alone is no end", "a\rb\n", List.of("a\rb")),
                argumentSet("empty lines", "\n\r\n", List.of("", "")),
                argumentSet("last line without an end", "你好\nbye", List.of("你好", "bye")),
                argumentSet("longest", "x".repeat(4096) + "\n", List.of("x".repeat(4096))),
                argumentSet("longest, no end", "x".repeat(4096), List.of("x".repeat(4096))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void linesComeWithoutTheirEnds(String text, List<String> lines) throws Exception {
        assertThat(linesOf(new ByteArrayInputStream(Bytes.utf8(text)))).isEqualTo(lines);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void arrivalByteByByteMakesNoDifference(String text, List<String> lines) throws Exception {
        InputStream in =
                new ByteArrayInputStream(Bytes.utf8(text)) {
                    @Override
                    public synchronized int read(byte[] buffer, int offset, int length) {
                        return super.read(buffer, offset, Math.min(length, 1));
                    }
                };

        assertThat(linesOf(in)).isEqualTo(lines);
    }

    @Test
    void bytesThatAreNoUtf8AreReplaced() throws Exception {
        assertThat(linesOf(new ByteArrayInputStream(Bytes.of("61 ff 62 0a e4 bd"))))
                .containsExactly("a\ufffdb", "\ufffd");
    }

    @Test
    void longerLineIsRefusedBeforeItIsReadToItsEnd() {
        byte[] endless = new byte[10_000_000];
        Arrays.fill(endless, (byte) 'x');
        ByteArrayInputStream in = new ByteArrayInputStream(endless);

        assertThatExceptionOfType(LineReader.TooLong.class)
                .isThrownBy(() -> new LineReader(in).next())
                .withMessageContaining("more than 4096 bytes");
        assertThat(in.readAllBytes()).hasSizeGreaterThan(9_900_000);
    }

    private static List<String> linesOf(InputStream in) throws IOException {
        LineReader reader = new LineReader(in);
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
        }
        return lines;
    }
}
