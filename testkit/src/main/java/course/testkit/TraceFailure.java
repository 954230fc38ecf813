package course.testkit;

import java.util.Arrays;

/// A failed [Trace]. Its stack trace holds the lesson's own lines only: the rest helps nobody here.
public final class TraceFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    /// The same failure in other words, at the same place.
    TraceFailure(String trace, TraceFailure other) {
        super(trace, other.getCause());
        setStackTrace(other.getStackTrace());
    }

    TraceFailure(String trace) {
        super(trace);
        setStackTrace(
                Arrays.stream(getStackTrace())
                        .filter(HangReport::isLessonCode)
                        .toArray(StackTraceElement[]::new));
    }
}
