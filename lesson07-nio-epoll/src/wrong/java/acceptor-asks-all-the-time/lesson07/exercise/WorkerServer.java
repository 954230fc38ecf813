package lesson07.exercise;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lesson07.OnReadable;

/// One thread accepts, several serve. A new connection goes through a queue to the worker with the
/// fewest clients, which registers it with its own selector on its own thread.
public final class WorkerServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkerServer.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BACKLOG = 4_096;

    private final InetSocketAddress address;
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final List<Worker> workers = new ArrayList<>();
    private final Thread acceptor = Thread.ofPlatform().name("acceptor").unstarted(this::acceptAll);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Binds to `bind` (port 0: a free port), starts the acceptor and the workers; does not block.
    ///
    /// @param selectors one for each worker, which closes it when it ends
    /// @throws IOException when the address cannot be bound; then no thread runs
    public WorkerServer(InetSocketAddress bind, List<Selector> selectors, OnReadable handler)
            throws IOException {
        try {
            listener.bind(bind, BACKLOG);
            listener.configureBlocking(false);
            address = (InetSocketAddress) listener.getLocalAddress();
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        for (Selector selector : selectors) {
            workers.add(new Worker("worker-" + workers.size(), selector, handler));
        }
        workers.forEach(worker -> worker.thread.start());
        acceptor.start();
    }

    /// Two workers that echo, on port 8888 of this machine, to try it with `nc localhost 8888`.
    /// Ctrl-C ends it.
    public static void main(String[] args) throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
        List<Selector> two = List.of(Selector.open(), Selector.open());
        try (WorkerServer server = new WorkerServer(here, two, WorkerServer::echo)) {
            System.out.println("Open on " + server.address());
            new CountDownLatch(1).await();
        }
    }

    /// For small texts only: what the kernel does not take at once is lost. Exercise 7.3 is about
    /// that.
    private static boolean echo(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1_024);
        int count = client.read(bytes);
        client.write(bytes.flip());
        return count >= 0;
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        return address;
    }

    /// How many clients each worker has now, those included that wait to be registered.
    public List<Integer> clients() {
        return workers.stream().map(worker -> worker.clients.get()).toList();
    }

    /// Closes the listener, then ends the workers with their clients, and waits for the threads,
    /// two seconds at most. A second call does nothing.
    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listener);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            acceptor.join(PATIENCE); // now nobody is added to the queues any more
            for (Worker worker : workers) {
                worker.stop();
            }
            for (Worker worker : workers) {
                worker.thread.join(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        Comparator<Worker> byClients = Comparator.comparingInt(worker -> worker.clients.get());
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                if (client != null) {
                    Collections.min(workers, byClients).take(client);
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "accept has failed: {0}", e.getMessage());
                pause();
            }
        }
    }

    /// When the descriptors have run out, the next `accept` would fail at once, and the next, and
    /// the next.
    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closeQuietly(listener); // somebody wants this thread to end
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // Nothing can be done about it, and the others have to be closed all the same.
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }

    /// A thread with a selector of its own.
    private static final class Worker {

        private final OnReadable handler;
        private final Selector selector;
        private final Queue<SocketChannel> arrivals = new ConcurrentLinkedQueue<>();
        private final AtomicInteger clients = new AtomicInteger();
        private final Thread thread;
        private volatile boolean stopped;

        Worker(String name, Selector selector, OnReadable handler) {
            this.selector = selector;
            this.handler = handler;
            thread = Thread.ofPlatform().name(name).unstarted(this::run);
        }

        /// On the acceptor's thread.
        void take(SocketChannel client) {
            clients.incrementAndGet();
            arrivals.add(client);
            selector.wakeup();
        }

        /// On the thread of whoever closes.
        void stop() {
            stopped = true;
            selector.wakeup();
        }

        private void run() {
            try (selector) {
                while (!stopped) {
                    selector.select();
                    registerArrivals();
                    selector.selectedKeys().forEach(this::serve);
                    selector.selectedKeys().clear();
                }
                selector.keys().forEach(key -> drop(key.channel()));
                arrivals.forEach(this::drop);
            } catch (IOException e) {
                throw new UncheckedIOException("the selector does not work any more", e);
            }
        }

        private void registerArrivals() {
            for (SocketChannel client = arrivals.poll(); client != null; client = arrivals.poll()) {
                try {
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_READ);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a client is lost: {0}", e.getMessage());
                    drop(client);
                }
            }
        }

        private void serve(SelectionKey key) {
            SocketChannel client = (SocketChannel) key.channel();
            boolean stays = false;
            try {
                stays = handler.serve(client);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a client is lost: {0}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the handler has a bug", e);
            }
            if (!stays) {
                drop(client);
            }
        }

        private void drop(Closeable client) {
            closeQuietly(client);
            clients.decrementAndGet();
        }
    }
}
