package lesson07;

/// Text from outside, made harmless for a terminal. A terminal obeys control characters: text that
/// holds them can clear the screen, change the window's title or pretend to be a line of the
/// program's own output.
final class SafeText {

    /// How many characters are shown, in code points.
    static final int LONGEST = 200;

    private SafeText() {}

    /// The text on one line: control and invisible characters as `\u001b`, and no more than
    /// [#LONGEST] of them.
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(character -> append(shown, character));
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST ? shown.toString() : shown + "... (" + length + " characters)";
    }

    private static void append(StringBuilder shown, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    shown.append(String.format("\\u%04x", character));
            default -> shown.appendCodePoint(character);
        }
    }
}
