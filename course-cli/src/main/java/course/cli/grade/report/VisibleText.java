package course.cli.grade.report;

/// Text from students, made so that the reader sees all of it. Control characters, which can clear
/// a terminal, are drawn as their symbols (`␛`); characters that turn the direction of what follows
/// or take no room are written as their numbers (`[U+202E]`). What is left can stand in XML and
/// JSON.
public final class VisibleText {

    private static final int DELETE = 0x7F;
    private static final int SYMBOLS = 0x2400;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private VisibleText() {}

    /// Text of several lines; line feeds and tabs stay.
    public static String of(String text) {
        return shown(text.replace("\r\n", "\n"), "\n\t");
    }

    /// Text of one line, such as a name: line feeds and tabs are drawn too.
    public static String line(String text) {
        return shown(text, "");
    }

    private static String shown(String text, String kept) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (kept.indexOf(point) >= 0) {
                        shown.appendCodePoint(point);
                    } else if (point < ' ') {
                        shown.appendCodePoint(SYMBOLS + point);
                    } else if (point == DELETE) {
                        shown.append('\u2421');
                    } else if (isHalf(point)) {
                        shown.append('\uFFFD');
                    } else if (isHidden(point)) {
                        shown.append("[U+%04X]".formatted(point));
                    } else {
                        shown.appendCodePoint(point);
                    }
                });
        return shown.toString();
    }

    /// Half of a surrogate pair: no character, and no encoder takes it.
    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /// Emoji and some scripts need the two joiners; everything else of the kind hides something.
    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT -> point != ZERO_WIDTH_JOINER && point != ZERO_WIDTH_NON_JOINER;
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> isNoCharacter(point);
        };
    }

    private static boolean isNoCharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    }
}
