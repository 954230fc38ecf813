package lesson07.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// A connection that is not blocking, whose send buffer has as much room as the test says.
///
/// When a write is repeated a thousand times although nothing has been taken, it throws: nobody
/// empties the send buffer while `ready` is running.
final class ScriptedConnection implements ByteChannel {

    private static final int PATIENCE = 1_000;

    private final SelectionKey key;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int mostPerWrite = Integer.MAX_VALUE;
    private long room = Long.MAX_VALUE;
    private boolean ended;
    private boolean open = true;
    private int taken;
    private int writesForNothing;

    ScriptedConnection(SelectionKey key) {
        this.key = key;
    }

    /// The client sends these bytes.
    void arrive(byte... bytes) {
        pieces.add(bytes);
    }

    /// The client ends its stream.
    void end() {
        ended = true;
    }

    /// The send buffer has room for so many bytes from now on.
    void room(long bytes) {
        room = bytes;
        writesForNothing = 0;
    }

    /// One write takes no more than this, whatever the room.
    void mostPerWrite(int bytes) {
        mostPerWrite = bytes;
    }

    /// What was sent since the last call.
    byte[] sent() {
        byte[] bytes = sent.toByteArray();
        sent.reset();
        return bytes;
    }

    /// How many bytes of the client have been read.
    int taken() {
        return taken;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        checkOpen();
        if (pieces.isEmpty()) {
            return ended ? -1 : 0;
        }
        byte[] piece = pieces.remove();
        int count = Math.min(piece.length, buffer.remaining());
        buffer.put(piece, 0, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        taken += count;
        return count;
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        checkOpen();
        int count = (int) Math.min(Math.min(buffer.remaining(), mostPerWrite), room);
        if (buffer.hasRemaining() && count == 0 && ++writesForNothing > PATIENCE) {
            throw loopWithoutEnd();
        }
        for (int i = 0; i < count; i++) {
            sent.write(buffer.get());
        }
        room -= count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        key.cancel();
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    private static IllegalStateException loopWithoutEnd() {
        IllegalStateException thrown =
                new IllegalStateException(
                        "a write loop that spins: the send buffer is full, write has taken 0 bytes "
                                + PATIENCE
                                + " times, and is called again");
        thrown.setStackTrace(
                Arrays.stream(thrown.getStackTrace())
                        .filter(frame ->
                                !frame.getClassName().equals(ScriptedConnection.class.getName()))
                        .toArray(StackTraceElement[]::new));
        return thrown;
    }
}
