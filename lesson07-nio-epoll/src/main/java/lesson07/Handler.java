package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What is said on a connection of an [EventLoop].
///
/// All methods run on the loop's thread, one at a time. None may wait for anything: as long as one
/// of them runs, every other client of the loop waits. A handler with state of one client in its
/// fields must be a new one for each client.
@FunctionalInterface
public interface Handler {

    /// Bytes have come, any number from 1 on: where a message begins and ends is up to the handler.
    ///
    /// @param bytes the loop's own buffer, which the next client uses after the return: the handler
    ///   takes all of them, sends them or copies them. What it leaves would be lost, and counts as
    ///   a bug.
    /// @throws IOException ends the connection at once
    void received(ByteBuffer bytes, Connection client) throws IOException;

    /// All that was sent has gone to the kernel, after it had to wait: it is time to make more. Not
    /// called when nothing had to wait.
    default void drained(Connection client) throws IOException {}

    /// The client's stream has ended; it may still read. Unless a handler has more to say, it ends
    /// its own stream too.
    default void ended(Connection client) throws IOException {
        client.end();
    }
}
