package lesson07.exercise;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Closes connections that are silent for too long, and says how long `select` may wait until the
/// next one is due.
public final class IdleTimeouts {

    private static final System.Logger LOG = System.getLogger(IdleTimeouts.class.getName());
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final long limit;
    private final LongSupplier nanoTime;

    /// When each channel was touched last. The limit is the same for all, so the order of touching
    /// is the order in which they fall due.
    private final Map<Channel, Long> touched = new LinkedHashMap<>();

    /// @param limit how long a connection may be silent, more than zero
    /// @param nanoTime the clock, in nanoseconds
    public IdleTimeouts(Duration limit, LongSupplier nanoTime) {
        this.limit = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    /// The channel is new, or something has come on it: its time begins again.
    public void touch(Channel channel) {
        touched.remove(channel); // put alone would leave it in its old place
        touched.put(channel, nanoTime.getAsLong());
    }

    /// The time-out for the next `select`, in milliseconds, rounded up; 0 when no channel is open.
    public long selectTimeout() {
        Iterator<Map.Entry<Channel, Long>> oldest = touched.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Channel, Long> entry = oldest.next();
            long left = limit - silence(entry.getValue());
            return Math.max(1, Math.ceilDiv(left, NANOS_PER_MILLI));
        }
        return 0;
    }

    /// Closes every channel that has been silent for the limit or longer. Returns how many.
    public int closeExpired() {
        int closed = 0;
        Iterator<Map.Entry<Channel, Long>> oldest = touched.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Channel, Long> entry = oldest.next();
            if (entry.getKey().isOpen()) {
                if (silence(entry.getValue()) < limit) {
                    return closed;
                }
                close(entry.getKey());
                closed++;
            }
            oldest.remove();
        }
        return closed;
    }

    private long silence(long since) {
        return nanoTime.getAsLong() - since;
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing can be done about it, and the others have to be closed all the same.
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }
}
