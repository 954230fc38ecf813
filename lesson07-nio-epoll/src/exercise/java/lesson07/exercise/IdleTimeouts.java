package lesson07.exercise;

import java.nio.channels.Channel;
import java.time.Duration;
import java.util.function.LongSupplier;

/// **Exercise 7.4: A timer without a thread.** About 25 minutes.
///
/// A connection on which nothing comes for too long is closed. With a thread for each client, its read had a time-out. An
/// event loop has no such read. It has one `select` for all, and `select` takes a time-out too. Your class says which:
///
///     while (selector.isOpen()) {
///         selector.select(timeouts.selectTimeout());
///         ... serve the selected keys; timeouts.touch(channel) for each channel that has sent something
///         timeouts.closeExpired();
///     }
///
/// The time comes from a clock that the caller hands in, in nanoseconds, as [System#nanoTime()] gives them. Such a number
/// means nothing by itself, and may be negative or wrap around: compare two of them only by their difference.
public final class IdleTimeouts {

    /// @param limit how long a connection may be silent, more than zero
    /// @param nanoTime the clock, in nanoseconds
    public IdleTimeouts(Duration limit, LongSupplier nanoTime) {
        throw new UnsupportedOperationException(
                "Keep the limit and the clock, and a map from each channel to the time of its last byte.");
    }

    /// The channel is new, or something has come on it: its time begins again.
    public void touch(Channel channel) {
        throw new UnsupportedOperationException(
                "Ask the clock, and note the time of this channel.");
    }

    /// The time-out for the next [java.nio.channels.Selector#select(long)], in milliseconds: until
    /// the first channel has to be closed.
    ///
    /// - 0 when no channel is open: for `select`, 0 means to wait as long as it takes.
    /// - Otherwise at least 1, also when a channel is overdue. Parts of a millisecond are rounded
    ///   up: if `select` came back too early, it would have to be called again, for nothing.
    /// - Channels that somebody else has closed do not count.
    public long selectTimeout() {
        throw new UnsupportedOperationException(
                "Find the channel that has been silent for longest; it decides.");
    }

    /// Closes every channel that has been silent for the limit or longer, and forgets it. Returns
    /// how many it has closed. A channel that somebody else has closed is forgotten and not
    /// counted.
    ///
    /// - A close that throws does not keep the other channels open.
    /// - It is called in every round of the loop, with ten thousand channels: it looks at those
    ///   that are due, and at one more, not at all of them. [#selectTimeout()] as well.
    public int closeExpired() {
        throw new UnsupportedOperationException(
                "Begin with the channel that has been silent for longest, and stop at the first that is not due.");
    }
}
