package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class SlowSenderTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theTimeOutEndsSilenceButNotSlowness() {
        int status = terminal.run(SlowSender::run);

        assertThat(status).isZero();
        assertThat(terminal.lines().stream().map(line -> line.replaceFirst("\\d+ ms", "N ms")))
                .containsExactly(
                        "The time-out of a read is one second",
                        "A silent client: cut off after N ms",
                        "Ten bytes a second: the line of 25 bytes was whole after N ms,"
                                + " more than twice the time-out");
    }
}
