package lesson02.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads frames with a length of four bytes in front, the highest byte first. A length is checked
/// before it is used.
public final class FrameReader {

    private final InputStream in;
    private final int maximumLength;

    /// Reads frames from `in`, whose payload has at most `maximumLength` bytes. Reads nothing yet.
    /// `in` is not closed by this class: the caller does that.
    ///
    /// @throws IllegalArgumentException when `maximumLength` is negative
    public FrameReader(InputStream in, int maximumLength) {
        if (maximumLength < 0) {
            throw new IllegalArgumentException(
                    "a maximum length is not negative: " + maximumLength);
        }
        this.in = in;
        this.maximumLength = maximumLength;
    }

    /// The payload of the next frame, or an empty `Optional` when the stream ends between two
    /// frames.
    ///
    /// @throws ProtocolException when the length is negative or larger than the maximum; nothing
    ///   has been reserved for the payload, and nothing behind the four length bytes has been read
    /// @throws EOFException when the stream ends inside a frame
    /// @throws IOException when the connection breaks
    public Optional<byte[]> next() throws IOException {
        // readNBytes goes on until it has them all, or until the end of the stream.
        byte[] header = in.readNBytes(Integer.BYTES);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < Integer.BYTES) {
            throw new EOFException(
                    "the stream ends after " + header.length + " of the 4 bytes of a length");
        }
        int length = ByteBuffer.wrap(header).getInt();
        byte[] payload = new byte[length];
        checked(length);
        if (in.readNBytes(payload, 0, length) < length) {
            throw new EOFException("the stream ends inside a frame");
        }
        return Optional.of(payload);
    }

    private int checked(int length) throws ProtocolException {
        if (length < 0 || length > maximumLength) {
            throw new ProtocolException(
                    "a frame announces " + length + " bytes, allowed are 0 to " + maximumLength);
        }
        return length;
    }
}
