package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // starts up to eight processes, one after the other
class AttackTest {

    private static final String STANDS = "stands: an honest login works";
    private static final String HANGS = "hangs: an honest login gets no answer";

    private final Terminal terminal = new Terminal();

    @Test
    void naiveServerFallsEveryTime() {
        assertThat(verdictsOn("NaiveLoginServer"))
                .containsExactly(
                        "has run the client's code; is dead: ClassCastException",
                        HANGS,
                        "is dead: OutOfMemoryError",
                        "is dead: EOFException",
                        "is dead: StreamCorruptedException",
                        "is dead: OutOfMemoryError",
                        HANGS,
                        HANGS);
        assertThat(terminal.lastLine()).isEqualTo("It has fallen 8 times.");
    }

    @Test
    void filteredServerFallsToWhatTheFilterIsNotAskedAbout() {
        assertThat(verdictsOn("FilteredLoginServer"))
                .containsExactly(
                        STANDS,
                        STANDS,
                        STANDS,
                        STANDS,
                        STANDS,
                        "is dead: OutOfMemoryError",
                        STANDS,
                        HANGS);
    }

    @Test
    void hardenedServerStands() {
        assertThat(verdictsOn("HardenedLoginServer")).hasSize(8).containsOnly(STANDS);
        assertThat(terminal.lastLine()).isEqualTo("It has fallen 0 times.");
    }

    @Test
    void otherServersAreNotAttacked() {
        assertThat(terminal.run(Attack::run, "example.org")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("No server \"example.org\" is known.");
    }

    private List<String> verdictsOn(String server) {
        assertThat(terminal.run(Attack::run, server)).isZero();
        List<String> lines = terminal.lines();
        return lines.subList(2, lines.size() - 1).stream().map(line -> line.substring(33)).toList();
    }
}
