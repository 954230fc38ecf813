package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.Arrays;

/// A stream that notes what is done with it, and that gives few bytes per read, as a network may.
///
/// After its end it answers -1 a thousand times. Then it throws, so that a loop which does not look
/// at the -1 ends with a sentence and not with a full memory.
final class WatchedStream extends FilterInputStream {

    private static final int PATIENCE = 1_000;

    private final int mostPerRead;
    private int taken;
    private int readsAtEnd;
    private boolean closed;

    private WatchedStream(InputStream in, int mostPerRead) {
        super(in);
        this.mostPerRead = mostPerRead;
    }

    /// Gives as much per read as there is.
    static WatchedStream of(InputStream in) {
        return new WatchedStream(in, Integer.MAX_VALUE);
    }

    /// Gives one byte per read, then the end.
    static WatchedStream oneByteAtATime(byte[] bytes) {
        return oneByteAtATime(new ByteArrayInputStream(bytes));
    }

    /// The same of another stream: what a read gives is then no chance.
    static WatchedStream oneByteAtATime(InputStream in) {
        return new WatchedStream(in, 1);
    }

    /// The first read from it says that the connection broke.
    static WatchedStream ofABrokenConnection() {
        return of(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new SocketException("Connection reset");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                });
    }

    /// How many bytes have been read.
    int taken() {
        return taken;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        note(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return note(in.read(bytes, offset, Math.min(length, mostPerRead)));
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, mostPerRead));
        taken += (int) skipped;
        return skipped;
    }

    /// How much could be read without waiting. 0 is a true answer at any time, and on a network a
    /// frequent one.
    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }

    private int note(int count) {
        if (count > 0) {
            taken += count;
        } else if (count < 0 && ++readsAtEnd > PATIENCE) {
            throw loopWithoutEnd();
        }
        return count;
    }

    /// With the lines of this class taken out: the reader of a failure wants the line that called.
    private static IllegalStateException loopWithoutEnd() {
        IllegalStateException thrown =
                new IllegalStateException(
                        "a loop without end: read has answered -1, the end of the stream, "
                                + PATIENCE
                                + " times, and is called again");
        thrown.setStackTrace(
                Arrays.stream(thrown.getStackTrace())
                        .filter(frame ->
                                !frame.getClassName().equals(WatchedStream.class.getName()))
                        .toArray(StackTraceElement[]::new));
        return thrown;
    }
}
