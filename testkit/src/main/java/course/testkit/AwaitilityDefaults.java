package course.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.Extension;

/// Sets how tests wait with Awaitility: they look at once, and then every five milliseconds. By
/// itself it looks after a tenth of a second for the first time, and a student waits for that.
///
/// What the threads of a server throw is the server's own business, and no reason to stop waiting.
///
/// JUnit finds this class by itself, as it finds [ExerciseExtension].
public final class AwaitilityDefaults implements Extension {

    /// Holds for the whole JVM.
    public AwaitilityDefaults() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
