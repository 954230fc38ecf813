package course.testkit;

import org.opentest4j.TestAbortedException;

/// Says that a test met a stub: the student has not begun this exercise. The test is aborted, not
/// failed, so that a fresh clone is green. With `-Dexercises=strict` it is a failure.
public final class NotStarted extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    private NotStarted(String message, Throwable stub) {
        super(message, stub);
    }

    /// A stub is told from a real error by three signs together: the exception is exactly an
    /// [UnsupportedOperationException], it has a sentence, and it was thrown in an exercise's own
    /// class. So `List.of().add(x)` in a student's code is still an error.
    public static boolean isThrownByStub(Throwable thrown) {
        return thrown.getClass() == UnsupportedOperationException.class
                && thrown.getMessage() != null
                && !thrown.getMessage().isBlank()
                && thrown.getStackTrace().length > 0
                && isExerciseClass(thrown.getStackTrace()[0].getClassName());
    }

    /// What to throw in place of a stub's exception: [NotStarted], or an [AssertionError] in strict
    /// mode.
    static Throwable inPlaceOf(Throwable stub) {
        if ("strict".equals(System.getProperty("exercises"))) {
            return new AssertionError("Not started. " + stub.getMessage());
        }
        return new NotStarted("Not started. " + stub.getMessage(), stub);
    }

    private static boolean isExerciseClass(String className) {
        return className.matches("lesson\\d\\d\\.exercise\\..*")
                && !className.matches(".*Test(\\$.*)?");
    }
}
