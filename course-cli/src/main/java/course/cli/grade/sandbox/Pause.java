package course.cli.grade.sandbox;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Between two looks at something that the system does in its own time.
final class Pause {

    private Pause() {}

    static void shortly() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
}
