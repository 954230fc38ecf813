package lesson07;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small buffer as people read it: its bytes, and below them `p` where the position is and `l` where the limit is.
///
///     00 02 61 62 00 03 63 00 00 00
///     p                    l            position 0, limit 7
///
/// The limit is the first byte that may *not* be used, so it can stand behind the last one.
final class BufferPicture {

    private static final HexFormat HEX = HexFormat.of();

    private BufferPicture() {}

    /// Two lines, without changing the buffer. All bytes are shown, also those that nobody may read
    /// now.
    static String of(ByteBuffer buffer) {
        String bytes =
                IntStream.range(0, buffer.capacity())
                        .mapToObj(i -> HEX.toHexDigits(buffer.array()[buffer.arrayOffset() + i]))
                        .collect(Collectors.joining(" "));
        StringBuilder marks = new StringBuilder(" ".repeat(3 * buffer.capacity() + 3));
        marks.setCharAt(3 * buffer.limit(), 'l');
        marks.setCharAt(3 * buffer.position(), 'p');
        if (buffer.position() == buffer.limit()) {
            marks.setCharAt(3 * buffer.position() + 1, 'l');
        }
        return "    "
                + bytes
                + "\n    "
                + marks
                + " position "
                + buffer.position()
                + ", limit "
                + buffer.limit();
    }
}
