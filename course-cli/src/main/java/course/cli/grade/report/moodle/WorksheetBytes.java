package course.cli.grade.report.moodle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A text file in whatever encoding the teacher's table calculation has chosen: UTF-8 or UTF-16,
/// each with or without a byte order mark, windows-1252 or GBK.
///
/// @param mark the byte order mark as a character; empty where there is none
record WorksheetBytes(Charset encoding, String mark, String text) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// GBK with all that came after it.
    private static final Charset GB18030 = Charset.forName("GB18030");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int HIGH = 0x80;

    /// Reads the bytes.
    ///
    /// @throws IOException with a sentence, when no encoding would give the same bytes again
    static WorksheetBytes of(byte[] bytes) throws IOException {
        for (Charset encoding : candidates(bytes)) {
            try {
                String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
                String unmarked = text.substring(mark.length());
                WorksheetBytes read = new WorksheetBytes(encoding, mark, unmarked);
                if (Arrays.equals(bytes, read.with(unmarked))) {
                    return read;
                }
            } catch (CharacterCodingException _) {
                // The next one.
            }
        }
        throw new IOException(
                "The worksheet is in an encoding that is not known here. Save it as CSV in UTF-8.");
    }

    private static List<Charset> candidates(byte[] bytes) {
        if (begins(bytes, 0xFF, 0xFE) || isUtf16(bytes, 1)) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (begins(bytes, 0xFE, 0xFF) || isUtf16(bytes, 0)) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        return List.of(
                StandardCharsets.UTF_8, highBytesComeInPairs(bytes) ? GB18030 : WINDOWS_1252);
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    /// In UTF-16 every second byte of an ASCII text is zero: delimiters and digits are ASCII.
    private static boolean isUtf16(byte[] bytes, int zeros) {
        int found = 0;
        for (int at = zeros; at < bytes.length; at += 2) {
            found += bytes[at] == 0 ? 1 : 0;
        }
        return found > bytes.length / 8;
    }

    /// In GBK a Chinese character is two bytes, mostly both high. In windows-1252 a letter with an
    /// accent is one, with letters without accents beside it.
    private static boolean highBytesComeInPairs(byte[] bytes) {
        int single = 0;
        int paired = 0;
        for (int at = 0; at < bytes.length; at++) {
            int from = at;
            while (at < bytes.length && (bytes[at] & HIGH) != 0) {
                at++;
            }
            single += at - from == 1 ? 1 : 0;
            paired += at - from > 1 ? 1 : 0;
        }
        return paired > single;
    }

    /// The bytes of another text, with the same encoding and mark.
    ///
    /// @throws CharacterCodingException when the encoding has no bytes for it
    byte[] with(String other) throws CharacterCodingException {
        ByteBuffer encoded = encoding.newEncoder().encode(CharBuffer.wrap(mark + other));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
