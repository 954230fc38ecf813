package course.cli.grade.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/// Compares the checksum of what was read at its end.
final class CheckedData extends CheckedInputStream {

    private final long expected;

    CheckedData(InputStream in, long expected) {
        super(in, new CRC32());
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        return atEnd(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return atEnd(super.read(bytes, offset, length));
    }

    private int atEnd(int result) throws ZipException {
        if (result == -1 && getChecksum().getValue() != expected) {
            throw new ZipException("the checksum is another");
        }
        return result;
    }
}
