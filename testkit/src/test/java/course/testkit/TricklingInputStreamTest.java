package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TricklingInputStreamTest {

    @Test
    void aReadGivesAtMostSoManyBytesAndLosesNone() throws IOException {
        try (InputStream in =
                new TricklingInputStream(new ByteArrayInputStream(Bytes.utf8("hello")), 2)) {
            byte[] buffer = new byte[10];

            assertThat(in.available()).isEqualTo(2);
            assertThat(in.read(buffer, 3, 7)).isEqualTo(2);
            assertThat(buffer).startsWith(0, 0, 0, 'h', 'e', 0);
            assertThat(in.read()).isEqualTo('l');
            assertThat(in.readAllBytes()).isEqualTo(Bytes.utf8("lo"));
            assertThat(in.read(buffer)).isEqualTo(-1);
        }
    }

    @Test
    void codeThatReadsOnUntilItHasAllIsNotDisturbed() throws IOException {
        byte[] frame = Bytes.of("00 06 e4 bd a0 e5 a5 bd");

        try (DataInputStream in =
                new DataInputStream(new TricklingInputStream(new ByteArrayInputStream(frame), 1))) {
            assertThat(in.readUTF()).isEqualTo("你好");
        }
    }

    @Test
    void zeroBytesAtATimeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TricklingInputStream(InputStream.nullInputStream(), 0))
                .withMessageContaining("nothing would ever arrive");
    }
}
