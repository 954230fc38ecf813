package course.cli.grade.judge;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.ExerciseGrade;
import course.cli.grade.LessonGrade;
import course.cli.grade.Submission;
import course.cli.grade.sandbox.Sandbox;
import course.cli.grade.sandbox.Sandboxes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The sample lesson 99, a judge in the best sandbox of this machine, and submissions that a test
/// writes.
final class SampleLesson implements AutoCloseable {

    static final String DOUBLER = "lesson99/exercise/Doubler.java";
    static final String TRIPLER = "lesson99/exercise/Tripler.java";

    private final Path folder;
    private final Lesson lesson;
    private final Judge judge;
    private final Sandbox sandbox;
    private final List<String> loud = new ArrayList<>();

    SampleLesson(Path folder) throws IOException {
        this.folder = folder;
        lesson = Lesson.allIn(Path.of("src/test/courses/sample").toAbsolutePath()).getFirst();
        sandbox =
                new Sandboxes(folder.resolve("sandbox"))
                        .open(
                                Sandboxes.Kind.AUTO,
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        judge = new Judge(new Engine(folder.resolve("engine"), true), sandbox, 2, loud::add);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /// What was said to the teacher.
    List<String> loud() {
        return loud;
    }

    /// Our answers.
    Map<String, String> solution() throws IOException {
        return Map.of(
                DOUBLER, Files.readString(lesson.solutionSources().resolve(DOUBLER)),
                TRIPLER, Files.readString(lesson.solutionSources().resolve(TRIPLER)));
    }

    String stub(String file) throws IOException {
        return Files.readString(lesson.handedOut().resolve(file));
    }

    /// The grade for our answers with one file replaced.
    LessonGrade judgeWith(String file, String source) throws Exception {
        Map<String, String> files = new java.util.HashMap<>(solution());
        files.put(file, source);
        return judge(files);
    }

    /// The grade for our Tripler and a Doubler whose method does this before it answers.
    LessonGrade judgeDoublerThat(String statements) throws Exception {
        return judgeWith(
                DOUBLER,
                """
                package lesson99.exercise;

                public final class Doubler {
                    public static int twice(int number) {
                        %s
                        return 2 * number;
                    }
                }
                """
                        .formatted(statements));
    }

    /// The grade for files that are handed in.
    LessonGrade judge(Map<String, String> files) throws Exception {
        Path sources = Files.createTempDirectory(folder, "submission");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = sources.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return judge.judge(
                new Submission("ming", "小明", "", Map.of(lesson.id(), sources), List.of()), lesson);
    }

    /// The grade for a submission without anything for this lesson.
    LessonGrade judgeNothing() throws Exception {
        return judge.judge(new Submission("hua", "阿华", "", Map.of(), List.of()), lesson);
    }

    static ExerciseGrade doubler(LessonGrade grade) {
        return grade.exercises().get(0);
    }

    static ExerciseGrade tripler(LessonGrade grade) {
        return grade.exercises().get(1);
    }

    /// What became of each test: `doublesTwo PASSED`.
    static List<String> verdicts(ExerciseGrade grade) {
        return grade.tests().stream()
                .map(test -> test.test().replaceFirst("^\\w+\\.", "") + " " + test.verdict())
                .toList();
    }

    @Override
    public void close() {
        judge.close();
    }
}
