package lesson07;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads lines of UTF-8 text from a stream that nobody trusts. A line ends with LF or with CR LF;
/// the last one may end with the stream.
///
/// It holds 128 bytes, and more only while a longer line is coming: thousands of idle clients cost
/// little. Bytes that are no UTF-8 become the character U+FFFD. For one thread; who has opened the
/// stream closes it.
public final class TextLines {

    private static final int FIRST_SIZE = 128;

    private final InputStream in;
    private final int mostBytes;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int from;
    private int to;

    /// A line has more bytes than allowed. What follows in the stream is the rest of it: no more
    /// can be read.
    public static final class TooLong extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        TooLong(int mostBytes) {
            super("a line has more than " + mostBytes + " bytes");
        }
    }

    /// Does not read yet.
    ///
    /// @param mostBytes how long a line may be, in bytes, without its end
    public TextLines(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    // region next
    /// The next line, without its end; null when the stream has ended. Blocks until one of them is
    /// there.
    ///
    /// @throws TooLong as soon as the line is longer than allowed, also when its end has not come
    public String next() throws IOException {
        int scanned = 0;
        while (true) {
            for (int end = from + scanned; end < to; end++) {
                if (buffer[end] == '\n') {
                    return take(end, end + 1);
                }
            }
            scanned = to - from;
            if (scanned > mostBytes + 1) { // one more: it may be a CR
                throw new TooLong(mostBytes);
            }
            if (!fill()) {
                return scanned == 0 ? null : take(to, to);
            }
        }
    }

    // endregion

    private String take(int end, int next) throws TooLong {
        int last = next > end && end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        if (last - from > mostBytes) {
            throw new TooLong(mostBytes);
        }
        String line = new String(buffer, from, last - from, StandardCharsets.UTF_8);
        from = next;
        return line;
    }

    /// Reads what is there; false at the end of the stream.
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * to, mostBytes + 2));
        } else if (to == 0 && buffer.length > FIRST_SIZE) {
            buffer = new byte[FIRST_SIZE];
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(count, 0);
        return count >= 0;
    }
}
