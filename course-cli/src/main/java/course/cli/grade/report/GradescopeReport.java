package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `gradescope/ID.json`: what Gradescope reads as `results.json`, with a test for each exercise.
/// There is no `execution_time`: it would differ from run to run.
final class GradescopeReport implements Report {

    private record Results(
            BigDecimal score,
            String output,
            String outputFormat,
            String stdoutVisibility,
            List<Test> tests,
            Extra extraData) {}

    private record Test(
            String name,
            String number,
            BigDecimal score,
            int maxScore,
            String status,
            String output,
            String outputFormat,
            String visibility,
            List<String> tags) {}

    private record Extra(int points, String sandbox) {}

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        StudentFiles files = StudentFiles.in(out, "gradescope", ".json");
        for (StudentGrade student : students) {
            Json.write(results(student, notes), files.of("", student.id(), ".json"));
        }
    }

    private static Results results(StudentGrade student, ClassNotes notes) {
        List<Test> tests = new ArrayList<>();
        for (LessonGrade lesson : student.lessons()) {
            lesson.exercises().forEach(exercise -> tests.add(test(lesson, exercise)));
        }
        return new Results(
                student.score(),
                String.join("\n", student.notices()),
                "text",
                "hidden",
                tests,
                new Extra(student.points(), notes.sandbox()));
    }

    private static Test test(LessonGrade lesson, ExerciseGrade exercise) {
        return new Test(
                exercise.title(),
                exercise.number(),
                exercise.score(),
                exercise.points(),
                exercise.state() == State.DONE ? "passed" : "failed",
                Feedback.of(exercise),
                "text",
                "visible",
                List.of(lesson.lesson()));
    }
}
