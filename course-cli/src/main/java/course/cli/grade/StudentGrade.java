package course.cli.grade;

import java.math.BigDecimal;
import java.util.List;

/// What one student has got, in all lessons that were graded.
///
/// @param id see [Submission#id()]
/// @param participant the number that Moodle gave the student; empty where there is none
/// @param notices what was ignored or refused of the submission, a sentence each
/// @param lessons in the order of the course
public record StudentGrade(
        String id,
        String name,
        String participant,
        List<String> notices,
        List<LessonGrade> lessons) {

    /// The sum over all lessons, in hundredths of a point at the finest.
    public BigDecimal score() {
        return lessons.stream().map(LessonGrade::score).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What could be had.
    public int points() {
        return lessons.stream().mapToInt(LessonGrade::points).sum();
    }
}
