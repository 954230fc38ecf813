package lesson05.exercise;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import lesson05.TextLines;

/// Holds thousands of silent clients, each on a virtual thread, each with a buffer that grows only
/// when it speaks.
public final class WaitingRoom implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WaitingRoom.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BACKLOG = 1_000;
    private static final int LONGEST_LINE = 1_000;

    private final ServerSocket listener = new ServerSocket();
    private final ThreadFactory threads = Thread.ofVirtual().name("waiting-", 1).factory();
    private final Map<Thread, Socket> clients = new ConcurrentHashMap<>();
    private final Thread accepting = Thread.ofPlatform().name("accept").unstarted(this::acceptAll);

    /// Binds to `bind` (port 0: a free port) and accepts from now on; does not block.
    ///
    /// @throws IOException when the address cannot be bound
    public WaitingRoom(InetSocketAddress bind) throws IOException {
        try {
            listener.bind(bind, BACKLOG);
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

    /// Closes the listener, then all connections, then waits for the threads, two seconds at most.
    /// A second call does nothing.
    @Override
    public void close() {
        closeQuietly(listener);
        try {
            accepting.join(); // now nobody is added any more
            clients.values().forEach(WaitingRoom::closeQuietly);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Thread thread : clients.keySet()) {
                thread.join(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One thread accepts, so it can count without a lock.
    private void acceptAll() {
        int count = 0;
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                int number = ++count;
                Thread thread = threads.newThread(() -> serve(client, number));
                clients.put(thread, client);
                thread.start();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "accept failed, going on: {0}", e.getMessage());
            }
        }
    }

    private void serve(Socket client, int number) {
        try (client) {
            client.setTcpNoDelay(true);
            send(client, "You are number " + number);
            TextLines lines = new TextLines(client.getInputStream(), LONGEST_LINE);
            for (String line = lines.next(); line != null; line = lines.next()) {
                send(client, number + ": " + line);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client is lost: {0}", e.getMessage());
        } finally {
            clients.remove(Thread.currentThread());
        }
    }

    private static void send(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
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
