package lesson99.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import org.junit.jupiter.api.Test;

@Exercise(number = "99.2", title = "Triple a number", points = 5, of = Tripler.class)
class TriplerTest {

    private final Trace trace = new Trace();

    @Test
    void triplesTwo() {
        trace.equal("2 tripled", 6, trace.call("triple 2", () -> Tripler.thrice(2)), "Thrice 2 is 6.");
    }
}
