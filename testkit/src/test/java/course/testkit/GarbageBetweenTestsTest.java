package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import org.junit.jupiter.api.Test;

class GarbageBetweenTestsTest {

    private static final int SOME = 64 * 1024;
    private static final int MOST = 100_000;

    private final GarbageBetweenTests extension = new GarbageBetweenTests();
    private byte[] garbage;

    @Test
    void collectsWhenMuchHasComeTogether() {
        MemoryPoolMXBean eden = eden();
        for (int i = 0; i < MOST && share(eden) < 0.6; i++) {
            garbage = new byte[SOME];
        }
        assertThat(garbage).hasSize(SOME);
        long before = collections();

        extension.beforeEach(null);

        assertThat(collections()).isGreaterThan(before);
    }

    @Test
    void leavesLittleWhereItIs() {
        System.gc();
        long before = collections();

        extension.beforeEach(null);

        assertThat(collections()).isEqualTo(before);
    }

    private static MemoryPoolMXBean eden() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().endsWith("Eden Space"))
                .findFirst()
                .orElseThrow();
    }

    private static double share(MemoryPoolMXBean pool) {
        return (double) pool.getUsage().getUsed() / pool.getUsage().getCommitted();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
