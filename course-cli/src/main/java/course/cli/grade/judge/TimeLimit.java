package course.cli.grade.judge;

import course.testkit.Trace;

/// How a failure says that a time limit of the tests themselves ran out.
final class TimeLimit {

    /// The step of a [Trace], see there.
    private static final String OF_A_STEP =
            "did not end within " + Trace.LIMIT.toSeconds() + " seconds";

    /// JUnit's `@Timeout`.
    private static final String OF_A_TEST = ") timed out after ";

    private TimeLimit() {}

    static boolean isIn(String message) {
        return isOfAStep(message) || message.lines().findFirst().orElse("").contains(OF_A_TEST);
    }

    /// The short one. All others are meant to be never reached.
    static boolean isOfAStep(String message) {
        return message.contains(OF_A_STEP);
    }
}
