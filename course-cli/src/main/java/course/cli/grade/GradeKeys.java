package course.cli.grade;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What a grade is made from, as a hash: the student's files, the lesson as it is now, and the
/// sandbox. `--resume` grades again when one of them has changed.
final class GradeKeys implements Grader.Keys {

    private final String sandbox;
    private final Map<String, String> lessons = new HashMap<>();

    GradeKeys(String sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public String of(Submission submission, Lesson lesson) throws IOException {
        String course = lessons.get(lesson.id());
        if (course == null) {
            course = sandbox;
            for (Path folder :
                    List.of(
                            lesson.mainSources(),
                            lesson.exerciseSources(),
                            lesson.solutionSources(),
                            lesson.testSources())) {
                course = hash(course, JavaFiles.in(folder));
            }
            lessons.put(lesson.id(), course);
        }
        Path handedIn = submission.sources().get(lesson.id());
        return hash(course, handedIn == null ? JavaFiles.in() : JavaFiles.in(handedIn));
    }

    private static String hash(String start, JavaFiles sources) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(start.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, Path> source : sources.files().entrySet()) {
                byte[] bytes = Files.readAllBytes(source.getValue());
                String head = "\n" + source.getKey() + " " + bytes.length + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
