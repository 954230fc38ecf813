package lesson05.exercise;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/// A server that closes in good order: no new client, the ones in hand go on until a limit, then
/// they are cut.
///
/// A thread of its own does the closing. So it runs once, whoever asks for it and how often, and a
/// handler that asks need not wait for itself.
public final class GracefulServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GracefulServer.class.getName());
    private static final Duration AFTER_CUT = Duration.ofSeconds(1);

    private final ServerSocket listener = new ServerSocket();
    private final Duration limit;
    private final Handler handler;
    private final Object lock = new Object();
    private final ThreadFactory threads = Thread.ofVirtual().name("graceful-", 1).factory();
    private final Map<Thread, Socket> inHand = new ConcurrentHashMap<>();
    private final Thread accepting = Thread.ofPlatform().name("accept").unstarted(this::acceptAll);
    private final Thread closing = Thread.ofPlatform().name("close").unstarted(this::end);

    /// What is said to one client.
    @FunctionalInterface
    public interface Handler {
        /// Serves one client, on a thread of its own, for as long as it likes. It need not close
        /// the socket.
        void serve(Socket client) throws IOException;
    }

    /// Binds to `bind` (port 0: a free port) and accepts from now on; does not block.
    ///
    /// @param limit how long the clients in hand may go on when the server closes; can be zero
    /// @throws IOException when the address cannot be bound
    public GracefulServer(InetSocketAddress bind, Duration limit, Handler handler)
            throws IOException {
        this.limit = limit;
        this.handler = handler;
        try {
            listener.bind(bind);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        accepting.start();
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Closes the server and returns when it has ended; called by a handler, it only begins that.
    /// May be called by several threads, and again.
    @Override
    public void close() {
        synchronized (lock) {
            if (closing.getState() == Thread.State.NEW) {
                closing.start();
            }
        }
        if (inHand.containsKey(Thread.currentThread())) {
            return;
        }
        try {
            closing.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread thread = threads.newThread(() -> serve(client));
                // Before it starts: whoever closes must not miss it.
                inHand.put(thread, client);
                thread.start();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "accept has ended: {0}", e.getMessage());
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            handler.serve(client);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a connection has ended: {0}", e.toString());
        } finally {
            inHand.remove(Thread.currentThread());
        }
    }

    private void end() {
        try {
            awaitHandlers(limit);
            inHand.forEach((thread, client) -> {
                closeQuietly(client);
                thread.interrupt();
            });
            awaitHandlers(AFTER_CUT);
            closeQuietly(listener);
            accepting.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for all handlers, together no longer than `most`.
    private void awaitHandlers(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (Thread thread : inHand.keySet()) {
            thread.join(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about it, and the others have to be closed all the same.
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }
}
