package course.testkit;

import org.opentest4j.TestAbortedException;

/// Says that a test met a stub: the student has not begun this exercise. The test is aborted, not
/// failed, so that a fresh clone is green. With `-Dexercises=strict` it is a failure.
public final class NotStarted extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    private NotStarted(String message, Throwable stub) {
        super(message, stub);
    }

    /// Whether a stub has thrown this: [Stub#hasThrown].
    public static boolean isThrownByStub(Throwable thrown) {
        return Stub.hasThrown(thrown);
    }

    /// What to throw in place of a stub's exception: [NotStarted], or an [AssertionError] in strict
    /// mode.
    static Throwable inPlaceOf(Throwable stub) {
        if ("strict".equals(System.getProperty("exercises"))) {
            return new AssertionError("Not started. " + stub.getMessage());
        }
        return new NotStarted("Not started. " + stub.getMessage(), stub);
    }
}
