package course.cli.grade.report.moodle;

import course.cli.grade.StudentGrade;
import course.cli.grade.report.VisibleText;
import course.cli.grade.report.Words;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Moodle's worksheet for grading offline. The teacher downloads it from the assignment, the grades
/// are filled in, and the teacher uploads it. Moodle knows its columns by the words in their head,
/// so everything but the grades stays as it is, byte for byte.
public final class MoodleWorksheet {

    private MoodleWorksheet() {}

    /// What a student has got, for one row.
    private record Result(String id, String number, String name, BigDecimal score, int points) {}

    /// Copies `worksheet` to `target` with the grades filled in; both may be the same file. Points
    /// are scaled where the worksheet has another maximum.
    ///
    /// A row belongs to the student with the same number, else to the only one with the same name.
    ///
    /// @return for each student without a row and each row without a student, a sentence
    /// @throws IOException with a sentence, when this is no such worksheet; then nothing is written
    public static List<String> fill(Path worksheet, List<StudentGrade> students, Path target)
            throws IOException {
        WorksheetBytes bytes = WorksheetBytes.of(Files.readAllBytes(worksheet));
        CsvCells cells = CsvCells.parse(bytes.text());
        WorksheetColumns columns = WorksheetColumns.of(cells);
        List<String> sentences = new Filling(cells, columns, students).fill();
        Path unfinished = Files.createTempFile(target.toAbsolutePath().getParent(), "moodle", null);
        try {
            Files.write(unfinished, bytes.with(cells.text()));
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return sentences;
    }

    /// The work on one file.
    private static final class Filling {

        private final CsvCells cells;
        private final WorksheetColumns columns;
        private final Map<String, Result> byNumber = new HashMap<>();
        private final Map<String, List<Result>> byName = new HashMap<>();
        private final List<Result> all = new ArrayList<>();
        private final Set<String> numbers = new HashSet<>();

        Filling(CsvCells cells, WorksheetColumns columns, List<StudentGrade> students) {
            this.cells = cells;
            this.columns = columns;
            for (StudentGrade student : students) {
                Result result =
                        new Result(
                                student.id(),
                                student.participant().strip(),
                                Words.name(student),
                                student.score(),
                                student.points());
                all.add(result);
                byNumber.put(result.number(), result);
                byName.computeIfAbsent(comparable(student.name()), _ -> new ArrayList<>())
                        .add(result);
            }
        }

        List<String> fill() {
            List<String> sentences = new ArrayList<>();
            Map<String, Integer> namesakes = readRows();
            Set<Result> found = new HashSet<>();
            for (int row = 1; row < cells.height(); row++) {
                if (WorksheetColumns.isBlank(cells, row)) {
                    continue;
                }
                Result result = resultFor(row, namesakes);
                if (result == null || columns.grade() >= cells.width(row)) {
                    sentences.add(
                            "The row of "
                                    + VisibleText.line(label(row))
                                    + " stays as it was: nothing of this student was graded.");
                } else {
                    cells.replace(row, columns.grade(), written(result));
                    found.add(result);
                }
            }
            all.stream()
                    .filter(result -> !found.contains(result))
                    .map(result ->
                            result.name()
                                    + ", "
                                    + Words.score(result.score(), result.points())
                                    + ", has no row in the worksheet.")
                    .forEach(sentences::add);
            return sentences;
        }

        private Result resultFor(int row, Map<String, Integer> namesakes) {
            String number = numberIn(row);
            if (!number.isEmpty() && byNumber.containsKey(number)) {
                return byNumber.get(number);
            }
            String name = nameIn(row);
            List<Result> same = byName.getOrDefault(name, List.of());
            return !name.isEmpty()
                            && namesakes.get(name) == 1
                            && same.size() == 1
                            && !numbers.contains(same.getFirst().number())
                    ? same.getFirst()
                    : null;
        }

        private String numberIn(int row) {
            return WorksheetColumns.participant(cells.value(row, columns.id()));
        }

        private Map<String, Integer> readRows() {
            Map<String, Integer> names = new HashMap<>();
            for (int row = 1; row < cells.height(); row++) {
                names.merge(nameIn(row), 1, Integer::sum);
                numbers.add(numberIn(row));
            }
            return names;
        }

        private String nameIn(int row) {
            return columns.name() < 0 ? "" : comparable(cells.value(row, columns.name()));
        }

        private String label(int row) {
            String id = cells.value(row, columns.id());
            return columns.name() < 0 ? id : cells.value(row, columns.name()) + " (" + id + ")";
        }

        /// Moodle shows two decimals.
        private String written(Result result) {
            BigDecimal grade =
                    result.points() == 0
                            ? BigDecimal.ZERO
                            : result.score()
                                    .multiply(columns.maximum())
                                    .divide(
                                            BigDecimal.valueOf(result.points()),
                                            2,
                                            RoundingMode.HALF_UP);
            String written = grade.setScale(2, RoundingMode.HALF_UP).toPlainString();
            return columns.decimalComma() ? written.replace('.', ',') : written;
        }

        /// The same name, whatever the spaces, the capitals and the way in which accents are
        /// stored.
        private static String comparable(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFC)
                    .strip()
                    .replaceAll("\\s+", " ")
                    .toLowerCase(Locale.ROOT);
        }
    }
}
