package course.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A relay between TCP clients and a server that treats the bytes as badly as a network may:
///
///     try (BadNetwork network = new BadNetwork(server, 42, new Fault.OneByteAtATime(), new Fault.None());
///             Socket client = new Socket(network.address().getAddress(), network.address().getPort())) {
///
/// It listens on loopback, at a free port. The end of a stream is passed on in each direction by itself, a reset
/// in both. Chance comes from the seed alone: the same seed and the same bytes give the same cuts and delays; the
/// seed stands in `toString()`, so put that into the message of a test.
///
/// On a wire nothing can make a reader see single bytes for certain: while it does something else, the kernel puts
/// together what has arrived. A reader that waits in `read` sees them one by one. For certainty there is
/// [TricklingInputStream].
///
/// Datagrams will be lost, doubled and reordered by a relay of the same shape over a `DatagramSocket`, with faults
/// of their own type: those faults make no sense for a stream.
public final class BadNetwork implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    private final InetSocketAddress server;
    private final long seed;
    private final Fault toServer;
    private final Fault toClient;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("bad network ", 0).factory());

    /// Begins to listen. Every connection to [#address] becomes one to `server`.
    ///
    /// @throws IOException if there is no free port
    public BadNetwork(InetSocketAddress server, long seed, Fault toServer, Fault toClient)
            throws IOException {
        this.server = server;
        this.seed = seed;
        this.toServer = toServer;
        this.toClient = toClient;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    /// Where clients connect.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The faults and the seed: all that is needed to have the same again.
    @Override
    public String toString() {
        return "BadNetwork(seed "
                + seed
                + ", to server: "
                + toServer
                + ", to client: "
                + toClient
                + ")";
    }

    /// Closes the listener, then all connections, and waits for the threads. Can be called again.
    @Override
    public void close() {
        closeQuietly(listener);
        threads.shutdownNow();
        sockets.forEach(BadNetwork::closeQuietly);
        threads.close();
    }

    /// Whether no thread and no connection is left.
    boolean hasEnded() {
        return threads.isTerminated() && sockets.isEmpty();
    }

    private void acceptAll() {
        for (int number = 0; !listener.isClosed(); number++) {
            try {
                connect(listener.accept(), number);
            } catch (IOException _) {
                // The listener was closed, or the client is gone already: the loop's condition
                // knows.
            }
        }
    }

    private void connect(Socket client, int number) {
        Socket onward = new Socket();
        sockets.add(client);
        sockets.add(onward);
        // One source of chance for each direction: which thread runs first must not matter.
        Random chance = new Random(seed + number);
        Random chanceToServer = new Random(chance.nextLong());
        Random chanceToClient = new Random(chance.nextLong());
        CountDownLatch open = new CountDownLatch(2);
        try {
            onward.connect(server, CONNECT_MILLIS);
            threads.execute(() -> relay(client, onward, toServer, chanceToServer, open));
            threads.execute(() -> relay(onward, client, toClient, chanceToClient, open));
        } catch (IOException | RejectedExecutionException _) {
            // There is no server, or close() was called in this moment.
            end(client, onward, true);
        }
    }

    /// One direction of one connection, until its end. Who is last closes both sockets.
    private void relay(Socket from, Socket to, Fault fault, Random chance, CountDownLatch open) {
        boolean reset = false;
        try {
            new Mistreatment(from, to, chance).relay(fault);
        } catch (IOException | InterruptedException _) {
            // A reset on one side becomes a reset on the other; close() interrupts.
            reset = true;
        }
        open.countDown();
        if (reset || open.getCount() == 0) {
            end(from, to, reset);
        }
    }

    private void end(Socket one, Socket other, boolean reset) {
        for (Socket socket : List.of(one, other)) {
            try (socket) {
                socket.setSoLinger(reset, 0); // switched on, close sends RST instead of FIN
            } catch (IOException _) {
                // closed already
            }
            sockets.remove(socket);
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException _) {
            // Nobody is left who could do anything about it.
        }
    }
}
