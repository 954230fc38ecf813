package course.cli.grade.intake;

import java.util.List;

/// Names that strangers have chosen, fit to be printed: on one line, and showing what is there.
final class Shown {

    private static final int LONGEST = 200;

    private Shown() {}

    /// The path with `/` between its parts.
    static String path(List<String> parts) {
        return name(String.join("/", parts));
    }

    /// The name. Every character that is not seen, or that changes how others are seen, is written
    /// as Java escapes it. A long name is cut in the middle: its end says what it is.
    static String name(String name) {
        String cut = name;
        if (name.length() > LONGEST) {
            cut =
                    name.substring(0, LONGEST / 2)
                            + "..."
                            + name.substring(name.length() - LONGEST / 2);
        }
        StringBuilder shown = new StringBuilder();
        cut.codePoints().forEach(c -> append(shown, c));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    shown.append(String.format("\\u%04x", c));
            default -> shown.appendCodePoint(c);
        }
    }
}
