package lesson02.exercise;

import java.io.IOException;
import java.net.SocketAddress;

/// **Exercise 2.1: Send one message.** About 5 minutes.
///
/// Write a client that sends one text and leaves. For "你好" these eight bytes travel, and then the
/// end of the stream:
///
///     00 06 e4 bd a0 e5 a5 bd
///
/// To see them: `nc -l 8888 | od -An -tx1` in one terminal, your client in another.
public final class MessageSender {

    private MessageSender() {}

    /// Connects to `server`, sends `message` as one frame, and closes the connection.
    ///
    /// - Write with [java.io.DataOutputStream#writeUTF] over a [java.io.BufferedOutputStream] over
    ///   the socket's stream. A buffered stream keeps bytes back until it is flushed or closed.
    /// - Every byte has left the buffer, and the socket is closed, when this method returns or
    ///   throws.
    /// - It does not wait for an answer. It blocks while it connects, and while the peer's buffers
    ///   are full.
    ///
    /// @param message at most 65,535 bytes in modified UTF-8: "你" takes three bytes, an emoji takes
    ///   six
    /// @throws IllegalArgumentException when the message is longer; it is thrown before anything is
    ///   connected
    /// @throws IOException when the server cannot be reached or the connection breaks
    public static void send(SocketAddress server, String message) throws IOException {
        throw new UnsupportedOperationException(
                "Connect a socket to the server, then write the message into it.");
    }
}
