package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.TestGrade;
import java.util.ArrayList;
import java.util.List;

/// What a student reads about one exercise where only plain text can stand.
final class Feedback {

    private Feedback() {}

    /// A line with state and points; then the problem, or each test that did not pass with what it
    /// says; then the hint.
    static String of(ExerciseGrade exercise) {
        List<String> parts = new ArrayList<>();
        parts.add(headline(exercise));
        if (!exercise.problem().isBlank()) {
            parts.add(exercise.problem());
        }
        Words.toldOf(exercise).map(Feedback::of).forEach(parts::add);
        if (!exercise.hint().isBlank()) {
            parts.add("Hint: " + exercise.hint());
        }
        return VisibleText.of(String.join("\n\n", parts));
    }

    private static String headline(ExerciseGrade exercise) {
        String tests =
                exercise.tests().isEmpty()
                        ? ""
                        : ", "
                                + exercise.passed()
                                + " of "
                                + Words.count(exercise.tests().size(), "test")
                                + " passed";
        return Words.state(exercise.state())
                + ", "
                + Words.score(exercise.score(), exercise.points())
                + tests;
    }

    private static String of(TestGrade test) {
        String headline = test.test() + ": " + Words.verdict(test.verdict());
        return test.message().isBlank() ? headline : headline + "\n" + test.message();
    }
}
