package lesson07.exercise;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/// **Exercise 7.1: Frames out of a ByteBuffer.** About 20 minutes.
///
/// One connection of an event loop. Frames come in, and nobody knows how they are cut: one read may bring half a length,
/// or three frames and the beginning of a fourth. A loop must not wait for the rest. So it keeps what is incomplete in a
/// [java.nio.ByteBuffer] until the next read.
///
///      0                   1
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
///     +-------------------------------+
///     | length of the payload, bytes  |   unsigned: 0 to 65,535; the higher byte first (big-endian)
///     +-------------------------------+
///     |            payload            |
///     |             ...               |
///     +-------------------------------+
///
/// The frame of "你好" is `00 06 e4 bd a0 e5 a5 bd`.
public final class FrameDecoder {

    /// A decoder for one connection. It makes its one buffer here: large enough for one frame of
    /// the greatest length, and no larger.
    ///
    /// @param maximumLength how many bytes a payload may have, 0 to 65,535
    public FrameDecoder(int maximumLength) {
        throw new UnsupportedOperationException(
                "Make one ByteBuffer that has room for the two length bytes and the longest payload.");
    }

    /// Reads once from the channel, and gives every frame that is complete now to `frames`, in
    /// their order: the payload, without the length. What is left of an incomplete frame waits for
    /// the next call.
    ///
    /// - `channel.read` is called exactly once in each call: other clients wait. It may give 0
    ///   bytes.
    /// - A payload may have no bytes. That is a frame too.
    /// - No buffer is made here, only an array for each payload.
    ///
    /// @return true as long as the stream goes on; false when it has ended between two frames
    /// @throws java.net.ProtocolException when a length is greater than the maximum: as soon as its
    ///   two bytes are there. The frames before it have been handed over. The decoder is not used
    ///   any more afterwards
    /// @throws java.io.EOFException when the stream ends inside a frame
    /// @throws IOException when the connection breaks
    public boolean read(ReadableByteChannel channel, Consumer<byte[]> frames) throws IOException {
        throw new UnsupportedOperationException(
                "Read from the channel into the buffer, then flip the buffer.");
    }
}
