package lesson07;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/// A file descriptor that is kept for bad times: an unused socket. Whoever has run out of
/// descriptors releases it, and has one again. Used by one thread.
final class Reserve implements AutoCloseable {

    private SocketChannel unused;

    boolean isHeld() {
        return unused != null;
    }

    /// Takes the descriptor, if it is not held already. Returns whether it is held now: if not, the
    /// process has no descriptor left.
    boolean take() {
        if (unused == null) {
            try {
                unused = SocketChannel.open();
            } catch (IOException _) {
                return false; // this is the answer, not an accident
            }
        }
        return true;
    }

    /// Gives the descriptor back to the system.
    @Override
    public void close() throws IOException {
        if (unused != null) {
            unused.close();
            unused = null;
        }
    }
}
