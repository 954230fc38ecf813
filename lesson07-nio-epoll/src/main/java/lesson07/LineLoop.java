package lesson07;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Function;

/// A server for clients that talk in lines, with one thread: an [EventLoop] that tells a
/// [LineHandler] for each client what it says.
public final class LineLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LineLoop.class.getName());
    private static final Duration LAST_LIMIT = Duration.ofMillis(500);

    private final EventLoop loop = new EventLoop("line-loop");
    private final Listener listener;
    private final int longestLine;
    private final Function<LineClient, LineHandler> handlers;
    private volatile Thread thread;

    /// Listens, and serves from now on; does not block. The caller closes.
    ///
    /// @param bind port 0 takes any free port
    /// @param longestLine how many bytes a line of a client may have, without its end
    /// @param handlers called for each new client, on the loop's thread; may write to it already
    /// @throws IOException when the address cannot be bound
    public LineLoop(
            InetSocketAddress bind, int longestLine, Function<LineClient, LineHandler> handlers)
            throws IOException {
        this.longestLine = longestLine;
        this.handlers = handlers;
        try {
            listener = new Listener(loop, bind, this::admit, line -> LOG.log(Level.DEBUG, line));
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
        loop.execute(() -> thread = Thread.currentThread());
        loop.start();
    }

    private void admit(SocketChannel channel) {
        new LineClient(loop, channel, longestLine).begin(handlers);
    }

    /// Where it listens, with the real port.
    ///
    /// @throws IOException when it is closed
    public InetSocketAddress address() throws IOException {
        return listener.address();
    }

    /// Closes the listener and all connections, and waits for the thread, some seconds at most. A
    /// handler that does not return is interrupted then. May be called twice.
    @Override
    public void close() throws IOException {
        loop.close();
        try {
            if (!loop.join(Duration.ofMillis(1)) && thread != null) {
                thread.interrupt();
                loop.join(LAST_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
