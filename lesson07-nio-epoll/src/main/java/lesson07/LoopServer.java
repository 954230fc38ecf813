package lesson07;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A server on event loops: one loop that listens, and the loops that look after the clients. With
/// one loop in all, it does both.
public final class LoopServer implements Server {

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final int PERIODS = 4;

    private final EventLoop acceptor;
    private final List<EventLoop> workers;
    private final Listener listener;
    private final Supplier<Handler> handlers;
    private final Visitors visitors;
    private int next;

    /// What a server needs to know.
    ///
    /// @param address port 0 takes any free port
    /// @param handlers gives the handler for each client, on the accepting loop's thread
    /// @param stall how long a client may say nothing, and read nothing
    public record Settings(
            InetSocketAddress address,
            Supplier<Handler> handlers,
            Visitors visitors,
            Duration stall) {}

    /// Listens, says so, and serves from now on; does not block. The caller closes.
    ///
    /// @param workers how many loops look after the clients; 0 if the one that listens does
    /// @throws java.net.BindException if the port is taken, or not to be had
    public LoopServer(Settings settings, int workers) throws IOException {
        handlers = settings.handlers;
        visitors = settings.visitors;
        acceptor = new EventLoop(workers == 0 ? "loop" : "acceptor");
        this.workers = workers == 0 ? List.of(acceptor) : workers(workers);
        listener = listen(settings.address);
        watch(settings.stall);
        visitors.note("Listening on " + Endpoint.of(address()));
        this.workers.forEach(EventLoop::start);
        if (workers > 0) {
            acceptor.start();
        }
    }

    private static List<EventLoop> workers(int number) throws IOException {
        List<EventLoop> loops = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            loops.add(new EventLoop("worker-" + i));
        }
        return loops;
    }

    private Listener listen(InetSocketAddress address) throws IOException {
        try {
            return new Listener(acceptor, address, this::admit, visitors::note);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    // region admit
    /// Runs on the accepting loop's thread. Each client stays with its loop until it leaves.
    private void admit(SocketChannel channel) {
        Handler handler = handlers.get();
        EventLoop loop = workers.get(next);
        next = (next + 1) % workers.size();
        Visit visit = visitors.comes(channel.socket().getRemoteSocketAddress());
        Connection client = new Connection(loop, channel, handler, visit);
        if (loop == acceptor) {
            client.begin();
        } else {
            loop.execute(client::begin); // wakes it: it may be waiting in `select`
        }
    }

    // endregion

    /// One timer for each loop looks at all its clients; none needs a timer of its own.
    private void watch(Duration stall) {
        Duration wanted = stall.dividedBy(PERIODS).plusMillis(1);
        Duration period = wanted.compareTo(LONGEST_PERIOD) < 0 ? wanted : LONGEST_PERIOD;
        int ticks = (int) Math.min(Integer.MAX_VALUE - 1, stall.dividedBy(period));
        for (EventLoop loop : workers) {
            loop.schedule(period, () -> tick(loop, period, ticks));
        }
    }

    private static void tick(EventLoop loop, Duration period, int limit) {
        loop.schedule(period, () -> tick(loop, period, limit));
        loop.attached(attached -> {
            if (attached instanceof Connection client) {
                client.tick(limit);
            }
        });
    }

    @Override
    public InetSocketAddress address() throws IOException {
        return listener.address();
    }

    /// First the loop that listens: then no worker gets a client any more.
    @Override
    public void close() throws IOException {
        try {
            acceptor.close();
        } finally {
            for (EventLoop loop : workers) {
                loop.stop(); // all at once, or each would wait for its own clients
            }
            for (EventLoop loop : workers) {
                loop.close();
            }
        }
    }

    @Override
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        boolean hasEnded = acceptor.join(limit);
        for (EventLoop loop : workers) {
            hasEnded &= loop.join(limit);
        }
        return hasEnded;
    }
}
