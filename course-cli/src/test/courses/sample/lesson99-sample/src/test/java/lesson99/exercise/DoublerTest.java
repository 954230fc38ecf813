package lesson99.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "99.1", title = "Double a number", points = 10, of = Doubler.class)
class DoublerTest {

    private final Trace trace = new Trace();

    @Test
    void doublesTwo() {
        trace.equal("2 doubled", 4, trace.call("double 2", () -> Doubler.twice(2)), "Twice 2 is 4.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void doublesOthers(int number) {
        int doubled = trace.call("double " + number, () -> Doubler.twice(number));
        trace.equal(number + " doubled", number + number, doubled, "Two times, not plus two.");
    }
}
