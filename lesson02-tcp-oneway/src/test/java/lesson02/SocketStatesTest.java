package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SocketStatesTest {

    private final Terminal terminal = new Terminal();

    @EnabledOnOs(OS.LINUX)
    @Test
    void bothEndsGoThroughTheStatesOfTheRfc() {
        assertThat(terminal.run(SocketStates::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "step                    client       server",
                        "server listens          -            LISTEN",
                        "client connects         ESTABLISHED  ESTABLISHED",
                        "server accepts          ESTABLISHED  ESTABLISHED",
                        "client shuts output     FIN_WAIT_2   CLOSE_WAIT",
                        "server closes           TIME_WAIT    -",
                        "client closes           TIME_WAIT    -");
    }

    @Test
    void withoutTheTableItIsOneLine(@TempDir Path empty) {
        SocketTable none = new SocketTable(empty);

        int status = terminal.run((args, out, err) -> SocketStates.run(none, args, out, err));

        assertThat(status).isEqualTo(3);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error()).startsWith("Cannot read " + empty);
    }
}
