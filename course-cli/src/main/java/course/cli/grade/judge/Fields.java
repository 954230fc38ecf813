package course.cli.grade.judge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Texts of any kind in one line, with tabs between them.
final class Fields {

    private Fields() {}

    static String join(String... fields) {
        return Stream.of(fields).map(Fields::escape).collect(Collectors.joining("\t"));
    }

    static List<String> split(String line) {
        return Arrays.stream(line.split("\t", -1)).map(Fields::unescape).toList();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escaped = text.charAt(i) == '\\' && i + 1 < text.length();
            plain.append(escaped ? unescaped(text.charAt(++i)) : text.charAt(i));
        }
        return plain.toString();
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> letter;
        };
    }
}
