package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private static final List<String> UNTIL_CAUGHT =
            List.of("  open socket", "  open stream", "  close stream", "  close socket");

    private final Terminal byHand = new Terminal();
    private final Terminal byTry = new Terminal();

    @Test
    void bothCloseInReverseOrderWhateverHappens() {
        assertThat(byHand.run(ClosingByHand::run)).isZero();
        assertThat(byTry.run(ClosingByTry::run)).isZero();

        assertThat(byHand.lines().subList(0, 17)).isEqualTo(byTry.lines().subList(0, 17));
        assertThat(byTry.lines().subList(0, 6))
                .containsExactly(
                        "All goes well",
                        "  open socket",
                        "  open stream",
                        "  work",
                        "  close stream",
                        "  close socket");
        assertThat(byTry.lines().subList(7, 11)).isEqualTo(UNTIL_CAUGHT);
        assertThat(byTry.lines().subList(13, 17)).isEqualTo(UNTIL_CAUGHT);
    }

    @Test
    void finallyLosesTheFirstException() {
        byHand.run(ClosingByHand::run);

        assertThat(byHand.lines()).element(11).isEqualTo("  caught: the work failed");
        assertThat(byHand.lines().subList(17, byHand.lines().size()))
                .containsExactly("  caught: stream cannot be closed");
    }

    @Test
    void tryKeepsBoth() {
        byTry.run(ClosingByTry::run);

        assertThat(byTry.lines().subList(17, byTry.lines().size()))
                .containsExactly(
                        "  caught: the work failed", "  suppressed: stream cannot be closed");
    }
}
