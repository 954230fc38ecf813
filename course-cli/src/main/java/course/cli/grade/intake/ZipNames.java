package course.cli.grade.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// File names in a zip. What they are encoded in is said for UTF-8 only; Windows writes them as its
/// language has it, and says nothing. What matters of a path is ASCII: a wrong guess is seen in a
/// notice and nowhere else.
final class ZipNames {

    private static final int SAID_TO_BE_UTF_8 = 1 << 11;

    /// In GB2312 all bytes of a Chinese text are above 127, in pairs; a German umlaut stands alone.
    private static final List<Charset> GUESSES =
            List.of(StandardCharsets.UTF_8, Charset.forName("GB2312"), Charset.forName("IBM850"));

    private ZipNames() {}

    /// @param flags the general purpose bits of the entry
    static String decode(byte[] name, int flags) {
        if ((flags & SAID_TO_BE_UTF_8) != 0) {
            return new String(name, StandardCharsets.UTF_8);
        }
        for (Charset guess : GUESSES) {
            try {
                return guess.newDecoder().decode(ByteBuffer.wrap(name)).toString();
            } catch (CharacterCodingException _) {
                // The next one, then.
            }
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
