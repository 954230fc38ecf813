package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import lesson04.exercise.Overheard;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {

    private final Terminal terminal = new Terminal();

    /// A quarter of the key is shown, and the password never.
    @Test
    void everyLineHasTheBeginningOfAnotherKeyAndNothingElse() {
        try (Overheard overheard = new Overheard()) {
            assertThat(terminal.run(DerivedKeys::run, "芝麻开门")).isZero();

            assertThat(terminal.lines()).hasSize(7);
            assertThat(terminal.lines().stream().skip(1))
                    .allMatch(line -> line.matches("salt-[12] +\\d+  ([0-9a-f]{2} ){8} \\d+ ms"));
            assertThat(terminal.lines().stream().map(line -> line.substring(20, 43)))
                    .doesNotHaveDuplicates();
            assertThat(terminal.lines() + overheard.text()).doesNotContain("芝麻");
        }
    }
}
