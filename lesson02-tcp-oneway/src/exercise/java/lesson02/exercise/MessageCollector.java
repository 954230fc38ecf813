package lesson02.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// **Exercise 2.3: Every message until the end.** About 15 minutes.
///
/// A client sends one message after the other on one connection, each as a `writeUTF` frame, and
/// then closes. Collect them.
///
/// TCP carries bytes, not messages (RFC 9293, section 2.2: a byte-stream service). A `read` can
/// give one byte, half a frame, or three frames and a half: that depends on the network, not on how
/// the sender has written.
public final class MessageCollector {

    private MessageCollector() {}

    /// Reads frames until the end of the stream, and returns their texts in the order in which they
    /// came.
    ///
    /// For the bytes `00 01 41 00 00 00 06 e4 bd a0 e5 a5 bd` and then the end, the answer is
    /// `["A", "", "你好"]`.
    ///
    /// - [java.io.DataInputStream#readUTF] may be used. But it throws `EOFException` at the end
    ///   between two frames, and also at the end inside a frame. The first is how every
    ///   conversation ends. The second is an error: part of a message is lost. You have to tell
    ///   them apart.
    /// - Blocks until the peer has closed or shut down its output. `in` is not closed: the caller
    ///   does that.
    ///
    /// @return the messages; an empty list when the stream ends at once
    /// @throws java.io.EOFException when the stream ends inside a frame, in its text or between its
    ///   two length bytes
    /// @throws IOException when the connection breaks, or the bytes are not modified UTF-8
    public static List<String> collect(InputStream in) throws IOException {
        throw new UnsupportedOperationException(
                "Read one byte: is it the end, or the first byte of a frame?");
    }
}
