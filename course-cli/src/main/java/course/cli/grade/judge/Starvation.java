package course.cli.grade.judge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// How long the threads of this process and of its children had to wait for a processor that others
/// used. Linux counts it for each thread. A time limit that ran out while nobody had to wait did
/// not run out because the machine was busy.
///
/// A test that ends at once has not waited for anything. Looking takes time, so that only a test
/// that takes longer is looked at while it runs. When there was no time even for that, what the
/// process has waited since its start counts.
final class Starvation {

    /// Shorter than every time limit that a test of the course sets: none can have run out.
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// A test that has taken longer is looked at.
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private static final long LOOK_MILLIS = 20;

    private static final String OWN_NAME = "starvation";

    /// Threads that no test waits for: this class's own, and the JVM's. Linux keeps the first 15
    /// characters of a name.
    private static final Set<String> HELPERS =
            Set.of(
                    OWN_NAME,
                    "C1 CompilerThre",
                    "C2 CompilerThre",
                    "Monitor Deflati",
                    "Service Thread",
                    "VM Periodic Tas");

    private long begun;
    private Map<Path, Long> before;

    /// Starts the thread that looks at a test when it takes long.
    Starvation() {
        Thread.ofPlatform().daemon().name(OWN_NAME).start(this::watch);
    }

    /// A test begins.
    synchronized void begin() {
        begun = System.nanoTime();
        before = null;
    }

    /// The test has failed.
    ///
    /// @return for how many milliseconds the threads that it may wait for, taken together, waited
    ///   for a processor; negative when that is not known
    synchronized long endMillis() {
        if (System.nanoTime() - begun < AT_ONCE_NANOS) {
            return 0;
        }
        Map<Path, Long> now = waited();
        if (now.isEmpty()) {
            return -1;
        }
        return before == null ? sinceTheStartMillis(now) : millisBetween(before, now);
    }

    /// Only where the process has waited half as long as it has worked.
    private static long sinceTheStartMillis(Map<Path, Long> now) {
        long waited = millisBetween(Map.of(), now);
        Optional<Duration> worked = ProcessHandle.current().info().totalCpuDuration();
        return waited > worked.orElse(Duration.ZERO).toMillis() / 2 ? waited : 0;
    }

    private static long millisBetween(Map<Path, Long> before, Map<Path, Long> now) {
        long nanos =
                now.entrySet().stream()
                        .filter(thread -> !isHelper(thread.getKey()))
                        .mapToLong(thread ->
                                thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                        .sum();
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private void watch() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
            synchronized (this) {
                if (begun != 0 && before == null && System.nanoTime() - begun > LONG_NANOS) {
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

    private static boolean isHelper(Path thread) {
        try {
            return HELPERS.contains(Files.readString(thread.resolve("comm")).strip());
        } catch (IOException _) {
            return false; // it has ended
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
