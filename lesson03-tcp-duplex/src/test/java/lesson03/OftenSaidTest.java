package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

/// The two programs behind "Often said, and wrong".
class OftenSaidTest {

    private final Terminal terminal = new Terminal();

    @Test
    void loopThatIgnoresTheEndSpins() {
        assertThat(terminal.run(EndIgnored::run)).isZero();
        assertThat(terminal.lines()).hasSize(4);
        assertThat(terminal.lines().get(1)).startsWith("1000000 reads in ");
        assertThat(terminal.lines().get(2)).isEqualTo("1 gave data, together 6 bytes");
        assertThat(terminal.lastLine()).isEqualTo("999999 gave -1, the end of the stream");
    }

    @Test
    void bytesAreTextOnlyInTheEncodingInWhichTheyWereWritten() {
        assertThat(terminal.run(Charsets::run)).isZero();
        assertThat(terminal.lines())
                .contains(
                        "bytes                e4 bd a0 e5 a5 bd",
                        "read as UTF-8        你好",
                        "read as GBK          浣犲ソ",
                        "UTF-8, 2 bytes late  你\ufffd");
    }

    @Test
    void defaultCharsetDependsOnHowTheJvmWasStarted() throws IOException {
        assertThat(figure())
                .contains("read as UTF-8        你好")
                .contains("new String(bytes)    \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd  (US-ASCII)");
    }

    /// The run that the README shows: as JDK 17 and older would start where no locale is set.
    static String figure() throws IOException {
        Assumptions.assumeTrue(OS.LINUX.isCurrentOs(), "The text shows a run on Linux.");
        String option = "-Dfile.encoding=COMPAT";
        return "$ LC_ALL=C java "
                + option
                + " -Dstdout.encoding=UTF-8 -cp lesson03-tcp-duplex/target/classes lesson03.Charsets\n"
                + OwnProcess.output(Charsets.class, Map.of("LC_ALL", "C"), option);
    }
}
