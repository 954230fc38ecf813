package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private final Program program = new Program("Usage: Some\nExample: Some 1\n", 1);
    private final Terminal terminal = new Terminal();

    @Test
    void statusOfTheWorkIsTheStatusOfTheProgram() {
        assertThat(terminal.run((args, out, err) -> program.run(args, out, err, _ -> 1))).isOne();
    }

    @Test
    void unexpectedErrorOfTheNetworkIsOneLine() {
        Program.Work work =
                _ -> {
                    throw new IOException("cable cut");
                };

        int status = terminal.run((args, out, err) -> program.run(args, out, err, work));

        assertThat(status).isEqualTo(3);
        assertThat(terminal.error()).endsWith("java.io.IOException: cable cut");
    }

    @Test
    void interruptStaysVisible() {
        Program.Work work =
                _ -> {
                    throw new InterruptedException();
                };

        int status = terminal.run((args, out, err) -> program.run(args, out, err, work));

        assertThat(status).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();
    }
}
