package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class CloseOrderTest {

    private final Terminal terminal = new Terminal();

    @Test
    void onlyTheClosedSocketEndsTheHandler() {
        int status = terminal.run(CloseOrder::run);

        assertThat(status).isZero();
        assertThat(terminal.lastLine())
                .isEqualTo("the socket is closed, and the executor is closed");
    }
}
