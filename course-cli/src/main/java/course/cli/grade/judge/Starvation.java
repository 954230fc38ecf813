package course.cli.grade.judge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// How long the threads of this process and of its children had to wait for a processor that others
/// used. Linux counts it for each thread. A time limit that ran out while nobody had to wait did
/// not run out because the machine was busy.
///
/// A test that ends at once has not waited for anything. One that ends soon is not looked at by
/// itself, because looking takes time too: for it, what the process has waited since its start
/// counts.
final class Starvation {

    /// Shorter than every time limit that a test of the course sets: none can have run out.
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// A test that ends sooner is not looked at by itself.
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final long LOOK_MILLIS = 50;

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
        long nanosTaken = System.nanoTime() - begun;
        if (nanosTaken < AT_ONCE_NANOS) {
            return 0;
        }
        if (before == null) {
            return nanosTaken < 2 * SHORT_NANOS ? sinceTheStartMillis() : -1;
        }
        if (before.isEmpty()) {
            return -1;
        }
        return TimeUnit.NANOSECONDS.toMillis(nanosSince(before));
    }

    /// For a test that ended soon: whether this process has waited half as long as it has worked.
    private static long sinceTheStartMillis() {
        long waited = nanosSince(Map.of());
        long worked =
                ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        return waited > worked / 2 ? TimeUnit.NANOSECONDS.toMillis(waited) : 0;
    }

    private static long nanosSince(Map<Path, Long> before) {
        return waited().entrySet().stream()
                .filter(thread -> !isHelper(thread.getKey()))
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
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
