package course.cli.grade.intake;

import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A folder of submissions to the real course, made for one test.
record ClassToRead(Path submissions, Path work) {

    static final String UTF_FRAME = "package lesson02.exercise;\nclass UtfFrame {}\n";

    static ClassToRead in(Path folder) throws IOException {
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        return new ClassToRead(submissions, folder.resolve("work"));
    }

    static String source(String lesson, String className) {
        return "package " + lesson + ".exercise;\nclass " + className + " {}\n";
    }

    void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] bytes) throws IOException {
        Path file = submissions.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /// A zip as the JDK writes it; a name that ends with `/` is a folder.
    static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// Reads with the named lessons, or with all.
    List<Submission> read(String... lessons) throws IOException {
        List<Lesson> asked =
                Lesson.allIn(Path.of("..")).stream()
                        .filter(lesson ->
                                lessons.length == 0 || Arrays.asList(lessons).contains(lesson.id()))
                        .toList();
        return Intake.read(submissions, asked, work);
    }

    /// The only student's submission.
    Submission one(String... lessons) throws IOException {
        List<Submission> all = read(lessons);
        if (all.size() != 1) {
            throw new AssertionError("one student, not " + all);
        }
        return all.getFirst();
    }

    /// What was copied for a student: `lesson02/lesson02/exercise/X.java`, and the text.
    Map<String, String> copied(Submission submission) {
        Map<String, String> files = new TreeMap<>();
        Path folder = work.resolve(submission.id());
        submission
                .sources()
                .forEach((lesson, sources) -> {
                    try (Stream<Path> found = Files.walk(sources)) {
                        for (Path file : found.filter(Files::isRegularFile).toList()) {
                            files.put(
                                    folder.relativize(file).toString().replace('\\', '/'),
                                    Files.readString(file));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return files;
    }
}
