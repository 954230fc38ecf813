package course.cli.grade.report.html;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import course.cli.grade.report.ClassNotes;
import course.cli.grade.report.SimilarPair;
import course.cli.grade.report.VisibleText;
import course.cli.grade.report.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what the overview shows, student after student, so that nobody's traces have to be
/// held.
final class ClassView {

    /// Columns before the first exercise: the name and the points.
    private static final int BEFORE = 2;

    private final Map<String, ExerciseStatistics> statistics = new LinkedHashMap<>();
    private final Map<String, ClassPage.ExerciseHead> exercises = new LinkedHashMap<>();
    private final Map<String, ClassPage.LessonHead> lessons = new LinkedHashMap<>();
    private final List<ClassPage.Row> rows = new ArrayList<>();
    private final List<ClassPage.Notices> notices = new ArrayList<>();
    private final List<BigDecimal> scores = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> namesakes = new HashMap<>();
    private int points;
    private int done;

    void add(StudentGrade student) {
        String name = Words.name(student);
        names.put(student.id(), name);
        namesakes.merge(name, 1, Integer::sum);
        scores.add(student.score());
        points = Math.max(points, student.points());
        List<ClassPage.Cell> cells = new ArrayList<>();
        for (LessonGrade lesson : student.lessons()) {
            lessons.putIfAbsent(
                    lesson.lesson(),
                    new ClassPage.LessonHead(
                            VisibleText.line(lesson.title()), lesson.exercises().size()));
            for (ExerciseGrade exercise : lesson.exercises()) {
                add(exercise);
                cells.add(cell(exercise));
            }
        }
        rows.add(
                new ClassPage.Row(
                        name,
                        VisibleText.line(student.id()),
                        link(student.id()),
                        Words.points(student.score()),
                        StudentPage.percent(student.score(), student.points()),
                        cells));
        if (!student.notices().isEmpty()) {
            notices.add(
                    new ClassPage.Notices(
                            name,
                            link(student.id()),
                            student.notices().stream().map(VisibleText::line).toList()));
        }
    }

    private void add(ExerciseGrade exercise) {
        exercises.computeIfAbsent(
                exercise.number(),
                number ->
                        new ClassPage.ExerciseHead(
                                BEFORE + exercises.size(),
                                number,
                                exercise.title(),
                                exercise.points()));
        statistics
                .computeIfAbsent(exercise.number(), _ -> new ExerciseStatistics(exercise))
                .add(exercise);
        if (exercise.state() == State.DONE) {
            done++;
        }
    }

    private static ClassPage.Cell cell(ExerciseGrade exercise) {
        String score = Words.points(exercise.score());
        return new ClassPage.Cell(
                Sign.of(exercise.state()), score, exercise.state() == State.PARTLY ? score : "");
    }

    ClassPage page(ClassNotes notes) {
        return new ClassPage(
                Words.count(rows.size(), "student"),
                points,
                median(),
                done + " of " + (long) rows.size() * exercises.size(),
                List.copyOf(lessons.values()),
                List.copyOf(exercises.values()),
                rows.stream().map(this::withoutNeedlessId).toList(),
                List.copyOf(statistics.values()),
                notes.similar().stream().map(this::pair).toList(),
                notices,
                notes.remarks(),
                notes.sandbox(),
                notes.isolated());
    }

    private ClassPage.Row withoutNeedlessId(ClassPage.Row row) {
        return namesakes.get(row.name()) > 1
                ? row
                : new ClassPage.Row(
                        row.name(), "", row.link(), row.score(), row.percent(), row.cells());
    }

    private ClassPage.Pair pair(SimilarPair pair) {
        return new ClassPage.Pair(
                pair.lesson(),
                nameOf(pair.first()),
                link(pair.first()),
                nameOf(pair.second()),
                link(pair.second()),
                pair.percent());
    }

    private String nameOf(String id) {
        return names.getOrDefault(id, VisibleText.line(id));
    }

    private static String link(String id) {
        return "students/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")
                + ".html";
    }

    private String median() {
        List<BigDecimal> sorted = scores.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "0";
        }
        BigDecimal low = sorted.get((sorted.size() - 1) / 2);
        BigDecimal high = sorted.get(sorted.size() / 2);
        return Words.points(low.add(high).divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP));
    }
}
