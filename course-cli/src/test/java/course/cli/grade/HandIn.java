package course.cli.grade;

import course.cli.engine.Lesson;
import course.cli.grade.intake.RawZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The ways in which students hand in the same files.
final class HandIn {

    private final Lesson lesson;
    private final Random random;

    HandIn(Lesson lesson, Random random) {
        this.lesson = lesson;
        this.random = random;
    }

    /// Writes a folder or a zip for one student.
    ///
    /// @param entry its name, without `.zip`
    /// @param sources by class name
    void write(Path submissions, String entry, Map<String, String> sources) throws IOException {
        String exercise = lesson.id() + "/exercise/";
        String project = lesson.folder().getFileName() + "/src/exercise/java/" + exercise;
        switch (random.nextInt(5)) {
            case 0 -> writeFolder(submissions.resolve(entry), named(sources, exercise));
            case 1 -> writeFolder(submissions.resolve(entry), clone(sources, "", project));
            case 2 -> writeFolder(submissions.resolve(entry), named(sources, ""));
            case 3 ->
                    writeZip(
                            submissions.resolve(entry + ".zip"),
                            clone(sources, "course-main/", "course-main/" + project));
            default ->
                    writeFolder(
                            submissions.resolve(entry),
                            named(sources, "src/exercise/java/" + exercise));
        }
    }

    /// With some of what else is in a clone.
    private Map<String, String> clone(Map<String, String> sources, String root, String folder)
            throws IOException {
        Map<String, String> files = named(sources, folder);
        String name = root + lesson.folder().getFileName();
        files.put(root + "README.md", "# The course\n");
        files.put(root + ".git/HEAD", "ref: refs/heads/main\n");
        files.put(name + "/target/classes/Old.java", "class Old {}\n");
        files.put(name + "/src/main/java/" + lesson.id() + "/Mine.java", "class Mine {}\n");
        files.put(name + "/src/test/java/" + lesson.id() + "/exercise/MyTest.java", "broken\n");
        return files;
    }

    private static Map<String, String> named(Map<String, String> sources, String folder) {
        Map<String, String> files = new TreeMap<>();
        sources.forEach((name, text) -> files.put(folder + name + ".java", text));
        return files;
    }

    private static void writeFolder(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static void writeZip(Path path, Map<String, String> files) throws IOException {
        RawZip zip = new RawZip();
        files.forEach(zip::add);
        Files.write(path, zip.bytes());
    }
}
