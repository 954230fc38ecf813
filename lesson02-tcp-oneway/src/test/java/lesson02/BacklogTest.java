package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BacklogTest {

    @EnabledOnOs(OS.LINUX)
    @Test
    void oneMoreThanTheBacklogFitsUntilAnAcceptMakesRoom() {
        Terminal terminal = new Terminal();

        assertThat(terminal.run(Backlog::run)).isZero();
        assertThat(terminal.lines().getFirst())
                .matches("Listening on 127\\.0\\.0\\.1:\\d+ with a backlog of 2");
        assertThat(terminal.lines().stream().skip(1))
                .containsExactly(
                        "connect: established",
                        "connect: established",
                        "connect: established",
                        "connect: no answer in time, given up",
                        "Connections without one accept: 3",
                        "accept: one connection has left the queue",
                        "connect: established");
    }
}
