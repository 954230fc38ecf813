package course.testkit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Bytes as people read them.
public final class Bytes {

    private static final int SHOWN = 24;

    private Bytes() {}

    /// Bytes from hex digits, with or without spaces: `of("00 06 e4bda0")`.
    public static byte[] of(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /// Two hex digits a byte; of a long array the first 24 bytes and the length.
    public static String hex(byte[] bytes) {
        if (bytes.length == 0) {
            return "(no bytes)";
        }
        int shown = Math.min(bytes.length, SHOWN);
        String digits = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown);
        return shown == bytes.length ? digits : digits + " ... (" + bytes.length + " bytes)";
    }

    /// What `printf` in a shell needs to make these bytes: printable ASCII stays, the rest becomes
    /// `\345`. Octal, because `\x` is understood by bash only.
    public static String printf(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = b >= ' ' && b < 127 && "\\%'\"".indexOf(b) < 0;
            text.append(plain ? Character.toString(b) : String.format("\\%03o", b & 0xff));
        }
        return text.toString();
    }

    /// The offset of the first byte that differs, or -1. A shorter array differs at its end.
    public static int firstDifference(byte[] expected, byte[] actual) {
        return java.util.Arrays.mismatch(expected, actual);
    }

    /// UTF-8 bytes of a text.
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
