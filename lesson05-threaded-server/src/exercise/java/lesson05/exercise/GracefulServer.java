package lesson05.exercise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// **Exercise 5.4: Close in good order.** About 40 minutes.
///
/// A server that serves many clients at the same time, each on a virtual thread of its own. What is
/// said to a client is the handler's business. Yours is the end: closing must not tear off a
/// conversation that is nearly done, and must not wait for ever for one that is not.
public final class GracefulServer implements AutoCloseable {

    /// What is said to one client.
    @FunctionalInterface
    public interface Handler {
        /// Serves one client, on a thread of its own, for as long as it likes. It need not close
        /// the socket.
        void serve(Socket client) throws IOException;
    }

    /// Binds to `bind` (port 0: a free port) and accepts from now on; does not block.
    ///
    /// - Each client gets a thread. When its handler returns or throws, its socket is closed.
    /// - What a handler throws, also a `RuntimeException`, ends its own connection only.
    /// - When `accept` throws because there is no file descriptor left, the server goes on: it
    ///   pauses, 100 ms for example, and tries again. It must not spin.
    ///
    /// @param limit how long the clients in hand may go on when the server closes; can be zero
    /// @throws IOException when the address cannot be bound, for example because the port is taken
    public GracefulServer(InetSocketAddress bind, Duration limit, Handler handler)
            throws IOException {
        throw new UnsupportedOperationException(
                "Open a ServerSocket on the address, then start a thread that accepts.");
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("Ask the ServerSocket for its local address.");
    }

    /// Closes the server, in this order:
    ///
    /// 1. No new client: the listener is closed.
    /// 2. The clients in hand go on, until their handlers return. For all of them together there is
    ///    `limit`. When the last one has returned, nothing more is waited for.
    /// 3. Who is left is cut: the socket is closed and the thread is interrupted.
    /// 4. Their threads end now. A handler that takes no notice cannot be stopped: it is waited
    ///    for, one second at most.
    ///
    /// It returns when all this is done. Then no thread, no socket and no port is left behind (but
    /// see 4).
    ///
    /// - Called again later, it does nothing. Called by a second thread while the first one waits,
    ///   it waits too: both return when the server has ended.
    /// - **A handler may call it too**, several handlers at the same time too. There it returns at
    ///   once, and the closing goes on without it: the handler itself is one of the clients in
    ///   hand, and may go on until `limit`.
    /// - When the calling thread is interrupted, it returns early, and the thread's interrupt flag
    ///   is set.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Close the ServerSocket, wait for the handlers, then close what is left.");
    }
}
