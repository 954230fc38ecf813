package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class PoliteNoTest {

    private final Terminal terminal = new Terminal();

    @Test
    void onlyThePoliteNoReachesTheClient() {
        int status = terminal.run(PoliteNo::run);

        assertThat(status).isZero();
        assertThat(terminal.lines().stream().map(String::strip))
                .containsExactly(
                        "The server writes \"busy\" and closes:",
                        "the client could not send its request, and gave up",
                        "The server writes \"busy\", half-closes, reads on, then closes:",
                        "the client reads: busy");
    }
}
