package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

    private static final int MOST = 10;

    private LineDecoder decoder = new LineDecoder(MOST);

    private List<String> lines(byte... bytes) throws LineDecoder.TooLong {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<String> lines = new ArrayList<>();
        for (String line = decoder.next(in); line != null; line = decoder.next(in)) {
            lines.add(line);
        }
        assertThat(in.hasRemaining()).isFalse();
        return lines;
    }

    @Test
    void everySplitGivesTheSameLines() throws LineDecoder.TooLong {
        byte[] bytes = Bytes.utf8("你好\r\n\n\r\na\rb\n0123456789\r\nrest");
        for (int cut = 0; cut <= bytes.length; cut++) {
            decoder = new LineDecoder(MOST);

            List<String> lines = new ArrayList<>(lines(Arrays.copyOf(bytes, cut)));
            lines.addAll(lines(Arrays.copyOfRange(bytes, cut, bytes.length)));

            assertThat(lines).containsExactly("你好", "", "", "a\rb", "0123456789");
            assertThat(decoder.rest()).isEqualTo("rest");
            assertThat(decoder.rest()).isNull();
        }
    }

    @Test
    void aLineThatIsTooLongIsToldBeforeItsEnd() throws LineDecoder.TooLong {
        assertThat(lines(Bytes.utf8("0123456789"))).isEmpty();

        assertThatThrownBy(() -> lines(Bytes.utf8("xx"))).isInstanceOf(LineDecoder.TooLong.class);
    }

    @Test
    void elevenBytesAreTooLongAlsoWithTheirEnd() {
        assertThatThrownBy(() -> lines(Bytes.utf8("0123456789x\n")))
                .isInstanceOf(LineDecoder.TooLong.class);
    }
}
