package course.cli.grade.report.html;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import course.cli.grade.report.ClassNotes;
import course.cli.grade.report.VisibleText;
import course.cli.grade.report.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/// What the template `student.html` shows.
record StudentPage(
        String title,
        String name,
        String score,
        String percent,
        String found,
        List<String> missing,
        List<String> notices,
        List<Lesson> lessons,
        String sandbox,
        boolean isolated) {

    boolean missingAny() {
        return !missing.isEmpty();
    }

    boolean ignoredAny() {
        return !notices.isEmpty();
    }

    boolean incomplete() {
        return missingAny() || ignoredAny();
    }

    /// A lesson with its exercises.
    record Lesson(String id, String title, String score, List<Exercise> exercises) {

        static Lesson of(LessonGrade lesson) {
            return new Lesson(
                    VisibleText.line(lesson.lesson()),
                    VisibleText.line(lesson.title()),
                    Words.score(lesson.score(), lesson.points()),
                    lesson.exercises().stream().map(Exercise::of).toList());
        }
    }

    /// An exercise: a problem, or its tests.
    record Exercise(
            String number,
            String title,
            Sign sign,
            String score,
            String problem,
            String hint,
            List<Test> failed,
            List<String> passed,
            String passedInWords) {

        boolean passedAny() {
            return !passed.isEmpty();
        }

        static Exercise of(ExerciseGrade exercise) {
            List<String> passed =
                    exercise.tests().stream()
                            .filter(test -> test.verdict() == Verdict.PASSED)
                            .map(test -> VisibleText.line(test.test()))
                            .toList();
            return new Exercise(
                    exercise.number(),
                    exercise.title(),
                    Sign.of(exercise.state()),
                    Words.score(exercise.score(), exercise.points()),
                    VisibleText.of(exercise.problem()),
                    VisibleText.of(exercise.hint()),
                    Words.toldOf(exercise).map(Test::of).toList(),
                    passed,
                    Words.count(passed.size(), "test") + " passed");
        }
    }

    /// A test that did not pass.
    record Test(String name, String verdict, String message) {

        static Test of(TestGrade test) {
            return new Test(
                    VisibleText.line(test.test()),
                    Words.verdict(test.verdict()),
                    VisibleText.of(test.message()));
        }
    }

    static StudentPage of(StudentGrade student, ClassNotes notes) {
        List<String> missing =
                exercises(student)
                        .filter(exercise -> exercise.state() == State.MISSING)
                        .map(Words::label)
                        .toList();
        long all = exercises(student).count();
        return new StudentPage(
                "Grade of " + Words.name(student),
                Words.name(student),
                Words.score(student.score(), student.points()),
                percent(student.score(), student.points()),
                (all - missing.size()) + " of " + Words.count(all, "exercise"),
                missing,
                student.notices().stream().map(VisibleText::line).toList(),
                student.lessons().stream().map(Lesson::of).toList(),
                notes.sandbox(),
                notes.isolated());
    }

    private static Stream<ExerciseGrade> exercises(StudentGrade student) {
        return student.lessons().stream().flatMap(lesson -> lesson.exercises().stream());
    }

    /// Whole percent; 0 where nothing could be had.
    static String percent(BigDecimal score, int points) {
        return points == 0
                ? "0"
                : score.multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(points), 0, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
