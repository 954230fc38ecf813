package course.cli.grade.intake;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds out when a teacher has named another folder than that of the class: graded all the same,
/// everybody would have zero points.
final class SubmissionsCheck {

    static final String EACH = "a folder or a zip for each student";

    private final Path folder;
    private final Set<String> namesInTheCourse = new HashSet<>(Set.of("src", "pom.xml"));

    SubmissionsCheck(Path folder, List<Lesson> lessons) {
        this.folder = folder;
        for (Lesson lesson : lessons) {
            namesInTheCourse.add(lesson.id());
            namesInTheCourse.add(lesson.folder().getFileName().toString());
        }
    }

    /// @param entries what stands in the folder
    /// @throws IOException with one sentence, when this is not the folder of a class
    void check(List<Path> entries) throws IOException {
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (namesInTheCourse.contains(name)) {
                throw new IOException(
                        String.format(
                                "%s holds %s, so it looks like the work of one student. Name the"
                                        + " folder that holds %s.",
                                folder, name, EACH));
            }
            if (isSource(entry) && !SubmissionsFolder.isOfMoodle(entry)) {
                throw new IOException(
                        String.format(
                                "%s lies in %s itself, so nobody knows whose it is. That folder"
                                        + " should hold %s.",
                                Shown.name(name), folder, EACH));
            }
        }
        if (entries.size() == 1 && holdsWhatMoodleGives(entries.getFirst())) {
            throw new IOException(
                    String.format(
                            "%s holds one folder, and that one holds the class. Name it: %s",
                            folder, entries.getFirst()));
        }
    }

    private static boolean isSource(Path entry) {
        return Layout.isJava(entry.getFileName().toString()) && !Files.isDirectory(entry);
    }

    private static boolean holdsWhatMoodleGives(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(entry)) {
            return inside.anyMatch(SubmissionsFolder::isOfMoodle);
        }
    }
}
