package course.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Collects garbage before a test, when much has come together, so that it seldom happens within
/// one.
///
/// The collector closes a socket that a program has forgotten. A test that asks whether a
/// connection has been closed must not pass because of that, once in a while.
///
/// JUnit finds this class by itself, as it finds [ExerciseExtension].
public final class GarbageBetweenTests implements BeforeEachCallback {

    private static final Optional<MemoryPoolMXBean> NEW_OBJECTS =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().endsWith("Eden Space"))
                    .findFirst();

    @Override
    public void beforeEach(ExtensionContext context) {
        if (NEW_OBJECTS.map(MemoryPoolMXBean::getUsage).filter(this::isHalfFull).isPresent()) {
            System.gc();
        }
    }

    private boolean isHalfFull(MemoryUsage usage) {
        return usage.getUsed() > usage.getCommitted() / 2;
    }
}
