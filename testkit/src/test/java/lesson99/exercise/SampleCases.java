package lesson99.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Tests of an exercise that does not exist; the testkit's own tests run them and look at what
/// comes out. Their names do not end in `Test`, so that Maven does not run them by themselves.
public final class SampleCases {

    private SampleCases() {}

    @Exercise(number = "99.2", title = "Untouched", points = 5, of = Doubler.class)
    public static final class UntouchedCase {
        @Test
        void doubles() {
            new Trace().equal("2 doubled", 4, new Trace().call("double 2", Doubler::stub), "");
        }

        @Test
        void doublesWithoutTrace() {
            Doubler.stub();
        }
    }

    @Exercise(number = "99.10", title = "Half done", points = 5, of = Doubler.class)
    public static final class HalfDoneCase {
        @Test
        void doubles() {
            new Trace().equal("2 doubled", 4, Doubler.right(2), "");
        }

        @Test
        void doublesAgain() {
            Trace trace = new Trace().byHand("echo 4 | nc localhost 8888");
            int doubled = trace.call("double 2", () -> Doubler.wrong(2));
            trace.equal("2 doubled", 4, doubled, "Twice 2 is 4.");
        }
    }

    @Exercise(number = "99.1", title = "Finished", points = 5, of = Doubler.class)
    public static final class FinishedCase {
        @Test
        void doubles() {
            new Trace().equal("2 doubled", 4, Doubler.right(2), "");
        }
    }

    @Exercise(number = "99.3", title = "Needs more", points = 5, of = Doubler.class)
    public static final class NeedsMoreCase {
        @Test
        void doubles() {
            new Trace().equal("2 doubled", 4, Doubler.right(2), "");
        }

        @Test
        void doublesOnAnotherMachine() {
            Assumptions.abort("The moon is not up.");
        }
    }

    public static final class WorkedProgramCase {
        @Test
        void runs() {}

        @Test
        void needsAnotherMachine() {
            Assumptions.abort("The moon is not up.");
        }

        @Test
        void breaks() {
            Doubler.breaks();
        }
    }
}
