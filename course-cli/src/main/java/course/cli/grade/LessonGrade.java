package course.cli.grade;

import java.math.BigDecimal;
import java.util.List;

/// What one student has got in one lesson.
///
/// @param lesson `lesson02`
/// @param title `TCP, one way`
/// @param exercises in the order of their numbers, all of the lesson
public record LessonGrade(String lesson, String title, List<ExerciseGrade> exercises) {

    /// The sum over its exercises.
    public BigDecimal score() {
        return exercises.stream()
                .map(ExerciseGrade::score)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What could be had.
    public int points() {
        return exercises.stream().mapToInt(ExerciseGrade::points).sum();
    }
}
