package lesson03.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// **Exercise 3.2: Upload, then the answer.** About 25 minutes.
///
/// A client sends a file, and nobody knows its length beforehand. How does the server learn that it
/// has all of it? The client shuts down its output: a FIN goes out, and the server's `read` answers
/// -1. The other direction stays open, and the answer comes on it. That is a half-close.
///
/// The answer is one line: the number of bytes, a space, the SHA-256 of the bytes as 64 lower-case
/// hex digits ([java.security.MessageDigest], [java.util.HexFormat]), and `\n`. For "你好":
///
///     6 670d9743542cae3ea7ebe36af56bd53648b0a1126162e78d81a32934a711302e
public final class Upload {

    private Upload() {}

    /// The client: sends all of `data` to its end, and returns the server's answer without its
    /// `\n`. Does not close the socket: the caller does. Blocks until the server has ended its
    /// stream.
    ///
    /// - The server sends its one line and closes. The line may come in pieces.
    /// - A server is a stranger too: no more than 200 bytes of an answer are read.
    ///
    /// @throws java.io.EOFException when the stream ends without a `\n` at the end of the answer:
    ///   an answer that is cut off is none
    /// @throws java.net.ProtocolException when the answer has more than 200 bytes
    /// @throws IOException when the connection breaks
    public static String send(Socket socket, InputStream data) throws IOException {
        throw new UnsupportedOperationException(
                "Copy the data to the socket, say that there is no more, then read the answer.");
    }

    /// The server: reads to the end of the stream, answers, closes the socket. Returns the answer
    /// without its `\n`. The socket is closed also when something is thrown.
    ///
    /// - Nothing that the client sends is kept, so 10 GB need no more memory than 10 bytes.
    /// - An end of the stream without a byte before it is an upload of 0 bytes.
    /// - Of more than `limit` bytes the answer is `too long: more than LIMIT bytes`, with the
    ///   number. If the server closed while bytes of the client are unread, the kernel would send a
    ///   reset (RFC 9293, 3.6.1), and the client might never see the answer. So read on to the end
    ///   and throw away what comes. But when more than twice `limit` has come, do not wait for the
    ///   end: answer and close.
    ///
    /// @throws IOException when the connection breaks: the upload is not complete, and nobody is
    ///   left who could read an answer
    public static String receive(Socket socket, long limit) throws IOException {
        throw new UnsupportedOperationException(
                "Read piece by piece until -1; count, and update a MessageDigest.");
    }
}
