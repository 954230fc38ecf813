package lesson03.exercise;

import java.io.IOException;
import java.net.Socket;

/// **Exercise 3.1: Nobody waits for ever.** About 30 minutes.
///
/// Two programs talk on one connection. Each of them can wait for the other. When both do, nothing
/// moves any more: a deadlock. The first method has such a fault in it, for you to find. The second
/// one has to avoid it.
public final class Exchange {

    private Exchange() {}

    /// Sends one question and returns the answer. Both are `writeUTF` frames.
    ///
    /// This is a colleague's version. It waits for ever, and the server waits too. Find out which
    /// of them waits for what, and write it so that the answer comes:
    ///
    ///     OutputStream buffer = new BufferedOutputStream(socket.getOutputStream());
    ///     DataOutputStream out = new DataOutputStream(buffer);
    ///     DataInputStream in = new DataInputStream(socket.getInputStream());
    ///     out.writeUTF(question);
    ///     return in.readUTF();
    ///
    /// The socket stays open: the caller may ask again.
    ///
    /// @throws java.io.EOFException when the server closes before its answer is complete
    /// @throws IOException when the connection breaks
    public static String ask(Socket socket, String question) throws IOException {
        throw new UnsupportedOperationException(
                "Copy the colleague's lines. Where are the bytes while it waits?");
    }

    /// Sends `mine` and returns the message of the other end. Both ends call this method at the
    /// same time, or the other end is a program that you have never seen: it may send everything
    /// before it reads, or read everything before it sends.
    ///
    /// A message is a length of four bytes, the highest byte first
    /// ([java.io.DataOutputStream#writeInt]), and so many bytes. It may be much longer than the
    /// buffers of both kernels. Then `write` waits until the other end reads.
    ///
    /// - Returns when the other message is complete and `mine` has been written. The socket stays
    ///   open, and no byte behind the other message has been taken from it: a second swap may
    ///   follow on the same connection.
    /// - An `IOException` on the way is thrown to the caller, also one of the sending. Before that
    ///   the socket is closed: a thread that waits in `write` cannot be ended in another way, and
    ///   no thread may be left behind.
    ///
    /// @param limit how many bytes a message may have
    /// @throws IllegalArgumentException when `mine` is longer than `limit`; nothing has been sent
    /// @throws java.net.ProtocolException when the other length is negative or larger than `limit`
    /// @throws java.io.EOFException when the stream ends before the other message is complete
    public static byte[] swap(Socket socket, byte[] mine, int limit) throws IOException {
        throw new UnsupportedOperationException(
                "Look at the limit, then let another thread send while this one reads.");
    }
}
