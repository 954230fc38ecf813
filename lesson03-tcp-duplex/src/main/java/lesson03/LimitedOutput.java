package lesson03;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/// What is sent to a peer that may never read: no write takes longer than the limit.
final class LimitedOutput extends OutputStream {

    private final Socket socket;
    private final Duration limit;

    LimitedOutput(Socket socket, Duration limit) {
        this.socket = socket;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /// Blocks until the kernel has taken the bytes.
    ///
    /// @throws InterruptedIOException if it has not taken them within the limit; the socket is
    ///   closed
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try (Deadline deadline = new Deadline(limit, socket)) {
            try {
                socket.getOutputStream().write(bytes, offset, length);
            } catch (IOException e) {
                throw deadline.met() ? e : new InterruptedIOException("not taken in time");
            }
            if (!deadline.met()) {
                throw new InterruptedIOException("taken too late");
            }
        }
    }
}
