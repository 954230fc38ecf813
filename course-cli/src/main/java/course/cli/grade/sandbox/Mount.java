package course.cli.grade.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A file or folder of this machine that the code may read, and where the code finds it.
record Mount(Path from, Path at) {

    /// At the same path as outside.
    static Mount same(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        return new Mount(whole, whole);
    }

    /// As a process sees it for whom it is mounted already.
    Mount seenInside() {
        return new Mount(at, at);
    }

    private boolean shows(Mount other) {
        return other.at.startsWith(at)
                && other.from.equals(from.resolve(at.relativize(other.at)).normalize());
    }

    /// All of them, outer folders first, without what another one shows anyway.
    static List<Mount> join(List<List<Mount>> lists) {
        List<Mount> kept = new ArrayList<>();
        Stream<Mount> all = lists.stream().flatMap(List::stream).distinct();
        all.sorted(Comparator.comparing(Mount::at))
                .filter(mount -> kept.stream().noneMatch(outer -> outer.shows(mount)))
                .forEach(kept::add);
        return kept;
    }

    /// The folders that have to be made before these can be mounted, outer ones first.
    static SortedSet<Path> foldersAbove(List<Mount> mounts) {
        SortedSet<Path> folders = new TreeSet<>();
        for (Mount mount : mounts) {
            Path folder = mount.at.getParent();
            while (folder.getNameCount() > 0) {
                folders.add(folder);
                folder = folder.getParent();
            }
        }
        folders.removeIf(folder -> mounts.stream().anyMatch(m -> folder.startsWith(m.at)));
        return folders;
    }
}
