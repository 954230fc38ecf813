package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes an exercise's grade of what its tests have said.
final class Grades {

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private Grades() {}

    /// It could not be tested, or there is nothing to test.
    static ExerciseGrade problem(CourseExercise exercise, State state, String problem)
            throws IOException {
        return grade(exercise, NOTHING, state, StableText.of(problem), "", List.of());
    }

    static ExerciseGrade notStarted(CourseExercise exercise, List<ExpectedTest> expected) {
        List<TestGrade> tests =
                expected.stream()
                        .map(test -> new TestGrade(test.name(), Verdict.NOT_STARTED, ""))
                        .toList();
        return grade(exercise, NOTHING, State.NOT_STARTED, "", "", tests);
    }

    /// The grade of an exercise whose tests have run.
    ///
    /// @param results by the ids of the tests
    static ExerciseGrade tested(
            CourseExercise exercise, List<ExpectedTest> expected, Map<String, TestGrade> results)
            throws IOException {
        List<TestGrade> tests = expected.stream().map(test -> results.get(test.id())).toList();
        if (!tests.isEmpty() && tests.stream().allMatch(Grades::isNotStarted)) {
            return notStarted(exercise, expected);
        }
        Optional<TestGrade> failure =
                tests.stream()
                        .filter(test -> test.verdict() != Verdict.PASSED && !isNotStarted(test))
                        .findFirst();
        String hint = failure.isPresent() ? Hints.after(failure.get().message(), exercise) : "";
        return grade(
                exercise,
                score(exercise.points(), expected, results),
                state(tests),
                tests.isEmpty() ? "None of its tests can be run on the grader's machine." : "",
                hint,
                tests.stream().map(Grades::stable).toList());
    }

    private static boolean isNotStarted(TestGrade test) {
        return test.verdict() == Verdict.NOT_STARTED;
    }

    private static TestGrade stable(TestGrade test) {
        return new TestGrade(
                StableText.of(test.test()), test.verdict(), StableText.of(test.message()));
    }

    private static State state(List<TestGrade> tests) {
        long passed = tests.stream().filter(test -> test.verdict() == Verdict.PASSED).count();
        if (passed == 0) {
            return State.FAILED;
        }
        return passed == tests.size() ? State.DONE : State.PARTLY;
    }

    /// The share of the tests that passed. Where there are tests from outside, the smaller share
    /// counts: they are the ones that cannot be forged, and the others see more.
    static BigDecimal score(
            int points, List<ExpectedTest> expected, Map<String, TestGrade> results) {
        BigDecimal inside = share(points, expected, results, false);
        boolean both = expected.stream().anyMatch(ExpectedTest::isOutside);
        return both ? inside.min(share(points, expected, results, true)) : inside;
    }

    private static BigDecimal share(
            int points,
            List<ExpectedTest> expected,
            Map<String, TestGrade> results,
            boolean outside) {
        List<ExpectedTest> counted =
                expected.stream().filter(test -> test.isOutside() == outside).toList();
        long passed =
                counted.stream()
                        .filter(test -> results.get(test.id()).verdict() == Verdict.PASSED)
                        .count();
        return counted.isEmpty()
                ? NOTHING
                : BigDecimal.valueOf(points * passed)
                        .divide(BigDecimal.valueOf(counted.size()), 2, RoundingMode.HALF_UP);
    }

    private static ExerciseGrade grade(
            CourseExercise exercise,
            BigDecimal score,
            State state,
            String problem,
            String hint,
            List<TestGrade> tests) {
        return new ExerciseGrade(
                exercise.number(),
                exercise.title(),
                exercise.points(),
                score,
                state,
                problem,
                hint,
                tests);
    }
}
