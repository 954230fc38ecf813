package lesson03;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a socket if a piece of work takes too long: whoever is blocked in its `read` or `write`
/// then gets an exception.
///
/// `setSoTimeout` is not enough. It limits one `read`: a peer that sends one byte every few seconds
/// never runs into it. And a `write` blocks without limit when the other end does not read and the
/// buffers are full.
///
///     try (Deadline deadline = new Deadline(limit, socket)) {
///         socket.getOutputStream().write(bytes);
///     }
final class Deadline implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Deadline.class.getName());

    private final Thread timer;

    /// Decided once: by the work when it is done, or by the timer when the time is over.
    private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.OPEN);

    private enum Outcome {
        OPEN,
        IN_TIME,
        TOO_LATE
    }

    /// Starts to count.
    Deadline(Duration limit, Closeable socket) {
        timer = Thread.ofVirtual().name("deadline").start(() -> closeAfter(limit, socket));
    }

    private void closeAfter(Duration limit, Closeable socket) {
        try {
            Thread.sleep(limit);
            if (outcome.compareAndSet(Outcome.OPEN, Outcome.TOO_LATE)) {
                socket.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the work was done in time
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }

    /// The work is done, well or badly: stops counting. Returns false if the time was over before,
    /// and the socket is closed. May be called again.
    boolean met() {
        if (outcome.compareAndSet(Outcome.OPEN, Outcome.IN_TIME)) {
            timer.interrupt();
        }
        return outcome.get() == Outcome.IN_TIME;
    }

    /// Stops counting.
    @Override
    public void close() {
        met();
    }
}
