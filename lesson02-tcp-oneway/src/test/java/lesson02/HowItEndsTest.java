package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HowItEndsTest {

    @EnabledOnOs(OS.LINUX)
    @Test
    void readerSeesTheEndOrAReset() {
        Terminal terminal = new Terminal();

        assertThat(terminal.run(HowItEnds::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "the other end ...         the reader sees",
                        "closes                    -1, the end of the stream",
                        "shuts its output          -1, the end of the stream; our answer still"
                                + " arrives: !",
                        "resets (SO_LINGER 0)      SocketException, a reset",
                        "is killed, all read       -1, the end of the stream",
                        "is killed, byte unread    SocketException, a reset");
    }
}
