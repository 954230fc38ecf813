package course.cli.grade;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What attacks must leave as it is. Two looks at it, before and after, are compared.
///
/// @param files path, size and time of the last change of every file in some folders
/// @param names what lies in folders in which others work too: the home folder, the judge's, and
///   the one for temporary files
/// @param leftovers what has been started and has not ended
record Surroundings(Map<String, String> files, Set<Path> names, Set<String> leftovers) {

    /// What the attacks write where they can.
    private static final Set<String> MARKS = Set.of("attack-was-here", "fill");

    private static final Set<String> NOBODY = Set.of("nobody", "65533", "65534");

    private static final Path HOME = Path.of(System.getProperty("user.home"));
    private static final Path WORK = Path.of("target/grading").toAbsolutePath();
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Set<String> CHANGING = Set.of("target", ".git", ".course");

    /// Looks at these folders, at the home folder, and at the machine.
    static Surroundings now(Path... folders) throws IOException, InterruptedException {
        Map<String, String> files = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, new Look(files));
            }
        }
        Set<Path> names = new TreeSet<>(in(TEMPORARY));
        names.addAll(in(WORK));
        for (Path path : in(HOME)) {
            names.add(path);
            // A history changes while somebody works.
            if (Files.isRegularFile(path) && !path.toString().endsWith("history")) {
                files.put(path.toString(), state(path));
            }
        }
        return new Surroundings(files, names, Leftovers.now());
    }

    /// What is not as it was, a sentence each; also what the attacks have left elsewhere.
    List<String> changesIn(Surroundings after) throws IOException {
        List<String> changes = new ArrayList<>();
        files.forEach((path, state) -> {
            if (!state.equals(after.files.get(path))) {
                changes.add(path + " was changed or deleted");
            }
        });
        after.files.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> changes.add(path + " is new"));
        names.stream()
                .filter(path -> isAtHome(path) && !after.names.contains(path))
                .forEach(path -> changes.add("the home folder has lost " + path));
        for (Path path : after.names) {
            if (!names.contains(path) && (isAtHome(path) || isOfAnAttack(path) || isOfAJob(path))) {
                changes.add(path + " is new");
            }
        }
        after.leftovers.stream()
                .filter(what -> !leftovers.contains(what))
                .forEach(what -> changes.add(what + " was left behind"));
        for (Path folder : Set.of(Path.of("/"), Path.of("/usr"), Path.of("/etc"), HOME)) {
            in(folder).stream()
                    .filter(Surroundings::isMarked)
                    .forEach(path -> changes.add(path + " is of an attack"));
        }
        return changes;
    }

    /// Others write there too. In a sandbox of root, an attack is one of these users.
    private static boolean isOfAnAttack(Path path) throws IOException {
        if (isMarked(path)) {
            return true;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && NOBODY.contains(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName());
    }

    /// The course may lie at home too.
    private static boolean isAtHome(Path path) {
        return HOME.equals(path.getParent());
    }

    /// Where the judge keeps the classes of one submission, and a secret.
    private static boolean isOfAJob(Path path) {
        return path.startsWith(WORK) && path.getFileName().toString().startsWith("job");
    }

    private static boolean isMarked(Path path) {
        return MARKS.contains(String.valueOf(path.getFileName()));
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String state(Path file) throws IOException {
        return Files.size(file) + " bytes, " + Files.getLastModifiedTime(file);
    }

    private static final class Look extends SimpleFileVisitor<Path> {

        private final Map<String, String> files;

        Look(Map<String, String> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return CHANGING.contains(String.valueOf(folder.getFileName()))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put(
                    file.toString(),
                    attributes.size() + " bytes, " + attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }
    }
}
