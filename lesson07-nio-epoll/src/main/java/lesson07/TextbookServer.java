package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;

/// Echoes for many clients with one thread, in the way of most textbooks. It is here to show its
/// two faults: one client that does not read stops all others and uses up a processor; and an error
/// of the listener closes the listener.
public final class TextbookServer implements Server {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TextbookServer [port] [visitors]
                    Echoes for visitors, and ends after so many of them; 0, the default, means never.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    Example: ./course run lesson07 TextbookServer 8888
                    """,
                    2);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(EventLoop.BUFFER_BYTES);
    private final InetSocketAddress address;
    private final Visitors visitors;
    private final Thread thread;
    private volatile boolean closing;

    private TextbookServer(InetSocketAddress wanted, Visitors visitors) throws IOException {
        this.visitors = visitors;
        try {
            listener.bind(wanted, Listener.BACKLOG).configureBlocking(false);
        } catch (IOException e) {
            selector.close();
            listener.close();
            throw e;
        }
        address = (InetSocketAddress) listener.getLocalAddress();
        listener.register(selector, SelectionKey.OP_ACCEPT);
        visitors.note("Listening on " + Endpoint.of(address));
        thread = Thread.ofPlatform().name("textbook").start(this::run);
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> ServerProgram.serve(TextbookServer::new, arguments, out));
    }

    /// Listens, says so, and serves from now on; does not block. The caller closes.
    public static Server open(InetSocketAddress address, Visitors visitors) throws IOException {
        return new TextbookServer(address, visitors);
    }

    private void run() {
        try (selector) {
            selectUntilClosed();
            // Who came while the others were being closed is not among those that close() has seen.
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            visitors.note("A channel could not be closed: " + e.getClass().getName());
        }
    }

    private void selectUntilClosed() {
        try {
            while (!closing) {
                selectOnce();
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            if (!closing) {
                visitors.note("The loop has ended: " + e.getClass().getName());
            }
        }
    }

    // region loop
    private void selectOnce() throws IOException {
        selector.select();
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            try {
                if (key.isAcceptable()) {
                    accept();
                } else if (key.isReadable()) {
                    echo(key);
                }
            } catch (IOException _) {
                close(key, "has broken off"); // whose key? Also the listener's
            }
        }
    }

    private void echo(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        if (client.read(buffer.clear()) < 0) {
            close(key, "has left");
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            client.write(buffer); // does not wait: writes 0 bytes while this client does not read
        }
    }

    // endregion

    private void accept() throws IOException {
        SocketChannel client = listener.accept();
        if (client != null) {
            client.configureBlocking(false);
            Visit visit = visitors.comes(client.getRemoteAddress());
            client.register(selector, SelectionKey.OP_READ, visit);
        }
    }

    private void close(SelectionKey key, String how) throws IOException {
        if (key.attachment() instanceof Visit visit) {
            visit.ends(closing ? Visit.SENT_AWAY : how);
            key.channel().close();
            visit.gone();
        } else {
            visitors.note("The listener is closed: nobody can come any more");
            key.channel().close();
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /// Closes the channels under the loop: the only way to get it out of a write that never ends.
    @Override
    public void close() throws IOException {
        if (closing) {
            return;
        }
        closing = true;
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        listener.close();
        selector.wakeup();
    }

    @Override
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }
}
