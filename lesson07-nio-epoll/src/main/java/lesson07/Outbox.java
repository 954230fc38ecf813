package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// What has been sent to one client and has not gone yet. While that is nothing, it has no buffer.
final class Outbox {

    /// The JDK copies what is written from the heap, all of it, for each write: hence pieces.
    private static final int MOST_WRITTEN_AT_ONCE = EventLoop.BUFFER_BYTES;

    private final SocketChannel channel;
    private ByteBuffer pending;

    Outbox(SocketChannel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return pending == null;
    }

    /// How many bytes wait.
    int size() {
        return pending == null ? 0 : pending.remaining();
    }

    // region outbox
    /// Writes what the kernel takes, and keeps a copy of the rest. Takes all from the buffer.
    void send(ByteBuffer bytes) throws IOException {
        if (pending == null) {
            write(bytes);
        }
        if (bytes.hasRemaining()) {
            keep(bytes);
        }
    }

    /// Writes what the kernel takes of that which waits.
    void flush() throws IOException {
        write(pending);
        if (!pending.hasRemaining()) {
            pending = null;
        }
    }

    // endregion

    private void write(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        boolean isTaken = true;
        while (isTaken && bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + MOST_WRITTEN_AT_ONCE));
            channel.write(bytes);
            isTaken = !bytes.hasRemaining();
        }
        bytes.limit(end);
    }

    private void keep(ByteBuffer bytes) {
        ByteBuffer all = ByteBuffer.allocate(size() + bytes.remaining());
        if (pending != null) {
            all.put(pending);
        }
        pending = all.put(bytes).flip();
    }

    void clear() {
        pending = null;
    }
}
