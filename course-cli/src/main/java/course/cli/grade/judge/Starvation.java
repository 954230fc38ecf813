package course.cli.grade.judge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// How long the threads of this process and of its children had to wait for a processor that others
/// used. Linux counts it for each thread. A time limit that ran out while nobody had to wait did
/// not run out because the machine was busy.
///
/// A test that ends soon is not looked at by itself, because looking takes time too: for it, what
/// the process has waited since its start counts.
final class Starvation {

    /// Shorter than every time limit that a test of the course sets.
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final long LOOK_MILLIS = 50;

    private long begun;
    private Map<Path, Long> before;

    /// Starts the thread that looks at a test when it takes long.
    Starvation() {
        Thread.ofPlatform().daemon().name("course: starvation").start(this::watch);
    }

    /// A test begins.
    synchronized void begin() {
        begun = System.nanoTime();
        before = null;
    }

    /// The test has failed.
    ///
    /// @return for how many milliseconds its threads, taken together, waited for a processor;
    ///   negative when that is not known
    synchronized long endMillis() {
        if (before == null) {
            return System.nanoTime() - begun < 2 * SHORT_NANOS ? sinceTheStartMillis() : -1;
        }
        if (before.isEmpty()) {
            return -1;
        }
        long nanos = 0;
        for (Map.Entry<Path, Long> now : waited().entrySet()) {
            nanos += now.getValue() - before.getOrDefault(now.getKey(), 0L);
        }
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /// For a test that ended soon: whether this process has waited half as long as it has worked.
    private static long sinceTheStartMillis() {
        long waited = waited().values().stream().mapToLong(Long::longValue).sum();
        long worked =
                ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        return waited > worked / 2 ? TimeUnit.NANOSECONDS.toMillis(waited) : 0;
    }

    private void watch() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
            synchronized (this) {
                if (begun != 0 && before == null && System.nanoTime() - begun > SHORT_NANOS) {
                    before = waited();
                }
            }
        }
    }

    private static Map<Path, Long> waited() {
        Map<Path, Long> waited = new HashMap<>();
        ProcessHandle self = ProcessHandle.current();
        LongStream.concat(
                        LongStream.of(self.pid()), self.descendants().mapToLong(ProcessHandle::pid))
                .forEach(pid -> addThreadsOf(pid, waited));
        return waited;
    }

    private static void addThreadsOf(long pid, Map<Path, Long> waited) {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                addWaitOf(thread, waited);
            }
        } catch (IOException _) {
            return; // it has ended, or this is not Linux
        }
    }

    /// The second number is the time on a processor's queue, in nanoseconds.
    private static void addWaitOf(Path thread, Map<Path, Long> waited) {
        try {
            String[] numbers = Files.readString(thread.resolve("schedstat")).split(" ");
            waited.put(thread, Long.parseLong(numbers[1]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return; // it has ended, or the kernel does not count
        }
    }
}
