package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `grades.csv`: a row per student, with the points of each exercise, for a table calculation. It
/// begins with a byte order mark: without one, Excel takes UTF-8 for the local encoding and breaks
/// every Chinese name.
final class CsvReport implements Report {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        try (Writer csv =
                Files.newBufferedWriter(out.resolve("grades.csv"), StandardCharsets.UTF_8)) {
            csv.append(BYTE_ORDER_MARK);
            boolean first = true;
            for (StudentGrade student : students) {
                if (first) {
                    csv.append(line(header(student)));
                    first = false;
                }
                csv.append(line(row(student)));
            }
        }
    }

    private static List<String> header(StudentGrade student) {
        List<String> cells =
                new ArrayList<>(List.of("id", "name", "participant", "points", "of", "notices"));
        exercises(student).map(ExerciseGrade::number).forEach(cells::add);
        return cells;
    }

    private static List<String> row(StudentGrade student) {
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                harmless(student.id()),
                                harmless(student.name()),
                                harmless(student.participant()),
                                Words.points(student.score()),
                                String.valueOf(student.points()),
                                String.valueOf(student.notices().size())));
        exercises(student).map(ExerciseGrade::score).map(Words::points).forEach(cells::add);
        return cells;
    }

    private static Stream<ExerciseGrade> exercises(StudentGrade student) {
        return student.lessons().stream().map(LessonGrade::exercises).flatMap(List::stream);
    }

    /// As RFC 4180 has it: what would break a cell stands in quotes, quotes are doubled.
    private static String line(List<String> cells) {
        return cells.stream().map(CsvReport::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("[^,;\"]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /// A cell that begins like a formula is run by a table calculation when the teacher opens the
    /// file: `=HYPERLINK(...)` as a name. An apostrophe before it makes it text.
    static String harmless(String cell) {
        String shown = VisibleText.line(cell);
        return shown.stripLeading().matches("(?s)[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*")
                ? "'" + shown
                : shown;
    }
}
