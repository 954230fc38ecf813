package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where in this machine's control groups a group of one's own belongs.
///
/// @param parents the folders in which it is to be made; empty where there are no control groups
record Hierarchy(List<Path> parents) {

    private static final List<String> CONTROLLERS = List.of("memory", "pids", "cpuacct");

    /// The one of this process.
    static Hierarchy here() {
        return in(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /// @param mounted where the system mounts control groups
    /// @param membership in which groups this process is: `4:memory:/some/group`, a line each
    static Hierarchy in(Path mounted, Path membership) {
        try {
            List<String> groups = Files.readAllLines(membership);
            return Files.exists(mounted.resolve("cgroup.controllers"))
                    ? version2(mounted, groups)
                    : version1(mounted, groups);
        } catch (IOException _) {
            return new Hierarchy(List.of()); // not Linux
        }
    }

    /// Below the group of this process.
    private static Hierarchy version1(Path mounted, List<String> groups) {
        Set<Path> parents = new LinkedHashSet<>();
        for (String controller : CONTROLLERS) {
            Path root = mounted.resolve(controller);
            Optional<Path> own = groupOf(groups, controller).map(group -> below(root, group));
            if (own.isEmpty() || !Files.isDirectory(root)) {
                return new Hierarchy(List.of());
            }
            // Two controllers may share a hierarchy, under two names.
            parents.add(real(own.get()));
        }
        return new Hierarchy(List.copyOf(parents));
    }

    /// Beside the group of this process: in version 2 a group that has processes cannot have groups
    /// with limits.
    private static Hierarchy version2(Path mounted, List<String> groups) throws IOException {
        Path own = below(mounted, groupOf(groups, "").orElse("/"));
        Path parent = own.equals(mounted) ? mounted : own.getParent();
        Path shared = parent.resolve("cgroup.subtree_control");
        if (Files.isWritable(shared) && !Files.readString(shared).contains("memory")) {
            Files.writeString(shared, "+memory +pids");
        }
        return new Hierarchy(List.of(parent));
    }

    /// In a container the group's name is the one outside, and what is mounted is the group itself.
    private static Path below(Path root, String group) {
        Path own = root.resolve(group.substring(1));
        return Files.isDirectory(own) ? own : root;
    }

    private static Optional<String> groupOf(List<String> groups, String controller) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> Arrays.asList(fields[1].split(",")).contains(controller))
                .map(fields -> fields[2])
                .findFirst();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }
}
