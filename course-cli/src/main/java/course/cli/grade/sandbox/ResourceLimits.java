package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernel's limits for single processes (setrlimit(2)), set by `prlimit`. They go on to all
/// children.
final class ResourceLimits {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final Path OWN_LIMITS = Path.of("/proc/self/limits");
    private static final Path MOST_DESCRIPTORS = Path.of("/proc/sys/fs/nr_open");
    private static final Pattern HARD_DESCRIPTORS =
            Pattern.compile("Max open files\\s+\\S+\\s+(\\d+)");
    private static final long MEGABYTE = 1 << 20;

    private ResourceLimits() {}

    /// Whether this system has the program. macOS does not.
    static boolean areHere() {
        return Files.isExecutable(PRLIMIT);
    }

    /// What is put before a command while it still is this user's: root may raise the number of
    /// descriptors.
    static List<String> ofFiles(Job.Limits limits) throws IOException {
        return List.of(
                PRLIMIT.toString(),
                both("nofile", descriptors(limits)),
                both("fsize", limits.fileMegabytes() * MEGABYTE),
                both("core", 0));
    }

    /// What is put before the command itself.
    ///
    /// @param countsMemory whether something else bounds the memory of all processes together; then
    ///   that of a single one needs no limit
    /// @param otherTasks how many the user has that do not belong to the job, and count too
    static List<String> ofWork(Job.Limits limits, boolean countsMemory, long otherTasks) {
        List<String> prefix = new ArrayList<>(List.of(PRLIMIT.toString()));
        prefix.add("--cpu=" + limits.cpuSeconds() + ":" + (limits.cpuSeconds() + 1));
        prefix.add(both("nproc", otherTasks + limits.tasks()));
        prefix.add(both("msgqueue", 0));
        if (!countsMemory) {
            // A thread's stack counts as a whole, whatever is used of it: 1 MB.
            prefix.add(both("data", (limits.memoryMegabytes() + limits.tasks()) * MEGABYTE));
        }
        return prefix;
    }

    private static String both(String limit, long value) {
        return "--" + limit + "=" + value + ":" + value;
    }

    /// As many as are wanted, or as many as this machine allows.
    static long descriptors(Job.Limits limits) throws IOException {
        Matcher hard = HARD_DESCRIPTORS.matcher(Files.readString(OWN_LIMITS));
        long most =
                ThisMachine.isRoot()
                        ? Long.parseLong(Files.readAllLines(MOST_DESCRIPTORS).getFirst())
                        : hard.find() ? Long.parseLong(hard.group(1)) : limits.descriptors();
        return Math.min(limits.descriptors(), most);
    }
}
