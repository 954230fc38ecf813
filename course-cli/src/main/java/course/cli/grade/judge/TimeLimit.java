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
        return message.contains(OF_A_STEP) || isOfWholeTest(message);
    }

    /// The limit that is meant to be never reached: it costs so long that it cannot be waited for
    /// again and again.
    static boolean isOfWholeTest(String message) {
        return message.lines().findFirst().orElse("").contains(OF_A_TEST);
    }
}
