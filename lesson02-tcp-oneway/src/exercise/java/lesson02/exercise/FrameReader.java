package lesson02.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// **Exercise 2.4: A length you cannot trust.** About 15 minutes.
///
/// Many protocols put a length of four bytes in front of each message:
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +---------------------------------------------------------------+
///     |     length of the payload, in bytes, the highest byte first   |
///     +---------------------------------------------------------------+
///     |                      payload ...                              |
///     +---------------------------------------------------------------+
///
/// The frame of the three bytes "abc" is `00 00 00 03 61 62 63`.
///
/// Four bytes can say two thousand million. A stranger who sends `7f ff ff ff` and nothing more
/// makes a careless server reserve two gigabytes of memory. So a length is checked before it is
/// used.
public final class FrameReader {

    /// Reads frames from `in`, whose payload has at most `maximumLength` bytes. Reads nothing yet.
    ///
    /// `in` is not closed by this class: the caller does that.
    ///
    /// @throws IllegalArgumentException when `maximumLength` is negative
    public FrameReader(InputStream in, int maximumLength) {
        throw new UnsupportedOperationException(
                "Keep the stream and the maximum length, then write next().");
    }

    /// The payload of the next frame, or an empty `Optional` when the stream ends between two
    /// frames.
    ///
    /// - A length of 0 is a frame without bytes, not the end.
    /// - One `read` may give fewer bytes than asked for. Go on until the frame is complete.
    /// - Take no byte from `in` that belongs to the next frame: somebody else may read on after
    ///   you. So no buffered stream in between.
    ///
    /// @throws java.net.ProtocolException when the length is negative (the highest bit is set) or
    ///   larger than the maximum. The message names the length. Nothing has been reserved for the
    ///   payload, and nothing behind the four length bytes has been read.
    /// @throws java.io.EOFException when the stream ends inside a frame, in the length or in the
    ///   payload
    /// @throws IOException when the connection breaks
    public Optional<byte[]> next() throws IOException {
        throw new UnsupportedOperationException(
                "Read the four bytes of the length, then judge the length.");
    }
}
