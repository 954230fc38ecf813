package lesson07.exercise;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;

/// **Exercise 7.3: Partial writes and back-pressure.** About 45 minutes.
///
/// One connection of a server that repeats: every byte that the client sends comes back a hundred
/// times. "ab" is answered with a hundred `a` and then a hundred `b`. So answers pile up a hundred
/// times faster than requests.
///
/// What if the client does not read them? Then the send buffer fills, and `write` takes fewer bytes
/// than it was given, or none: a short write. The thread cannot wait here, because other clients
/// need it. And it cannot read on: where would the answers go? So it stops reading. Then the
/// client's own send buffer fills, and the client has to wait. This is back-pressure.
///
/// The loop is not your task. It calls [#ready()] whenever the key is ready for something that is
/// in its interest set, and closes the channel when `ready` throws. At the beginning the interest
/// set is `OP_READ`.
public final class Megaphone {

    /// How often each byte comes back.
    public static final int TIMES = 100;

    /// How many bytes the buffers of one connection may have together.
    public static final int MOST_MEMORY = 64 * 1024;

    /// @param key the connection's key; use it for its interest set
    /// @param client the connection, not blocking; use it to read, to write and to close
    public Megaphone(SelectionKey key, ByteChannel client) {
        throw new UnsupportedOperationException(
                "Keep the key and the channel, and make a buffer for what comes and one for what goes.");
    }

    /// Reads what has come, unless answers wait to be sent; sends what can be sent; sets the
    /// interest set. Never blocks and never spins: when a write takes fewer bytes than it was
    /// given, it returns.
    ///
    /// Afterwards the interest set is
    ///
    /// - `OP_READ` alone when all answers have been sent;
    /// - `OP_WRITE` alone when some are waiting. `OP_READ` is off, and nothing is read.
    ///
    /// It writes at once: `OP_WRITE` is switched on only after a short write, and not before.
    ///
    /// When the client has ended its stream, the answers that wait are still sent; then the channel
    /// is closed. A client may send all and half-close, as `nc -N` does.
    ///
    /// @throws IOException when the connection breaks; the loop then closes it
    public void ready() throws IOException {
        throw new UnsupportedOperationException(
                "Read if no answer waits, then write once, then look whether bytes are left.");
    }
}
