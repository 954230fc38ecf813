package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "你好", "😀"})
    void textComesBack(String text) throws Failure {
        byte[] bytes = Payload.of(text);

        assertThat(Payload.text(new DatagramPacket(bytes, bytes.length))).contains(text);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                argumentSet("nothing", "", "0 bytes"),
                argumentSet("one byte", "61", "1 byte: a"),
                argumentSet("Chinese", "e4bda0 e5a5bd", "6 bytes: 你好"),
                argumentSet("a control character", "1b5b324a0a", "5 bytes: \\u001b[2J\\u000a"),
                argumentSet(
                        "a character cut in two",
                        "e4bda0 e5a5",
                        "5 bytes that are not UTF-8: e4 bd a0 e5 a5"),
                argumentSet("one wrong byte", "ff", "1 byte that is not UTF-8: ff"),
                argumentSet(
                        "many wrong bytes",
                        "ff".repeat(17),
                        "17 bytes that are not UTF-8: " + "ff ".repeat(16) + "..."));
    }

    @ParameterizedTest
    @MethodSource("words")
    void datagramIsOneHarmlessLine(String bytes, String words) {
        byte[] payload = Bytes.of(bytes);

        assertThat(Payload.inWords(new DatagramPacket(payload, payload.length))).isEqualTo(words);
    }

    @ParameterizedTest
    @MethodSource("words")
    void onlyTheBytesOfThePacketCount(String bytes, String words) {
        byte[] payload = Bytes.of(bytes);
        byte[] larger = new byte[payload.length + 5];
        System.arraycopy(payload, 0, larger, 2, payload.length);

        DatagramPacket packet = new DatagramPacket(larger, 2, payload.length);

        assertThat(Payload.inWords(packet)).isEqualTo(words);
    }

    @Test
    void longTextIsCutForThePrintedLine() {
        byte[] payload = "x".repeat(Payload.MOST).getBytes(StandardCharsets.UTF_8);

        assertThat(Payload.inWords(new DatagramPacket(payload, payload.length)))
                .startsWith("65507 bytes: xxx")
                .endsWith("... (65507 characters)")
                .hasSizeLessThan(300);
    }

    @Test
    void longestTextIsTakenAndOneByteMoreIsRefused() throws Failure {
        assertThat(Payload.of("x" + "你".repeat(21_835) + "x")).hasSize(65_507);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Payload.of("xxx" + "你".repeat(21_835)))
                .withMessageContaining("has 65508 bytes")
                .withMessageContaining("at most 65507: nothing was sent");
    }
}
