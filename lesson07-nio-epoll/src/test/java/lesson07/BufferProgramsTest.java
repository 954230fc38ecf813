package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferProgramsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void thePictureMarksPositionAndLimitAndChangesNothing() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xff}).position(1).limit(2);

        assertThat(BufferPicture.of(buffer))
                .isEqualTo(
                        "    01 02 ff\n       p  l      position 1, limit 2"
                                .indent(0)
                                .stripTrailing());
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void thePictureOfASliceShowsTheSlice() {
        ByteBuffer slice = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).slice(1, 2);

        assertThat(BufferPicture.of(slice)).startsWith("    02 03\n");
    }

    @Test
    void positionAndLimitInOnePlaceAreBothMarked() {
        assertThat(BufferPicture.of(ByteBuffer.allocate(2).flip()))
                .contains("    pl        position 0, limit 0");
    }

    @Test
    void theStepsTakeBothFrames() {
        assertThat(terminal.run(BufferSteps::run)).isZero();

        assertThat(terminal.lines())
                .contains(
                        "getShort and get: the frame \"ab\"",
                        "getShort and get: the frame \"cde\"",
                        "    00 02 61 62 00 03 63 00 00 00");
        assertThat(terminal.lastLine()).endsWith("position 0, limit 10");
    }

    @Test
    void onlyFlipAndCompactGiveTheBytes() {
        assertThat(terminal.run(BufferMistakes::run)).isZero();

        assertThat(terminal.lines().stream().filter(line -> line.endsWith("61 62 63 64")))
                .containsExactly("  flip, compact   61 62 63 64");
        assertThat(terminal.lines()).hasSize(7);
    }

    @Test
    void argumentsAreRefused() {
        assertThat(terminal.run(BufferSteps::run, "x")).isEqualTo(2);
        assertThat(terminal.run(BufferMistakes::run, "--help")).isZero();
    }
}
