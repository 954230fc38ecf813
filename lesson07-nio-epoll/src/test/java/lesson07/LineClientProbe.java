package lesson07;

import java.nio.channels.Selector;

/// Looks into a client of a [LineLoop], for tests that watch the loop. Its thread is that of the
/// handler's calls.
public record LineClientProbe(LineClient client) {

    /// The selector of the loop.
    public Selector selector() {
        return client.selector();
    }

    /// Whether the connection is not closed yet, on this side.
    public boolean isOpen() {
        return client.isOpen();
    }

    /// Whether the loop is to tell when the kernel takes more.
    public boolean waitsToWrite() {
        return client.isOpen() && client.waitsToWrite();
    }
}
