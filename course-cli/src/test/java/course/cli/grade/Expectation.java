package course.cli.grade;

import course.cli.grade.ExerciseGrade.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a submission must get.
///
/// @param id of the submission
/// @param exercises by number, what may become of each; not named means that it does not matter
/// @param says pieces of which each must be in what the student reads
/// @param never pieces of which none may be there
/// @param failing tests that must not pass, without the arguments of a parameterized one
record Expectation(
        String id,
        Map<String, List<Outcome>> exercises,
        List<String> says,
        List<String> never,
        List<String> failing) {

    /// One way in which it may end.
    ///
    /// @param less fewer points than `score`, and not exactly so many
    record Outcome(State state, boolean less, BigDecimal score) {

        /// `DONE 15`, or `PARTLY <15`.
        static Outcome parse(String text) {
            String[] words = text.strip().split(" ");
            boolean less = words[1].startsWith("<");
            return new Outcome(
                    State.valueOf(words[0]), less, new BigDecimal(words[1].replace("<", "")));
        }

        boolean allows(ExerciseGrade grade) {
            int difference = grade.score().compareTo(score);
            return grade.state() == state && (less ? difference < 0 : difference == 0);
        }
    }

    /// `DONE 15 | REFUSED 0`.
    static List<Outcome> outcomes(String text) {
        return Arrays.stream(text.split("\\|")).map(Outcome::parse).toList();
    }

    Expectation withId(String other) {
        return new Expectation(other, exercises, says, never, failing);
    }

    /// How the grade differs from this, a sentence each; empty when it is right.
    List<String> faultsOf(StudentGrade grade) {
        List<String> faults = new ArrayList<>();
        exercises.forEach((number, allowed) -> {
            List<ExerciseGrade> found =
                    exercisesOf(grade).filter(one -> one.number().equals(number)).toList();
            if (found.size() != 1
                    || allowed.stream().noneMatch(one -> one.allows(found.getFirst()))) {
                faults.add(id + ": " + number + " must be " + allowed + ", and is " + found);
            }
        });
        String text = text(grade);
        says.stream()
                .filter(piece -> !text.contains(piece))
                .forEach(piece -> faults.add(id + ": does not say \"" + piece + "\" but\n" + text));
        never.stream()
                .filter(text::contains)
                .forEach(piece -> faults.add(id + ": says \"" + piece + "\":\n" + text));
        for (String test : failing) {
            boolean failed =
                    exercisesOf(grade)
                            .flatMap(exercise -> exercise.tests().stream())
                            .filter(one -> one.verdict() != TestGrade.Verdict.PASSED)
                            .anyMatch(one -> one.test().startsWith(test));
            if (!failed) {
                faults.add(id + ": " + test + " must fail, and passes or is not there");
            }
        }
        return faults;
    }

    private static Stream<ExerciseGrade> exercisesOf(StudentGrade grade) {
        return grade.lessons().stream().flatMap(lesson -> lesson.exercises().stream());
    }

    /// All that a student reads.
    static String text(StudentGrade grade) {
        List<String> lines = new ArrayList<>(grade.notices());
        exercisesOf(grade)
                .forEach(exercise -> {
                    lines.add(exercise.problem());
                    lines.add(exercise.hint());
                    exercise.tests().forEach(test -> lines.add(test.message()));
                });
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }
}
