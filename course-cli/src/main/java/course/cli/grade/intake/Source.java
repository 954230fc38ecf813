package course.cli.grade.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a source file, as it can be compiled: UTF-8 without a byte order mark.
record Source(String text) {

    /// Our longest solution has 12 KB.
    static final int MOST_BYTES = 256 * 1024;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int MARK_OF_UTF_16 = 0xfeff;

    private static final String SAVE_AS_UTF_8 =
            " Save it as UTF-8. IntelliJ: File | File Properties | File Encoding, UTF-8, Convert."
                    + " VS Code: click the encoding at the bottom right, Save with Encoding, UTF-8.";

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    /// Reads all of it, and no more than the limit into memory.
    ///
    /// @throws Refused when it is too long, or is not UTF-8
    /// @throws TooMuch when the budget is spent
    static Source of(Content content, Budget budget) throws IOException, Refused {
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        budget.source(bytes.length);
        if (bytes.length > MOST_BYTES) {
            throw tooLong();
        }
        return new Source(decode(bytes));
    }

    static Refused tooLong() {
        return new Refused(
                "refused. It has more than " + MOST_BYTES / 1024 + " KB. No exercise needs that.");
    }

    /// The package that it names; empty when it names none.
    String packageName() {
        Matcher found = PACKAGE.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String decode(byte[] bytes) throws Refused {
        if (bytes.length >= 2) {
            int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
            if (first == MARK_OF_UTF_16 || first == Character.reverseBytes((char) MARK_OF_UTF_16)) {
                throw new Refused("refused. It is UTF-16, not UTF-8." + SAVE_AS_UTF_8);
            }
        }
        boolean marked = Arrays.equals(bytes, 0, Math.min(3, bytes.length), MARK, 0, 3);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(marked ? MARK.length : 0);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        if (result.isError()) {
            throw new Refused(
                    String.format(
                                    "refused. It is not UTF-8: line %d has the byte %s.",
                                    lineOf(in.position(), bytes),
                                    HexFormat.of().toHexDigits(bytes[in.position()]))
                            + SAVE_AS_UTF_8);
        }
        return text.flip().toString();
    }

    private static int lineOf(int position, byte[] bytes) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
