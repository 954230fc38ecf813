package course.testkit;

import java.util.Arrays;

/// A failed [Trace]. Its stack trace holds the lesson's own lines only: the rest helps nobody here.
public final class TraceFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    TraceFailure(String trace) {
        super(trace);
        setStackTrace(
                Arrays.stream(getStackTrace())
                        .filter(HangReport::isLessonCode)
                        .toArray(StackTraceElement[]::new));
    }
}
