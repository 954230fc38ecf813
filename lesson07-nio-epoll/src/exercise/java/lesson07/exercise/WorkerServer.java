package lesson07.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lesson07.OnReadable;

/// **Exercise 7.5: An acceptor and its workers.** About 40 minutes.
///
/// One event loop uses one core. This server has several. One thread, the **acceptor**, does
/// nothing but `accept`; it may block there. Each **worker** is a thread with a selector of its
/// own. What is done for a client is given: an [OnReadable]. Yours is the way of a new connection
/// from one thread to another.
///
/// **Which worker?** The one that has the fewest clients; of several, the one with the lowest
/// number. A client counts for its worker from the moment it was given to it, and until its channel
/// is closed. So a worker that is busy right now counts the clients that still wait for it.
///
/// **From thread to thread.** A selector belongs to its worker's thread: only this thread registers
/// channels with it. The acceptor puts the connection into a queue that is safe for two threads,
/// and calls [Selector#wakeup()]. The worker returns from `select`, empties the queue and registers
/// what was in it, in non-blocking mode, for reading.
///
/// **The worker's work.** For each channel that is ready it calls the handler once, and not for
/// others. A client stays with one worker all its life. When the handler returns false, or throws
/// (an `IOException`, or because it has a bug), the worker closes the channel of this client, and
/// goes on with the others. A worker without work waits in `select` and uses no CPU.
///
/// While a handler takes long, the clients of its worker wait. Nobody else does: new clients are
/// still accepted, and the other workers go on.
public final class WorkerServer implements AutoCloseable {

    /// Binds to `bind` (port 0: a free port), starts the acceptor and the workers; does not block.
    ///
    /// @param selectors one for each worker, which closes it when it ends
    /// @throws IOException when the address cannot be bound, for example because the port is taken;
    ///   then no thread runs
    public WorkerServer(InetSocketAddress bind, List<Selector> selectors, OnReadable handler)
            throws IOException {
        throw new UnsupportedOperationException(
                "Open and bind a ServerSocketChannel, then start the workers, then the acceptor.");
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
        throw new UnsupportedOperationException("Ask the listener for its local address.");
    }

    /// How many clients each worker has now, those included that wait to be registered. Any thread
    /// may ask.
    public List<Integer> clients() {
        throw new UnsupportedOperationException("Count the clients of each worker.");
    }

    /// Closes the listener and waits for the acceptor. Then ends the workers, which close the
    /// channels of all their clients, also of those that wait to be registered. Waits for the
    /// threads, two seconds at most. A second call does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Close the listener, wait for the acceptor, then wake up the workers.");
    }
}
