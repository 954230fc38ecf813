package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Echoes for one client after the other, with channels that block. It is here to show what goes
/// wrong: the one thread waits in `read` for one client, and nobody waits for the others.
public final class BlockingServer implements Server {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: BlockingServer [port] [visitors]
                    Echoes for one visitor at a time, and ends after so many; 0, the default, means never.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    Example: ./course run lesson07 BlockingServer 8888
                    """,
                    2);

    private final ServerSocketChannel listener;
    private final Visitors visitors;
    private final Thread thread;
    private volatile SocketChannel served;

    private BlockingServer(InetSocketAddress address, Visitors visitors) throws IOException {
        this.visitors = visitors;
        listener = ServerSocketChannel.open();
        try {
            listener.bind(address, Listener.BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        visitors.note("Listening on " + Endpoint.of(address()));
        thread = Thread.ofPlatform().name("blocking").start(this::run);
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
                arguments -> ServerProgram.serve(BlockingServer::new, arguments, out));
    }

    /// Listens, says so, and serves from now on; does not block. The caller closes.
    public static Server open(InetSocketAddress address, Visitors visitors) throws IOException {
        return new BlockingServer(address, visitors);
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(EventLoop.BUFFER_BYTES);
        try {
            while (listener.isOpen()) {
                serve(listener.accept(), buffer);
            }
        } catch (IOException e) {
            if (listener.isOpen()) {
                visitors.note("Nobody can be accepted any more: " + e.getClass().getName());
            }
        }
    }

    private void serve(SocketChannel client, ByteBuffer buffer) throws IOException {
        Visit visit = visitors.comes(client.getRemoteAddress());
        served = client;
        try (client) {
            echo(client, buffer);
            visit.ends("has left");
        } catch (IOException _) {
            visit.ends(listener.isOpen() ? "has broken off" : Visit.SENT_AWAY);
        }
        visit.gone();
    }

    // region echo
    private static void echo(SocketChannel client, ByteBuffer buffer) throws IOException {
        while (client.read(buffer.clear()) >= 0) { // waits until this client says something
            buffer.flip();
            while (buffer.hasRemaining()) {
                client.write(buffer); // waits until this client reads
            }
        }
    }

    // endregion

    @Override
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        SocketChannel client = served;
        if (client != null) {
            client.close();
        }
    }

    @Override
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }
}
