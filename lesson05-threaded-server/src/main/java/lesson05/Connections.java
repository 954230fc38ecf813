package lesson05;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The connections that are open now, and a thread that cuts off those over their limits.
///
/// `setSoTimeout` would limit a read and cannot limit a write: a client that never reads would keep
/// its thread for ever.
final class Connections implements AutoCloseable {

    private static final long LONGEST_PERIOD_MILLIS = 1_000;

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Protocol.Limits limits;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch;

    Connections(Protocol.Limits limits) {
        this.limits = limits;
        watch = Thread.ofPlatform().daemon().name("watch").unstarted(this::watch);
    }

    void start() {
        watch.start();
    }

    int size() {
        return open.size();
    }

    boolean areClosing() {
        return closed.getCount() == 0;
    }

    /// After [#close()] the connection is closed at once.
    void add(Connection client) {
        open.add(client);
        if (areClosing()) {
            client.close();
        }
    }

    /// Closes a connection and forgets it.
    void end(Connection client) {
        client.close();
        open.remove(client);
    }

    private void watch() {
        long period = Math.clamp(limits.stall().toMillis() / 4, 1, LONGEST_PERIOD_MILLIS);
        try {
            while (!closed.await(period, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                open.forEach(client -> client.cutIfOver(limits, now));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // somebody wants this thread to end
        }
    }

    /// Closes all, the later ones too. Does not wait. May be called twice.
    @Override
    public void close() {
        closed.countDown();
        open.forEach(Connection::close);
    }

    /// Waits for the watch to end. Returns whether it has ended.
    boolean join(Duration limit) throws InterruptedException {
        return watch.join(limit);
    }
}
