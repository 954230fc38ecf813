package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// `github-classroom/`: for each student what a runner of GitHub Classroom hands over.
///
/// - `ID.json`: the runner's result, for people to read;
/// - `ID.output`: the same in base64, a line for `$GITHUB_OUTPUT`;
/// - `ID.notices`: two lines for the log, from which GitHub takes the points.
final class ClassroomReport implements Report {

    private record Result(int version, String status, int maxScore, List<Test> tests) {}

    /// @param duration always 0: it would differ from run to run
    private record Test(
            String name, String status, String message, BigDecimal score, int duration) {}

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        StudentFiles files =
                StudentFiles.in(out, "github-classroom", ".json", ".output", ".notices");
        for (StudentGrade student : students) {
            Result result = result(student);
            Json.write(result, files.of("", student.id(), ".json"));
            Files.writeString(files.of("", student.id(), ".output"), output(result));
            Files.writeString(files.of("", student.id(), ".notices"), notices(student));
        }
    }

    private static Result result(StudentGrade student) {
        List<Test> tests =
                student.lessons().stream()
                        .flatMap(lesson -> lesson.exercises().stream())
                        .map(ClassroomReport::test)
                        .toList();
        boolean all = tests.stream().allMatch(test -> test.status().equals("pass"));
        return new Result(1, all ? "pass" : "fail", student.points(), tests);
    }

    private static Test test(ExerciseGrade exercise) {
        return new Test(
                Words.label(exercise),
                status(exercise.state()),
                Feedback.of(exercise),
                exercise.score(),
                0);
    }

    private static String status(State state) {
        return switch (state) {
            case DONE -> "pass";
            case PARTLY, FAILED, NOT_STARTED -> "fail";
            case MISSING, DOES_NOT_COMPILE, REFUSED -> "error";
        };
    }

    private static String output(Result result) throws IOException {
        byte[] json = Json.line(result).getBytes(StandardCharsets.UTF_8);
        return "result=" + Base64.getEncoder().encodeToString(json) + "\n";
    }

    private static String notices(StudentGrade student) {
        String points = Words.points(student.score());
        return """
        ::notice title=Autograding complete::Points %s/%d
        ::notice title=Autograding report::{"totalPoints":%s,"maxPoints":%d}
        """
                .formatted(points, student.points(), points, student.points());
    }
}
