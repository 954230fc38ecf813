package course.cli.grade.report.moodle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A file of comma separated values in which single cells can be replaced while every other
/// character stays: quotes, spaces and line ends too.
final class CsvCells {

    private static final char QUOTE = '"';

    private final char delimiter;
    private final List<List<Cell>> rows;

    /// A cell as it stands in the file.
    ///
    /// @param raw with its quotes
    /// @param end what stands behind it: the delimiter, a line end, or nothing
    private record Cell(String raw, String end) {

        /// What it says, without quotes.
        String value() {
            return raw.startsWith("\"")
                    ? raw.substring(
                                    1,
                                    raw.endsWith("\"") && raw.length() > 1
                                            ? raw.length() - 1
                                            : raw.length())
                            .replace("\"\"", "\"")
                    : raw;
        }
    }

    private CsvCells(char delimiter, List<List<Cell>> rows) {
        this.delimiter = delimiter;
        this.rows = rows;
    }

    /// Reads a whole file. The delimiter is the one that cuts the first row into most cells: comma,
    /// semicolon or tab.
    static CsvCells parse(String text) {
        return Stream.of(',', ';', '\t')
                .map(delimiter -> new CsvCells(delimiter, rows(text, delimiter)))
                .max(Comparator.comparingInt(cells -> cells.rows.isEmpty() ? 0 : cells.width(0)))
                .orElseThrow();
    }

    private static List<List<Cell>> rows(String text, char delimiter) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfCell(text, at, delimiter);
            String behind = behind(text, end, delimiter);
            row.add(new Cell(text.substring(at, end), behind));
            at = end + behind.length();
            if (!behind.equals(String.valueOf(delimiter))) {
                rows.add(row);
                row = new ArrayList<>();
            } else if (at == text.length()) {
                row.add(new Cell("", ""));
            }
        }
        if (!row.isEmpty()) {
            rows.add(row);
        }
        return rows;
    }

    private static int endOfCell(String text, int from, char delimiter) {
        boolean inQuotes = text.charAt(from) == QUOTE;
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == QUOTE && inQuotes) {
                quoted = !quoted;
            } else if (!quoted && (next == delimiter || next == '\n' || next == '\r')) {
                return at;
            }
        }
        return text.length();
    }

    private static String behind(String text, int end, char delimiter) {
        if (end == text.length()) {
            return "";
        }
        return text.charAt(end) != delimiter && text.startsWith("\r\n", end)
                ? "\r\n"
                : text.substring(end, end + 1);
    }

    char delimiter() {
        return delimiter;
    }

    int height() {
        return rows.size();
    }

    int width(int row) {
        return rows.get(row).size();
    }

    /// What a cell says; empty where the row is too short.
    String value(int row, int column) {
        return column < width(row) ? rows.get(row).get(column).value() : "";
    }

    /// Replaces what a cell says. It keeps its quotes, and gets some where the value needs them.
    void replace(int row, int column, String value) {
        Cell old = rows.get(row).get(column);
        boolean quotes =
                old.raw().startsWith("\"")
                        || value.chars().anyMatch(c -> c == delimiter || c == QUOTE || c < ' ');
        String raw = quotes ? QUOTE + value.replace("\"", "\"\"") + QUOTE : value;
        rows.get(row).set(column, new Cell(raw, old.end()));
    }

    /// The whole file again.
    String text() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> row.forEach(cell -> text.append(cell.raw()).append(cell.end())));
        return text.toString();
    }
}
