package lesson07;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes lines of UTF-8 text from bytes that come in pieces. A line ends with LF or with CR LF. It
/// is made into text when all of it is there: a piece may end in the middle of a character.
///
/// Between two pieces it holds the line that has begun, and nothing when none has. Bytes that are
/// no UTF-8 become the character U+FFFD.
public final class LineDecoder {

    private static final byte[] NOTHING = {};

    private final int mostBytes;
    private byte[] begun = NOTHING;

    /// A line has more bytes than allowed. What follows is the rest of it.
    public static final class TooLong extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        TooLong(int mostBytes) {
            super("a line has more than " + mostBytes + " bytes");
        }
    }

    /// @param mostBytes how long a line may be, in bytes, without its end
    public LineDecoder(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Takes the bytes of the next line from `in`. When its end has not come, all bytes are taken
    /// and kept.
    ///
    /// @return the line without its end; null when it is not complete
    /// @throws TooLong as soon as it is longer than allowed, also when its end has not come
    public String next(ByteBuffer in) throws TooLong {
        int end = in.position();
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        boolean isComplete = end < in.limit();
        keep(in, end - in.position());
        if (!isComplete) {
            return null;
        }
        in.get(); // the LF
        return take();
    }

    /// What stands behind the last line end, when the stream has ended; null when nothing does.
    public String rest() {
        return begun.length == 0 ? null : text(begun.length);
    }

    private void keep(ByteBuffer in, int count) throws TooLong {
        int length = begun.length;
        if (length + count > mostBytes + 1) { // one more: it may be a CR
            throw new TooLong(mostBytes);
        }
        begun = Arrays.copyOf(begun, length + count);
        in.get(begun, length, count);
    }

    private String take() throws TooLong {
        int last = begun.length;
        int length = last > 0 && begun[last - 1] == '\r' ? last - 1 : last;
        if (length > mostBytes) {
            throw new TooLong(mostBytes);
        }
        return text(length);
    }

    private String text(int length) {
        String line = new String(begun, 0, length, StandardCharsets.UTF_8);
        begun = NOTHING;
        return line;
    }
}
