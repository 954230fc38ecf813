package course.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/// The bytes that are sent, and how they are known again. Message number n of connection c is a
/// window of one long random text, and where the window begins depends on c and n: an echo that is
/// late, doubled or another connection's is another text.
final class Pattern {

    private static final int STARTS = 4_093;

    private final MemorySegment text;
    private final int size;

    /// @param size the length of a message in bytes
    Pattern(int size) {
        this.size = size;
        byte[] random = new byte[size + STARTS];
        new SplittableRandom(7).nextBytes(random);
        text = Arena.global().allocate(random.length);
        text.copyFrom(MemorySegment.ofArray(random));
    }

    int size() {
        return size;
    }

    private static long start(int connection, long message) {
        return (connection * 131L + message) % STARTS;
    }

    void send(int fd, int connection, long message) throws IOException {
        Kernel.send(fd, text, start(connection, message), size);
    }

    /// Compares a piece of an echo.
    ///
    /// @param done how much of this message has come before
    void verify(MemorySegment piece, long length, int connection, long message, long done)
            throws IOException {
        long from = start(connection, message) + done;
        long different = MemorySegment.mismatch(piece, 0, length, text, from, from + length);
        if (different >= 0) {
            throw new IOException(
                    "wrong echo: connection "
                            + connection
                            + ", message "
                            + message
                            + ", byte "
                            + (done + different));
        }
    }
}
