package lesson05;

import java.io.IOException;
import java.time.Duration;

/// Sends every byte back, until the end of the client's stream. See RFC 862 (Echo Protocol).
///
/// It echoes bytes, not lines: a line without an end needs no more memory than any other.
public final class EchoProtocol implements Protocol {

    /// How long a client may be silent, or refuse to read.
    public static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    private static final int FIRST_BUFFER = 1_024;
    private static final int LARGEST_BUFFER = 16_384;

    private final Limits limits;

    public EchoProtocol() {
        this(STALL_LIMIT);
    }

    public EchoProtocol(Duration stallLimit) {
        limits = new Limits(stallLimit, Limits.UNLIMITED);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    // region echo
    /// The buffer grows with what the client sends: thousands of silent clients stay cheap.
    @Override
    public void serve(Connection client) throws IOException {
        byte[] buffer = new byte[FIRST_BUFFER];
        int count = client.read(buffer, 0, buffer.length);
        while (count >= 0) {
            client.write(buffer, 0, count);
            if (count == buffer.length && count < LARGEST_BUFFER) {
                buffer = new byte[4 * count];
            }
            count = client.read(buffer, 0, buffer.length);
        }
    }
    // endregion
}
