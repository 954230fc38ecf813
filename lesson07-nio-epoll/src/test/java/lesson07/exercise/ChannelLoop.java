package lesson07.exercise;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/// The event loop around the student's connections: it accepts, it calls, and it closes what
/// throws.
public final class ChannelLoop {

    /// What is done for one connection that is ready.
    @FunctionalInterface
    public interface Connection {
        /// Called when the key is ready for something in its interest set.
        void ready() throws IOException;
    }

    /// Makes the connection of a client that has just been accepted.
    @FunctionalInterface
    public interface Factory {
        /// The key is registered for `OP_READ`, and its channel is not blocking.
        Connection of(SelectionKey key, SocketChannel client);
    }

    /// What the loop asks before each `select`, and does after each round.
    public interface Timer {

        /// For `select`, in milliseconds; 0 for no limit.
        long selectTimeout();

        /// Called after each round.
        void expire();

        /// Nothing is ever due.
        static Timer none() {
            return new Timer() {
                @Override
                public long selectTimeout() {
                    return 0;
                }

                @Override
                public void expire() {
                    // nothing
                }
            };
        }
    }

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Factory factory;
    private final Timer timer;
    private final AtomicLong rounds = new AtomicLong();

    /// Neither the selector nor the listener is closed by this loop.
    public ChannelLoop(
            Selector selector, ServerSocketChannel listener, Factory factory, Timer timer) {
        this.selector = selector;
        this.listener = listener;
        this.factory = factory;
        this.timer = timer;
    }

    /// How often `select` has returned.
    public long rounds() {
        return rounds.get();
    }

    /// Makes one connection that nobody uses: a stub shows itself here, and not on the loop's
    /// thread.
    public static void tryOut(BiFunction<SelectionKey, ByteChannel, ?> constructor) {
        ScriptedKey key = new ScriptedKey();
        Objects.requireNonNull(constructor.apply(key, new ScriptedConnection(key)));
    }

    /// Until the selector is closed.
    public void run() throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        while (selector.isOpen()) {
            selector.select(timer.selectTimeout());
            rounds.incrementAndGet();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isValid() && key.isAcceptable()) {
                    accept();
                } else if (key.isValid()) {
                    serve(key);
                }
            }
            selector.selectedKeys().clear();
            timer.expire();
        }
    }

    private void accept() throws IOException {
        SocketChannel client = listener.accept();
        if (client != null) {
            client.configureBlocking(false);
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            key.attach(factory.of(key, client));
        }
    }

    private static void serve(SelectionKey key) throws IOException {
        try {
            ((Connection) key.attachment()).ready();
        } catch (IOException _) {
            key.channel().close();
        }
    }
}
