package course.cli.grade.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that ends after so many bytes, and says so.
final class BoundedResults extends FilterInputStream {

    private final Runnable tooMany;
    private long left;

    /// @param most how many bytes may come
    /// @param tooMany what to do when more come
    BoundedResults(InputStream in, long most, Runnable tooMany) {
        super(in);
        left = most;
        this.tooMany = tooMany;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left < 0 || length == 0) {
            return left < 0 ? -1 : 0;
        }
        // With nothing left one more byte is asked for: it tells whether more would come.
        int read = super.read(bytes, offset, (int) Math.min(length, Math.max(1, left)));
        left -= Math.max(0, read);
        if (left < 0) {
            tooMany.run();
            return -1;
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
