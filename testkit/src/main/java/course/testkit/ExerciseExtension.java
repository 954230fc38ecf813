package course.testkit;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Turns the exception of a stub into [NotStarted], and a time limit that ran out into a
/// [HangReport]. JUnit finds this class by itself: `META-INF/services` names it and
/// `junit-platform.properties` allows it.
public final class ExerciseExtension implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        if (NotStarted.isThrownByStub(thrown)) {
            throw NotStarted.inPlaceOf(thrown);
        }
        if (thrown instanceof TimeoutException) {
            throw new AssertionError(
                    thrown.getMessage() + System.lineSeparator() + HangReport.ofThisMoment(),
                    thrown);
        }
        throw thrown;
    }
}
