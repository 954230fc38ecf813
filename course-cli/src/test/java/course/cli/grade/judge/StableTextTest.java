package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StableTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cannot connect to localhost/127.0.0.1:43817|cannot connect to localhost/127.0.0.1:PORT",
                "nc localhost 43817|nc localhost PORT",
                "nc localhost 8888|nc localhost 8888",
                "Socket[addr=/127.0.0.1,port=40001,localport=34567]|Socket[addr=/127.0.0.1,port=PORT,localport=PORT]",
                "java.lang.Object@1f2e3d4c|java.lang.Object@...",
                "the file /tmp/junit1234/a.txt|the file /tmp/...",
                "Exception in thread Thread-12|Exception in thread Thread-N",
                "thread \"server-41373\" at X.java:3 waits|thread \"server-PORT\" at X.java:3 waits",
                "at Doubler.java:5 is running: a loop|at Doubler.java is running: a loop",
                "65,535 bytes, 40000 bytes|65,535 bytes, 40000 bytes"
            })
    void whatChangesFromRunToRunIsLeftOut(String text, String stable) {
        assertThat(StableText.of(text)).isEqualTo(stable);
    }

    @Test
    void whatTheSecondProcessHasPrintedIsLeftOut() {
        assertThat(StableText.of("1. FAILED  x\r\n it said:   Nov 21, 2026\n            WARNING"))
                .isEqualTo("1. FAILED  x");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(StableText.of("x".repeat(1_000_000))).hasSizeLessThan(4_010);
        assertThat(StableText.of("x\n".repeat(1_000)).lines()).hasSize(61);
    }
}
