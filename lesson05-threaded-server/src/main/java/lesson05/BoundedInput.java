package lesson05;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/// What a client sends, up to a number of bytes.
final class BoundedInput extends InputStream {

    private final Connection client;
    private int left;

    /// The client has sent more than allowed.
    static final class TooLong extends IOException {

        @Serial private static final long serialVersionUID = 1L;

        TooLong() {
            super("more bytes than allowed");
        }
    }

    /// Does not read yet. Closing it does nothing: the connection belongs to the server.
    BoundedInput(Connection client, int mostBytes) {
        this.client = client;
        left = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// Blocks until a byte is there.
    ///
    /// @throws TooLong if the allowed bytes are used up
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            throw new TooLong();
        }
        int count = client.read(buffer, offset, Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }
}
