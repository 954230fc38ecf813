package course.cli;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.testkit.ExerciseProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An exercise as its test class announces it. Read from the source, because that is there before
/// anything has been compiled; the gate holds it to what the compiled tests say.
///
/// @param className the class that the student writes, `UtfFrame`
/// @param testName the class that judges it, `UtfFrameTest`
public record CourseExercise(
        Lesson lesson, String number, String title, int points, String className, String testName) {

    private static final Pattern ANNOTATION =
            Pattern.compile(
                    "@Exercise\\(\\s*number = \"([\\d.]+)\",\\s*title = \"([^\"]+)\",\\s*"
                            + "points = (\\d+),\\s*of = (\\w+)\\.class\\s*\\)");

    /// All exercises of a lesson, in the order of their numbers.
    public static List<CourseExercise> of(Lesson lesson) throws IOException {
        List<CourseExercise> exercises = new ArrayList<>();
        for (Path file : exerciseTests(lesson)) {
            Matcher annotation = ANNOTATION.matcher(Files.readString(file));
            if (annotation.find()) {
                exercises.add(
                        new CourseExercise(
                                lesson,
                                annotation.group(1),
                                annotation.group(2),
                                Integer.parseInt(annotation.group(3)),
                                annotation.group(4),
                                file.getFileName().toString().replace(".java", "")));
            }
        }
        exercises.sort(Comparator.comparing(CourseExercise::number, ExerciseProgress.BY_NUMBER));
        return exercises;
    }

    /// Not those in the folder `outside`: they judge the same exercises once more.
    private static List<Path> exerciseTests(Lesson lesson) throws IOException {
        Path folder = lesson.testSources().resolve(lesson.id()).resolve("exercise");
        return JavaFiles.in(folder).files().values().stream()
                .filter(file -> file.getParent().equals(folder))
                .toList();
    }

    /// What the student writes.
    Path source() {
        return lesson.exerciseSources().resolve(file());
    }

    /// What we wrote; in a student's edition it is not there.
    Path solution() {
        return lesson.solutionSources().resolve(file());
    }

    /// The stub as it was handed out; it is there in the students' edition only.
    Path stub() {
        return lesson.stubs().resolve(file());
    }

    /// What is compiled to judge this exercise alone: its class as it stands in `file`, and the
    /// classes beside it that belong to no exercise and are given to all.
    JavaFiles alone(Path file) throws IOException {
        List<Path> files = new ArrayList<>(JavaFiles.in(lesson.exerciseSources()).files().values());
        files.removeAll(of(lesson).stream().map(CourseExercise::source).toList());
        files.add(file);
        return JavaFiles.some(lesson.exerciseSources(), files);
    }

    /// How the exercise is named in a sentence.
    String label() {
        return number + " " + title;
    }

    private String file() {
        return lesson.id() + "/exercise/" + className + ".java";
    }
}
