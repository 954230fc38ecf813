package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class FilterCallsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void aCollectionAsksForItsArrayAndABackReferenceHasNoClass() {
        assertThat(terminal.run(FilterCalls::run)).isZero();
        assertThat(terminal.lines())
                .contains(
                        "  java.lang.Object[]      depth 1, references 2, room for 2",
                        "  java.util.Map$Entry[]   depth 1, references 2, room for 2",
                        "  (no class)              depth 2, references 6");
    }

    @Test
    void noTextIsAskedFor() {
        terminal.run(FilterCalls::run);

        assertThat(terminal.lines()).doesNotContain("  java.lang.String");
        assertThat(terminal.lastLine()).isEqualTo("a text of 60,000 letters");
    }
}
