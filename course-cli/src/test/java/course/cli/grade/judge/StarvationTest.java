package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;

/// Threads that take the processors away from each other.
@EnabledOnOs(value = LINUX, disabledReason = "only Linux counts how long a thread waits")
@Timeout(20)
class StarvationTest {

    private static final int FOR_EACH_PROCESSOR = 4;
    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void threadsThatWaitForAProcessorAreFoundOut() {
        assertThat(starvedMillis("somebody")).isGreaterThan(1_000);
    }

    @Test
    void whatTheJvmDoesForItselfIsNotCounted() {
        long counted = starvedMillis("somebody");

        assertThat(starvedMillis("Service Thread")).isLessThan(counted / 4);
    }

    /// With all processors taken for a second, by this thread and by others of this name.
    private static long starvedMillis(String name) {
        Starvation starvation = new Starvation();
        AtomicBoolean enough = new AtomicBoolean();
        starvation.begin();
        for (int i = 0; i < FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofPlatform().daemon().name(name).start(() -> spinUntil(enough::get));
        }
        long begun = System.nanoTime();
        spinUntil(() -> System.nanoTime() - begun > A_SECOND);
        long starved = starvation.endMillis();
        enough.set(true);
        return starved;
    }

    private static void spinUntil(BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
