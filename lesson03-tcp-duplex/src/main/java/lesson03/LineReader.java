package lesson03;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads lines of UTF-8 from outside. A line ends with LF or CR LF; the end of the stream ends the
/// last one. A line has a longest length, because whoever sends decides how much memory it takes.
final class LineReader {

    /// The longest line, in bytes, without its LF.
    static final int LONGEST = 4096;

    private final InputStream in;

    /// A line goes on after [#LONGEST] bytes. Nothing can be read behind it: end the connection.
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a line has more than " + LONGEST + " bytes");
        }
    }

    /// Reads ahead, so nobody else may read from `in`. The caller closes `in`.
    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    // region next
    /// The next line without its end; nothing at the end of the stream. Blocks until it is there.
    ///
    /// The bytes become text when the line is complete, and not before: a read may end in the
    /// middle of a character. Bytes that are no UTF-8 become U+FFFD.
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == LONGEST) {
                throw new TooLong();
            }
            line.write(next);
            next = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
    // endregion
}
