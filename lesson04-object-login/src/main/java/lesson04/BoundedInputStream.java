package lesson04;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// What comes from a socket, up to a number of bytes and up to a point in time, whatever the client
/// does. `setSoTimeout` alone limits one `read`: a client that sends a byte now and then can hold
/// the server for days.
final class BoundedInputStream extends InputStream {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final long deadline;
    private int left;

    /// The client has sent more than allowed.
    static final class TooLong extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        TooLong() {
            super("more bytes than allowed");
        }
    }

    /// Does not read yet. The time runs from now on. Closing it closes the socket.
    BoundedInputStream(Socket socket, int mostBytes, Duration limit) {
        this.socket = socket;
        left = mostBytes;
        deadline = System.nanoTime() + limit.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// Blocks until a byte is there, but not longer than to the deadline.
    ///
    /// @throws TooLong if the allowed bytes are used up
    /// @throws SocketTimeoutException at the deadline
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            throw new TooLong();
        }
        long millis = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        if (millis <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        socket.setSoTimeout((int) millis);
        int count = socket.getInputStream().read(buffer, offset, Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
