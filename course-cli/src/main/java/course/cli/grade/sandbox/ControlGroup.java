package course.cli.grade.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A group of processes whose number and memory the kernel bounds, and whose processor time it
/// counts, cgroups(7). Nobody can leave it. Made below the group of this program, so that what
/// bounds this program still bounds the code; where this user may not do that, there is none.
///
/// @param folders one in version 2 of control groups, one for each controller in version 1
record ControlGroup(List<Path> folders) implements Usage, Closeable {

    /// Names of groups begin with it; behind it the number of the process that has made it.
    private static final String NAME = "course-grade-";

    /// What stands around the command in a sandbox is counted too.
    private static final int OUR_TASKS = 8;

    private static final long MEGABYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A new group with these limits.
    ///
    /// @param name differs from that of other jobs of this program
    static Optional<ControlGroup> of(Hierarchy hierarchy, String name, Job.Limits limits) {
        List<Path> made = new ArrayList<>();
        try {
            for (Path parent : hierarchy.parents()) {
                made.add(
                        Files.createDirectory(
                                parent.resolve(NAME + ProcessHandle.current().pid() + "-" + name)));
            }
            ControlGroup group = new ControlGroup(made);
            group.limit(limits);
            return Optional.of(group);
        } catch (IOException _) {
            for (Path folder : made) {
                folder.toFile().delete();
            }
            return Optional.empty(); // not allowed: other limits hold
        }
    }

    private void limit(Job.Limits limits) throws IOException {
        String memory = Long.toString(limits.memoryMegabytes() * MEGABYTE);
        String tasks = Integer.toString(limits.tasks() + OUR_TASKS);
        boolean bounded = set("memory.max", memory) || set("memory.limit_in_bytes", memory);
        // Without a swap nothing more is allowed; a kernel may also not count it.
        boolean _ = set("memory.swap.max", "0") || set("memory.memsw.limit_in_bytes", memory);
        if (!bounded || !set("pids.max", tasks)) {
            throw new IOException("these control groups have no limits");
        }
    }

    private boolean set(String file, String value) throws IOException {
        Optional<Path> setting = find(file);
        if (setting.isPresent()) {
            Files.writeString(setting.get(), value);
        }
        return setting.isPresent();
    }

    private Optional<Path> find(String file) {
        return folders.stream().map(folder -> folder.resolve(file)).filter(Files::exists).findAny();
    }

    /// What is put before a command so that it runs in this group from its beginning.
    List<String> prefix() {
        String join =
                folders.stream()
                        .map(folder -> "echo 0 > '" + folder.resolve("cgroup.procs") + "' && ")
                        .collect(Collectors.joining());
        return List.of("/bin/sh", "-c", join + "exec \"$@\"", "sh");
    }

    @Override
    public Duration cpu() throws IOException {
        Optional<Path> nanos = find("cpuacct.usage");
        if (nanos.isPresent()) {
            return Duration.ofNanos(Long.parseLong(Files.readString(nanos.get()).strip()));
        }
        Optional<Path> stat = find("cpu.stat");
        if (stat.isPresent()) {
            return Files.readAllLines(stat.get()).stream()
                    .filter(line -> line.startsWith("usage_usec "))
                    .map(line -> Duration.ofNanos(1_000 * Long.parseLong(line.split(" ")[1])))
                    .findFirst()
                    .orElse(Duration.ZERO);
        }
        return Duration.ZERO;
    }

    /// The kernel bounds it.
    @Override
    public long memoryBytes() {
        return 0;
    }

    /// Ends all processes of the group and removes it. Blocks while they end.
    @Override
    public void close() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Path folder : folders) {
            while (Files.exists(folder) && !folder.toFile().delete()) {
                killAll(folder);
                if (System.nanoTime() > end) {
                    throw new IOException("a process of a job does not end: see " + folder);
                }
                Pause.shortly();
            }
        }
    }

    private static void killAll(Path folder) throws IOException {
        for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /// Removes what a program that was killed has left.
    static void removeLeftovers(Hierarchy hierarchy) {
        for (Path parent : hierarchy.parents()) {
            try (Stream<Path> groups = Files.list(parent)) {
                groups.filter(ControlGroup::isLeftover).forEach(group -> group.toFile().delete());
            } catch (IOException _) {
                return; // nothing of ours to be seen
            }
        }
    }

    private static boolean isLeftover(Path group) {
        String name = group.getFileName().toString();
        return name.matches(NAME + "\\d+-.*")
                && ProcessHandle.of(Long.parseLong(name.split("-")[2])).isEmpty();
    }
}
