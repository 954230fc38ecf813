package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Bytes;
import java.util.Arrays;
import lesson06.Frame.Ack;
import lesson06.Frame.Data;
import lesson06.Frame.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @Test
    void eachKindHasItsBytes() {
        assertThat(new Data(258, Bytes.utf8("你")).encode())
                .isEqualTo(Bytes.of("01 00 00 01 02 e4 bd a0"));
        assertThat(new End(3).encode()).isEqualTo(Bytes.of("02 00 00 00 03"));
        assertThat(new Ack(Integer.MAX_VALUE).encode()).isEqualTo(Bytes.of("03 7f ff ff ff"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024})
    void dataOfAnyLengthComesBack(int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 7);

        Frame frame = Frame.parse(new Data(9, payload).encode()).orElseThrow();

        assertThat(frame).isInstanceOf(Data.class);
        assertThat(frame.number()).isEqualTo(9);
        assertThat(((Data) frame).payload()).isEqualTo(payload);
    }

    @Test
    void endAndAckComeBack() {
        assertThat(Frame.parse(new End(4).encode())).contains(new End(4));
        assertThat(Frame.parse(new Ack(5).encode())).contains(new Ack(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "01 00 00 00",
                "00 00 00 00 00",
                "04 00 00 00 00",
                "01 80 00 00 00",
                "02 00 00 00 01 00",
                "03 ff ff ff ff",
                "03 00 00 00 01 61"
            })
    void otherBytesAreNoFrame(String hex) {
        assertThat(Frame.parse(Bytes.of(hex))).isEmpty();
    }

    @Test
    void whatIsTooLongIsNoFrame() {
        byte[] tooLong = Arrays.copyOf(new Data(0, new byte[0]).encode(), 5 + 1_025);

        assertThat(Frame.parse(tooLong)).isEmpty();
        assertThatThrownBy(() -> new Data(0, new byte[1_025]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1025 bytes of payload, at most 1024 fit");
        assertThatThrownBy(() -> new Ack(-1)).hasMessage("a frame with the number -1");
    }
}
