package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossyPathTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theSameSeedGivesTheSameFates() {
        assertThat(fates(5, 30)).isEqualTo(fates(5, 30)).isNotEqualTo(fates(6, 30));
    }

    @Test
    void aboutThirtyPercentAreLostDoubledAndHeldUp() {
        List<List<Duration>> fates = fates(1, 30);
        long lost = fates.stream().filter(List::isEmpty).count();
        long doubled = fates.stream().filter(copies -> copies.size() == 2).count();
        long late =
                fates.stream()
                        .flatMap(List::stream)
                        .filter(travel -> travel.toMillis() >= 50)
                        .count();

        assertThat(lost).isBetween(2_800L, 3_200L);
        assertThat(doubled).isBetween(1_900L, 2_300L);
        assertThat(late).isBetween(2_500L, 2_960L);
    }

    @Test
    void aGoodPathLosesNothing() {
        assertThat(fates(1, 0)).allMatch(copies -> copies.size() == 1);
        assertThatThrownBy(() -> new LossyPath(1, 100)).hasMessage("100 % is not from 0 to 99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1234567890", "\u001b[2J"})
    void aBadSeedIsOneLine(String seed) {
        int status = terminal.run(TenDatagrams::run, seed);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(terminal.error())
                .startsWith("The seed \"")
                .contains("Example: ")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60001", "-5", "later", "\u001b[2J"})
    void aBadEventIsOneLine(String event) {
        int status = terminal.run(TimeOuts::run, event);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(terminal.error())
                .startsWith("The event \"")
                .contains("Example: ")
                .doesNotContain("\u001b");
    }

    private static List<List<Duration>> fates(long seed, int percent) {
        LossyPath path = new LossyPath(seed, percent);
        return Stream.generate(path::next).limit(10_000).toList();
    }
}
