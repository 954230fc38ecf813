package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class WritesAndReadsTest {

    @Test
    void threeWritesAreOneReadAndOneWriteIsSeveral() {
        Terminal terminal = new Terminal();

        assertThat(terminal.run(WritesAndReads::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "write  3 bytes: one",
                        "write  3 bytes: two",
                        "write  5 bytes: three",
                        "read   11 bytes: onetwothree",
                        "read   -1: the end of the stream",
                        "write  1000000 bytes at once",
                        "several reads, each with room for all: together 1000000 bytes");
    }
}
