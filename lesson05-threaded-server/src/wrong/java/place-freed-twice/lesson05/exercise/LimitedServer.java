package lesson05.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server that has a number of places. Who comes when all are taken gets one line and the end of
/// the stream.
public final class LimitedServer {

    /// What a client gets for which there is no place.
    public static final String BUSY = "busy, try again later\n";

    /// How many bytes of a client that is turned away are read and thrown away, at most (or a few
    /// more: one buffer).
    public static final int MOST_UNREAD_BYTES = 65_536;

    private static final System.Logger LOG = System.getLogger(LimitedServer.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// The conversation with one client.
    @FunctionalInterface
    public interface Handler {

        /// Blocks until the conversation is over. Need not close the socket. May throw anything.
        void handle(Socket client) throws IOException;
    }

    private final Semaphore places;
    private final Duration patience;
    private final Handler handler;

    /// Does not start anything yet.
    public LimitedServer(int most, Duration patience, Handler handler) {
        this.places = new Semaphore(most);
        this.patience = patience;
        this.handler = handler;
    }

    /// Accepts clients until somebody closes `listener`. Does not close it.
    public void serve(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.DEBUG, "accept failed, going on: {0}", e.getMessage());
                    // Without descriptors accept would fail again at once, and the loop would spin.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void admit(Socket client) {
        if (places.tryAcquire()) {
            Thread.ofVirtual().name("client").start(() -> handle(client));
        } else {
            Thread.ofVirtual().name("turned-away").start(() -> turnAway(client));
        }
    }

    private void handle(Socket client) {
        try (client) {
            handler.handle(client);
        } catch (IOException | RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a conversation ended: {0}", e.toString());
            places.release();
        } finally {
            places.release();
        }
    }

    private void turnAway(Socket client) {
        long end = System.nanoTime() + patience.toNanos();
        try (client) {
            client.getOutputStream().write(BUSY.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            drain(client, end);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "turned away: {0}", e.getMessage());
        }
    }

    private static void drain(Socket client, long end) throws IOException {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[4_096];
        int unread = 0;
        int count = 0;
        while (count >= 0 && unread < MOST_UNREAD_BYTES) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            client.setSoTimeout((int) left);
            count = in.read(buffer);
            unread += count;
        }
    }
}
