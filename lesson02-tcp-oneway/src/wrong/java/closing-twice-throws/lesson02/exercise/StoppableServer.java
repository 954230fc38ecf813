package lesson02.exercise;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/// A server that receives `writeUTF` frames from one client after the other, and that can be
/// stopped at any time.
///
/// Its thread waits in `accept` or in `read`. Neither can be interrupted; both end when their
/// socket is closed.
public final class StoppableServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StoppableServer.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServerSocket listener;
    private final Consumer<String> received;
    private final Thread thread;
    private final Object lock = new Object();

    /// The client that is being served, or null. Guarded by `lock`.
    private Socket client;

    /// Guarded by `lock`.
    private boolean closed;

    /// Binds to `bind` (port 0: a free port) and starts to receive on a thread of its own.
    /// `received` is called on that thread, once per frame, in the order of the frames.
    ///
    /// @throws IOException when the address cannot be bound
    public StoppableServer(InetSocketAddress bind, Consumer<String> received) throws IOException {
        this.received = received;
        listener = new ServerSocket();
        try {
            listener.bind(bind);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        thread =
                Thread.ofPlatform()
                        .name("stoppable-server-" + listener.getLocalPort())
                        .start(this::serve);
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Stops the server: the listener, then the connection that is open, then a wait of at most two
    /// seconds for the thread. A second call does nothing more.
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the server is closed");
            }
            closed = true;
            closeQuietly(listener);
            if (client != null) {
                closeQuietly(client);
            }
        }
        try {
            // Outside of the lock: the thread needs it in order to end.
            if (!thread.join(PATIENCE)) {
                LOG.log(Level.WARNING, "{0} still handles a message", thread.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!isClosed()) {
            try (Socket accepted = listener.accept()) {
                if (begin(accepted)) {
                    receiveAll(accepted);
                }
            } catch (IOException e) {
                // Not worth a stack trace: clients break off every day, and close() ends accept
                // this way.
                LOG.log(Level.DEBUG, "a connection ended: {0}", e.getMessage());
            } finally {
                end();
            }
        }
    }

    private void receiveAll(Socket accepted) throws IOException {
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(accepted.getInputStream()));
        try {
            while (true) {
                received.accept(in.readUTF());
            }
        } catch (EOFException _) {
            LOG.log(Level.DEBUG, "the client has closed");
        }
    }

    /// Makes the client known to close(). False when close() came between accept and here, and so
    /// missed it.
    private boolean begin(Socket accepted) {
        synchronized (lock) {
            client = accepted;
            return !closed;
        }
    }

    private void end() {
        synchronized (lock) {
            client = null;
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Nothing can be done about it, and the other sockets have to be closed all the same.
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }
}
