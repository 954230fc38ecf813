package lesson07.exercise;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A channel whose bytes come in the pieces that a test has chosen: one piece a read at most, then
/// the end of the stream.
///
/// After a thousand reads that bring nothing it throws, so that a loop which waits for more ends
/// with a sentence.
final class PiecesChannel implements ReadableByteChannel {

    private static final int PATIENCE = 1_000;

    private final byte[] bytes;
    private final List<Integer> pieces;
    private final List<Integer> positions = new ArrayList<>();
    private int taken;
    private int leftOfPiece;
    private int reads;
    private int readsForNothing;

    /// @param pieces how many bytes each piece has; 0 for a read that brings nothing
    PiecesChannel(byte[] bytes, List<Integer> pieces) {
        this.bytes = bytes;
        this.pieces = new ArrayList<>(pieces);
        leftOfPiece = this.pieces.isEmpty() ? 0 : this.pieces.removeFirst();
    }

    @Override
    public int read(ByteBuffer buffer) {
        reads++;
        positions.add(buffer.position());
        if (!buffer.hasRemaining()) {
            nothing("the buffer has no room: its position is its limit, " + buffer.limit());
            return 0;
        }
        if (leftOfPiece == 0 && pieces.isEmpty()) {
            if (taken == bytes.length) {
                nothing("it answers -1, the end of the stream");
                return -1;
            }
            throw new IllegalStateException("the pieces are shorter than the bytes");
        }
        int count = Math.min(leftOfPiece, buffer.remaining());
        buffer.put(bytes, taken, count);
        taken += count;
        leftOfPiece -= count;
        if (leftOfPiece == 0 && !pieces.isEmpty()) {
            leftOfPiece = pieces.removeFirst();
        }
        return count;
    }

    int reads() {
        return reads;
    }

    /// How many bytes have been read.
    int taken() {
        return taken;
    }

    /// Where the buffer stood at the last read.
    int lastPosition() {
        return positions.isEmpty() ? 0 : positions.getLast();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        throw new IllegalStateException("the channel is the caller's: do not close it");
    }

    private void nothing(String why) {
        if (++readsForNothing > PATIENCE) {
            IllegalStateException thrown =
                    new IllegalStateException(
                            "a loop without end: read was called "
                                    + PATIENCE
                                    + " times, and "
                                    + why);
            thrown.setStackTrace(
                    Arrays.stream(thrown.getStackTrace())
                            .filter(frame ->
                                    !frame.getClassName().equals(PiecesChannel.class.getName()))
                            .toArray(StackTraceElement[]::new));
            throw thrown;
        }
    }
}
