package lesson02.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;

/// The frame of [java.io.DataOutputStream#writeUTF], byte by byte: two length bytes, big-endian and
/// unsigned, then the text in modified UTF-8 ([java.io.DataInput], "Modified UTF-8").
public final class UtfFrame {

    private static final int LENGTH_BYTES = 2;
    private static final int MAXIMUM_LENGTH = 0xffff;

    private UtfFrame() {}

    /// The frame of `text`.
    ///
    /// @throws IllegalArgumentException when the text takes more than 65,535 bytes
    public static byte[] encode(String text) {
        int length = encodedLength(text);
        byte[] frame = new byte[LENGTH_BYTES + length];
        frame[0] = (byte) (length >>> 8);
        frame[1] = (byte) length;
        int at = LENGTH_BYTES;
        for (int i = 0; i < text.length(); i++) {
            at = put(text.charAt(i), frame, at);
        }
        return frame;
    }

    /// The text of one frame. `frame` holds this frame and nothing else.
    ///
    /// @throws EOFException when `frame` ends early
    /// @throws UTFDataFormatException when bytes follow the frame, or when the text is not modified
    ///   UTF-8
    public static String decode(byte[] frame) throws IOException {
        int end = LENGTH_BYTES + announcedLength(frame);
        if (frame.length < end) {
            throw new EOFException(
                    "the frame has " + frame.length + " bytes, its length announces " + end);
        }
        StringBuilder text = new StringBuilder();
        int at = LENGTH_BYTES;
        while (at < end) {
            int size = sizeFrom(frame[at], at);
            text.append(charAt(frame, at, size));
            at += size;
        }
        return text.toString();
    }

    private static int encodedLength(String text) {
        // long: a string can have two thousand million characters, three times that is no int any
        // more.
        long length = text.chars().mapToLong(c -> size((char) c)).sum();
        if (length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "the text takes "
                            + length
                            + " bytes, a frame carries "
                            + MAXIMUM_LENGTH
                            + " at most");
        }
        return (int) length;
    }

    private static int size(char c) {
        if (c >= 0x0001 && c <= 0x007f) {
            return 1;
        }
        return c <= 0x07ff ? 2 : 3;
    }

    private static int put(char c, byte[] frame, int at) {
        int size = size(c);
        switch (size) {
            case 1 -> frame[at] = (byte) c;
            case 2 -> {
                frame[at] = (byte) (0b1100_0000 | (c >>> 6));
                frame[at + 1] = following(c);
            }
            default -> {
                frame[at] = (byte) (0b1110_0000 | (c >>> 12));
                frame[at + 1] = following(c >>> 6);
                frame[at + 2] = following(c);
            }
        }
        return at + size;
    }

    private static byte following(int bits) {
        return (byte) (0b1000_0000 | (bits & 0b0011_1111));
    }

    private static int announcedLength(byte[] frame) throws EOFException {
        if (frame.length < LENGTH_BYTES) {
            throw new EOFException("the frame ends inside its length");
        }
        // A Java byte is signed: without & 0xff the byte c8 would count as -56, not as 200.
        return ((frame[0] & 0xff) << 8) | (frame[1] & 0xff);
    }

    /// How many bytes the char has that begins with this byte.
    private static int sizeFrom(byte first, int at) throws UTFDataFormatException {
        return switch ((first & 0xff) >>> 4) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> 1;
            case 12, 13 -> 2;
            case 14 -> 3;
            default -> throw new UTFDataFormatException("no char begins with the byte at " + at);
        };
    }

    private static char charAt(byte[] frame, int at, int size) throws UTFDataFormatException {
        if (at + size > frame.length) {
            throw new UTFDataFormatException("the text ends inside the char that begins at " + at);
        }
        int bits =
                switch (size) {
                    case 1 -> frame[at];
                    case 2 -> frame[at] & 0b0001_1111;
                    default -> frame[at] & 0b0000_1111;
                };
        for (int i = at + 1; i < at + size; i++) {
            if ((frame[i] & 0b1100_0000) != 0b1000_0000) {
                throw new UTFDataFormatException("the byte at " + i + " does not continue a char");
            }
            bits = (bits << 6) | (frame[i] & 0b0011_1111);
        }
        return (char) bits;
    }
}
