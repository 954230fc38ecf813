package course.cli.grade.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a stream to its end and keeps the beginning: who prints without end fills neither memory
/// nor disk, and does not wait either.
final class KeptOutput {

    private static final int CHUNK = 8_192;
    private static final int CONTINUES = 0x80;
    private static final int CONTINUES_MASK = 0xC0;

    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    /// Begins to read.
    ///
    /// @param most how many bytes are kept
    KeptOutput(InputStream in, int most) {
        this.most = most;
        reader = Thread.ofPlatform().daemon().name("output of a job").start(() -> read(in));
    }

    private void read(InputStream in) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                keep(chunk, n);
            }
        } catch (IOException _) {
            return; // closed: the job has been ended
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        kept.write(chunk, 0, Math.min(length, most - kept.size()));
    }

    /// What there is so far. A character that the limit has cut is left out.
    synchronized String text() {
        byte[] bytes = kept.toByteArray();
        int end = bytes.length;
        if (end == most && end > 0) {
            while (end > 0 && (bytes[end - 1] & CONTINUES_MASK) == CONTINUES) {
                end--;
            }
            end = Math.max(0, bytes[Math.max(0, end - 1)] < 0 ? end - 1 : end);
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// Waits until all is read, or the time is over.
    void await(java.time.Duration most) throws InterruptedException {
        boolean _ = reader.join(most);
    }
}
