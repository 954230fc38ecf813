package lesson07.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/// Cuts the frames of one connection out of its bytes, however they come: two length bytes,
/// unsigned and big-endian, then the payload.
public final class FrameDecoder {

    private static final int LENGTH_BYTES = 2;

    private final int maximumLength;

    /// Between two calls it is being filled: the beginning of an incomplete frame stands before its
    /// position.
    private final ByteBuffer buffer;

    /// @param maximumLength how many bytes a payload may have, 0 to 65,535
    public FrameDecoder(int maximumLength) {
        this.maximumLength = maximumLength;
        buffer = ByteBuffer.allocate(Math.max(LENGTH_BYTES, maximumLength));
    }

    /// Reads once from the channel, and gives every frame that is complete now to `frames`.
    ///
    /// @return true as long as the stream goes on; false when it has ended between two frames
    /// @throws ProtocolException when a length is greater than the maximum
    /// @throws EOFException when the stream ends inside a frame
    /// @throws IOException when the connection breaks
    public boolean read(ReadableByteChannel channel, Consumer<byte[]> frames) throws IOException {
        if (channel.read(buffer) < 0) {
            if (buffer.position() > 0) {
                throw new EOFException("the stream has ended inside a frame");
            }
            return false;
        }
        buffer.flip();
        while (isFrameComplete()) {
            byte[] payload = new byte[Short.toUnsignedInt(buffer.getShort())];
            buffer.get(payload);
            frames.accept(payload);
        }
        buffer.compact();
        return true;
    }

    private boolean isFrameComplete() throws ProtocolException {
        if (buffer.remaining() < LENGTH_BYTES) {
            return false;
        }
        int length = Short.toUnsignedInt(buffer.getShort(buffer.position()));
        if (length > maximumLength) {
            throw new ProtocolException(
                    "a frame of " + length + " bytes; at most " + maximumLength + " are allowed");
        }
        return buffer.remaining() >= LENGTH_BYTES + length;
    }
}
