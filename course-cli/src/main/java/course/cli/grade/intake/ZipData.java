package course.cli.grade.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// A piece of a file. Others may read the file at the same time.
final class ZipData extends InputStream {

    private final FileChannel file;
    private long position;
    private long left;

    ZipData(FileChannel file, long position, long length) {
        this.file = file;
        this.position = position;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (left == 0 || length == 0) {
            return length == 0 ? 0 : -1;
        }
        int n = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)), position);
        if (n > 0) {
            position += n;
            left -= n;
        }
        return n;
    }
}
