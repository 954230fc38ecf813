package course.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that hands out at most so many bytes per `read`, however many are there. What
/// [BadNetwork] does on a wire depends on the kernel; this is certain.
public final class TricklingInputStream extends FilterInputStream {

    private final int most;

    /// A stream over `in` that gives at most `most` bytes at a time; closing it closes `in`.
    public TricklingInputStream(InputStream in, int most) {
        super(in);
        if (most < 1) {
            throw new IllegalArgumentException(
                    "at most " + most + " bytes at a time: nothing would ever arrive");
        }
        this.most = most;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, most));
    }

    @Override
    public int available() throws IOException {
        return Math.min(super.available(), most);
    }
}
