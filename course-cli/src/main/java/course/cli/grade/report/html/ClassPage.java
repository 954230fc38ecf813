package course.cli.grade.report.html;

import course.cli.grade.report.Words;
import java.util.List;

/// What the template `index.html` shows.
record ClassPage(
        String students,
        int points,
        String median,
        String done,
        List<LessonHead> lessons,
        List<ExerciseHead> exercises,
        List<Row> rows,
        List<ExerciseStatistics> statistics,
        List<Pair> similar,
        List<Notices> notices,
        List<String> remarks,
        String sandbox,
        boolean isolated) {

    boolean similarAny() {
        return !similar.isEmpty();
    }

    /// A lesson above the columns of its exercises.
    record LessonHead(String title, int columns) {}

    /// The head of a column.
    ///
    /// @param column counted from 0, for the script that sorts
    record ExerciseHead(int column, String number, String title, int points) {}

    /// A student.
    ///
    /// @param id shown where another student has the same name; else empty
    record Row(
            String name, String id, String link, String score, String percent, List<Cell> cells) {}

    /// A student's exercise.
    ///
    /// @param score what the script sorts by
    /// @param part the points, where there are some and not all; else empty
    record Cell(Sign sign, String score, String part) {}

    /// Two students whose code is alike.
    record Pair(
            String lesson,
            String first,
            String firstLink,
            String second,
            String secondLink,
            int percent) {}

    /// What was ignored of one submission.
    record Notices(String name, String link, List<String> sentences) {

        String number() {
            return Words.count(sentences.size(), "notice");
        }
    }
}
