package lesson06;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A DNS message on a TCP connection: two bytes of length, the higher one first, then the message
/// (RFC 1035, 4.2.2). A datagram has an edge, a stream has none.
final class DnsOverTcp {

    private static final int LENGTH = 2;

    private DnsOverTcp() {}

    /// Sends a message. Length and message go in one write: a server may take what one read gives
    /// for the whole.
    static void write(Socket socket, byte[] message) throws IOException {
        byte[] framed =
                ByteBuffer.allocate(LENGTH + message.length)
                        .putShort((short) message.length)
                        .put(message)
                        .array();
        socket.getOutputStream().write(framed);
    }

    /// Reads a message, within the limit for all of it: who sends one byte now and then cannot hold
    /// the reader up.
    ///
    /// @throws EOFException if the connection ends before
    /// @throws SocketTimeoutException if the time is over before
    static byte[] read(Socket socket, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        byte[] length = exactly(LENGTH, socket, deadline);
        return exactly(Short.toUnsignedInt(ByteBuffer.wrap(length).getShort()), socket, deadline);
    }

    private static byte[] exactly(int count, Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            socket.setSoTimeout(millisUntil(deadline));
            int read = in.read(bytes, have, count - have);
            if (read < 0) {
                throw new EOFException(
                        "the connection ended after %d of %d bytes".formatted(have, count));
            }
            have += read;
        }
        return bytes;
    }

    /// How long a socket may wait from now on: at least 1 ms, because 0 would mean for ever.
    ///
    /// @throws SocketTimeoutException if the deadline is over
    static int millisUntil(long deadline) throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        return (int) Math.max(1, left / 1_000_000);
    }
}
