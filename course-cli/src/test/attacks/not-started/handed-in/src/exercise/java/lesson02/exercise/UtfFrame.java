package lesson02.exercise;

import java.io.IOException;

/// **Exercise 2.2: One frame by hand.** About 25 minutes.
///
/// Write and read the frame of [java.io.DataOutputStream#writeUTF] yourself, byte by byte, without
/// the classes `DataOutputStream` and `DataInputStream` (and without `RandomAccessFile` or object
/// streams).
///
///      0                   1
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
///     +-------------------------------+
///     |   length, in bytes, unsigned  |   the higher byte first (big-endian)
///     +-------------------------------+
///     |   the text in modified UTF-8  |   0 to 65,535 bytes
///     |             ...               |
///     +-------------------------------+
///
/// Modified UTF-8 encodes each `char` of the string by itself ([java.io.DataInput], "Modified
/// UTF-8"):
///
/// | char            | bytes | bits                         |
/// |-----------------|-------|------------------------------|
/// | 0001 to 007F    | 1     | `0xxxxxxx`                   |
/// | 0000, 0080-07FF | 2     | `110xxxxx 10xxxxxx`          |
/// | 0800 to FFFF    | 3     | `1110xxxx 10xxxxxx 10xxxxxx` |
///
/// It differs from the usual UTF-8 in two places. The char 0 is `c0 80`. An emoji is two chars in
/// Java (a surrogate pair), and each of the two takes three bytes, so six in all; the usual UTF-8
/// needs four.
///
/// | text | frame                        |
/// |------|------------------------------|
/// | "A"  | `00 01 41`                   |
/// | "你好" | `00 06 e4 bd a0 e5 a5 bd`    |
/// | "😀" | `00 06 ed a0 bd ed b8 80`    |
public final class UtfFrame {

    private UtfFrame() {}

    /// The frame of `text`: two length bytes, then the text.
    ///
    /// @throws IllegalArgumentException when the text takes more than 65,535 bytes
    public static byte[] encode(String text) {
        throw new UnsupportedOperationException(
                "Count the bytes that the text takes, then write the two length bytes.");
    }

    /// The text of one frame. `frame` holds this frame and nothing else.
    ///
    /// Bytes that [java.io.DataInput#readUTF] reads are read, bytes that it refuses are refused.
    ///
    /// @throws java.io.EOFException when `frame` ends early: fewer than two length bytes, or fewer
    ///   bytes of text than they announce
    /// @throws java.io.UTFDataFormatException when bytes follow the frame, or when the text is not
    ///   modified UTF-8: a first byte of `10xxxxxx` or `1111xxxx`, a following byte that is not
    ///   `10xxxxxx`, a char whose bytes are cut off by the announced length
    public static String decode(byte[] frame) throws IOException {
        throw new UnsupportedOperationException(
                "Put the two length bytes together to a number from 0 to 65535.");
    }
}
