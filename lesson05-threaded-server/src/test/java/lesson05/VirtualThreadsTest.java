package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the lesson's text says about virtual threads.
class VirtualThreadsTest {

    private static final int THREADS = 500;

    /// The barrier opens only if all are inside `synchronized` at the same time. If each of them
    /// kept a thread of the system there, as before JDK 24, it would never open. See JEP 491.
    @Test
    void waitingInsideSynchronizedKeepsNoThreadOfTheSystem() throws Exception {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> inside = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                inside.add(
                        threads.submit(() -> {
                            synchronized (new Object()) {
                                return all.await(30, TimeUnit.SECONDS);
                            }
                        }));
            }
            for (Future<Integer> each : inside) {
                assertThat(each.get()).isNotNegative();
            }
        }
        assertThat(Runtime.getRuntime().availableProcessors()).isLessThan(THREADS);
    }

    @Test
    void virtualThreadIsAlwaysADaemon() {
        assertThat(Thread.ofVirtual().unstarted(() -> {}).isDaemon()).isTrue();
    }
}
