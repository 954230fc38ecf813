package course.cli.grade.report.moodle;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which column of a grading worksheet holds what. The words in the head depend on the language of
/// the teacher's Moodle; known are English, German and Chinese. For all others the cells tell:
/// Moodle writes "Participant 12" in every row of the first column, in the reader's language, then
/// the name; and the grade always stands before its maximum.
///
/// @param name -1 where the names are hidden
/// @param decimalComma whether this file's numbers are written `7,5`
record WorksheetColumns(int id, int name, int grade, BigDecimal maximum, boolean decimalComma) {

    private static final Set<String> GRADE =
            Set.of("Grade", "Mark", "Bewertung", "成绩", "分数", "成績", "分數");

    private static final Set<String> MAXIMUM =
            Set.of(
                    "Maximum grade",
                    "Maximum Grade",
                    "Maximum mark",
                    "Bestwertung",
                    "Bestbewertung",
                    "最高分",
                    "最高成绩",
                    "最高成績",
                    "最高分數");

    private static final Set<String> NAME =
            Set.of("Full name", "Vollständiger Name", "全名", "姓名", "全名/姓名");

    private static final Set<String> SCALE = Set.of("Scale", "Skala", "量表", "等级", "等級");

    /// Languages whose numbers have a comma, where no number in the file tells.
    private static final Set<String> WITH_COMMA = Set.of("Bewertung");

    private static final Pattern PARTICIPANT = Pattern.compile("(\\D+?)\\s?(\\d{1,18})");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:[.,]\\d{1,5})?");

    /// Looks for the columns.
    ///
    /// @throws IOException with a sentence that says what is missing
    static WorksheetColumns of(CsvCells cells) throws IOException {
        if (cells.height() == 0) {
            throw new IOException("The worksheet is empty.");
        }
        int id =
                columns(cells)
                        .filter(column -> holdsParticipants(cells, column))
                        .findFirst()
                        .orElseThrow(() ->
                                new IOException(
                                        "This is no grading worksheet of Moodle: no column holds"
                                                + " \"Participant 12\" or the like in every row."
                                                + " In the assignment: View all submissions,"
                                                + " Download grading worksheet."));
        if (named(cells, SCALE).isPresent()) {
            throw new IOException(
                    "The assignment is graded with a scale, not with points. Change its grade to"
                            + " \"Point\" in Moodle, then download the worksheet again.");
        }
        int maximum =
                named(cells, MAXIMUM)
                        .or(() -> columns(cells).filter(at -> isMaximum(cells, id, at)).findFirst())
                        .orElseThrow(() ->
                                new IOException(
                                        "The worksheet has no column with the maximum grade."));
        int grade = named(cells, GRADE).orElse(maximum - 1);
        int name = named(cells, NAME).orElse(grade > id + 2 ? id + 1 : -1);
        return new WorksheetColumns(
                id, name, grade, number(cells, maximum), hasDecimalComma(cells, grade, maximum));
    }

    /// The number in a cell such as "Participant 12" or "Teilnehmer/in12"; empty for another cell.
    static String participant(String cell) {
        Matcher participant = PARTICIPANT.matcher(cell.strip());
        return participant.matches() ? participant.group(2) : "";
    }

    private static Stream<Integer> columns(CsvCells cells) {
        return IntStream.range(0, cells.width(0)).boxed();
    }

    private static Optional<Integer> named(CsvCells cells, Set<String> names) {
        return columns(cells).filter(at -> names.contains(cells.value(0, at).strip())).findFirst();
    }

    private static boolean holdsParticipants(CsvCells cells, int column) {
        String word = null;
        for (int row = 1; row < cells.height(); row++) {
            String cell = cells.value(row, column).strip();
            Matcher participant = PARTICIPANT.matcher(cell);
            if (isBlank(cells, row)) {
                continue;
            }
            if (!participant.matches() || (word != null && !word.equals(participant.group(1)))) {
                return false;
            }
            word = participant.group(1);
        }
        return word != null;
    }

    /// Some programs end a file with an empty row.
    static boolean isBlank(CsvCells cells, int row) {
        return IntStream.range(0, cells.width(row)).allMatch(at -> cells.value(row, at).isBlank());
    }

    /// The same number above zero in every row, and before it nothing or numbers.
    private static boolean isMaximum(CsvCells cells, int id, int column) {
        if (column < id + 2) {
            return false;
        }
        for (int row = 1; row < cells.height(); row++) {
            String grade = cells.value(row, column - 1).strip();
            if (!isBlank(cells, row)
                    && (!cells.value(row, column).equals(cells.value(1, column))
                            || !(grade.isEmpty() || NUMBER.matcher(grade).matches()))) {
                return false;
            }
        }
        String maximum = cells.value(1, column).strip();
        return NUMBER.matcher(maximum).matches() && decimal(maximum).signum() > 0;
    }

    private static BigDecimal number(CsvCells cells, int column) throws IOException {
        String maximum = cells.height() > 1 ? cells.value(1, column).strip() : "";
        if (!NUMBER.matcher(maximum).matches() || decimal(maximum).signum() == 0) {
            throw new IOException(
                    "The worksheet's maximum grade is no number above zero: \"" + maximum + "\".");
        }
        return decimal(maximum);
    }

    private static boolean hasDecimalComma(CsvCells cells, int grade, int maximum) {
        for (int row = 1; row < cells.height(); row++) {
            String numbers = cells.value(row, maximum) + cells.value(row, grade);
            if (numbers.contains(",") || numbers.contains(".")) {
                return numbers.contains(",");
            }
        }
        return WITH_COMMA.contains(cells.value(0, grade).strip());
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number.replace(',', '.'));
    }
}
