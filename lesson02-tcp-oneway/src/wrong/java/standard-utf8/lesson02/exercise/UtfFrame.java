package lesson02.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Writes the usual UTF-8: four bytes for an emoji, 00 for the char 0.
public final class UtfFrame {

    private UtfFrame() {}

    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 65_535) {
            throw new IllegalArgumentException("too long: " + bytes.length + " bytes");
        }
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    public static String decode(byte[] frame) throws IOException {
        if (frame.length < 2) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        int length = buffer.getShort() & 0xffff;
        if (buffer.remaining() < length) {
            throw new EOFException();
        }
        if (buffer.remaining() > length) {
            throw new UTFDataFormatException();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new UTFDataFormatException(e.getMessage());
        }
    }
}
