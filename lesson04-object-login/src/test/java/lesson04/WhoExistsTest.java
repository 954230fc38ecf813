package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class WhoExistsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theTimeTellsWhoHasAnAccount() {
        int status = terminal.run(WhoExists::run);

        assertThat(status).isZero();
        assertThat(terminal.errors()).isEmpty();
        assertThat(terminal.lines().stream().map(WhoExistsTest::withoutTheTime))
                .containsExactly(
                        "alice: the answer is false, after N ms. alice has an account.",
                        "bob: the answer is false, after N ms. bob has none.",
                        "王小明: the answer is false, after N ms. 王小明 has an account.");
    }

    @Test
    void namesFromOutsideAreMadeHarmless() {
        int status = terminal.run(WhoExists::run, "\u001b[2J");

        assertThat(status).isZero();
        assertThat(terminal.lastLine()).contains("\\u001b[2J has none.");
    }

    @Test
    void moreNamesThanItTakesAreRefused() {
        int status = terminal.run(WhoExists::run, "x ".repeat(21).split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(terminal.error()).contains("Unknown argument", "Example:");
    }

    private static String withoutTheTime(String line) {
        return line.replaceFirst("\\d+ ms", "N ms");
    }
}
