package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.StudentGrade;
import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import java.math.BigDecimal;
import java.util.stream.Stream;

/// How the reports name things. The same words stand in all of them.
public final class Words {

    private Words() {}

    /// Points as people write them: `7.5`, `10`.
    public static String points(BigDecimal points) {
        BigDecimal shortest = points.stripTrailingZeros();
        return shortest.signum() == 0 ? "0" : shortest.toPlainString();
    }

    /// `7.5 of 10 points`.
    public static String score(BigDecimal score, int points) {
        return points(score) + " of " + count(points, "point");
    }

    /// `1 test`, `3 tests`.
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /// The name, or the id where there is none.
    public static String name(StudentGrade student) {
        return VisibleText.line(student.name().isBlank() ? student.id() : student.name());
    }

    /// `2.1 Send one message`.
    public static String label(ExerciseGrade exercise) {
        return exercise.number() + " " + exercise.title();
    }

    /// The tests that a student reads about: all that did not pass. Every test of a stub says the
    /// stub's sentence; once is enough.
    public static Stream<TestGrade> toldOf(ExerciseGrade exercise) {
        return exercise.tests().stream()
                .filter(test -> test.verdict() != Verdict.PASSED)
                .limit(exercise.state() == ExerciseGrade.State.NOT_STARTED ? 1 : Long.MAX_VALUE);
    }

    /// What became of an exercise, in a word or two.
    public static String state(ExerciseGrade.State state) {
        return switch (state) {
            case DONE -> "done";
            case PARTLY -> "partly";
            case FAILED -> "failed";
            case NOT_STARTED -> "not started";
            case MISSING -> "missing";
            case DOES_NOT_COMPILE -> "compile error";
            case REFUSED -> "refused";
        };
    }

    /// What became of a test.
    public static String verdict(TestGrade.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_STARTED -> "not started";
            case TIME_LIMIT -> "ran into a time limit";
            case ENDED_THE_JVM -> "ended the program that ran the tests";
            case NOT_RUN -> "not run: too many tests before it hung or ended the program";
        };
    }
}
