package course.cli.grade.report.html;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.TestGrade.Verdict;
import course.cli.grade.report.VisibleText;
import course.cli.grade.report.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a class has done with one exercise: how many are in which state, and what fails most often.
final class ExerciseStatistics {

    private static final int SHOWN = 3;

    private final String number;
    private final String title;
    private final Map<State, Integer> states = new EnumMap<>(State.class);
    private final Map<String, Integer> failures = new TreeMap<>();
    private int students;

    /// A reason, and how many students it keeps from the points.
    record Failure(String reason, int times) {

        String students() {
            return Words.count(times, "student");
        }
    }

    /// A part of the bar that shows the whole class.
    ///
    /// @param from where it begins and `width` how long it is, in percent
    record Part(Sign sign, int times, String from, String width) {}

    ExerciseStatistics(ExerciseGrade exercise) {
        number = exercise.number();
        title = exercise.title();
    }

    void add(ExerciseGrade exercise) {
        students++;
        states.merge(exercise.state(), 1, Integer::sum);
        exercise.tests().stream()
                .filter(test -> test.verdict() != Verdict.PASSED)
                .filter(test -> test.verdict() != Verdict.NOT_STARTED)
                .map(test -> VisibleText.line(test.test()))
                .distinct()
                .forEach(test -> failures.merge(test, 1, Integer::sum));
        if (exercise.state() == State.DOES_NOT_COMPILE || exercise.state() == State.REFUSED) {
            failures.merge(Words.state(exercise.state()), 1, Integer::sum);
        }
    }

    String number() {
        return number;
    }

    String title() {
        return title;
    }

    int students() {
        return students;
    }

    int solved() {
        return states.getOrDefault(State.DONE, 0);
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /// The most frequent first; those that are equally frequent in the order of their names.
    List<Failure> failures() {
        return failures.entrySet().stream()
                .map(entry -> new Failure(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Failure::times).reversed())
                .limit(SHOWN)
                .toList();
    }

    /// The bar, from the best state to the worst.
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (Map.Entry<State, Integer> state : states.entrySet()) {
            parts.add(
                    new Part(
                            Sign.of(state.getKey()),
                            state.getValue(),
                            percent(before),
                            percent(state.getValue())));
            before += state.getValue();
        }
        return parts;
    }

    /// In hundredths, without a floating point number that one machine rounds in another way.
    private String percent(int part) {
        return BigDecimal.valueOf(100L * part)
                .divide(BigDecimal.valueOf(students), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
