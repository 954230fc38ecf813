package lesson05;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// A server for one protocol. What runs a client's conversation, and on which thread, is an
/// [Executor]: this is all in which the lesson's four servers differ.
public final class Server implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /// A list, so that these classes are loaded now: loading a class needs a descriptor, and in bad
    /// times there is none.
    private static final List<Ending> ENDINGS =
            List.of(
                    new Ending(EOFException.class, "has ended in the middle"),
                    new Ending(BoundedInput.TooLong.class, "has sent too many bytes"),
                    new Ending(ObjectStreamException.class, "has sent something else than a login"),
                    new Ending(SocketException.class, "has broken off"));

    private record Ending(Class<? extends IOException> thrown, String inWords) {}

    private final Protocol protocol;
    private final Visitors visitors;
    private final Executor handlers;
    private final Connections connections;
    private final AcceptLoop loop;

    /// Listens, says so, and accepts from now on; does not block. The caller closes.
    ///
    /// @param address port 0 takes any free port
    /// @param handlers runs one task for each client. [#close()] shuts it down, if it is an
    ///   [ExecutorService].
    /// @throws java.net.BindException if the port is taken, or not to be had
    public Server(
            InetSocketAddress address, Protocol protocol, Visitors visitors, Executor handlers)
            throws IOException {
        this.protocol = protocol;
        this.visitors = visitors;
        this.handlers = handlers;
        loop = new AcceptLoop(address, this::admit, visitors::note);
        connections = new Connections(protocol.limits());
        rehearse();
        visitors.note("Listening on " + Endpoint.of(address()));
        connections.start();
        loop.start();
    }

    private void rehearse() throws IOException {
        try {
            Rehearsal.with(handlers);
        } catch (IOException e) {
            loop.stop();
            if (handlers instanceof ExecutorService service) {
                service.shutdown();
            }
            throw e;
        }
    }

    /// Where the server listens, with the real port.
    public InetSocketAddress address() {
        return loop.address();
    }

    /// How many clients are connected: those being served and those that wait for a thread.
    public int connections() {
        return connections.size();
    }

    /// Runs on the accept loop's thread, which must go on whatever happens here.
    private void admit(Socket socket) {
        Connection client = new Connection(socket, visitors.comes(socket.getRemoteSocketAddress()));
        connections.add(client);
        try {
            handlers.execute(() -> handle(client));
        } catch (RejectedExecutionException | OutOfMemoryError _) {
            end(client, "is sent away: there is no thread for it");
        }
    }

    /// Says how it ended before it closes: a client that sees the end knows that the line is there.
    private void end(Connection client, String how) {
        visitors.leaves(client.number(), how);
        connections.end(client);
        visitors.gone();
    }

    private void handle(Connection client) {
        String how = "is lost";
        try {
            how = serve(client);
        } finally {
            end(client, how);
        }
    }

    // region serve
    /// Whatever one client does, or our own code for it, it ends here: not in the accept loop.
    private String serve(Connection client) {
        try {
            client.sendAtOnce();
            protocol.serve(client);
            return "has left";
        } catch (IOException e) {
            return inWords(client, e);
        } catch (RuntimeException | Error e) {
            return "has met a bug of this server: " + e.getClass().getName();
        }
    }

    // endregion

    private String inWords(Connection client, IOException thrown) {
        if (client.isCut()) {
            return "is cut off: nothing moved within the time limit";
        }
        if (connections.areClosing()) {
            return "is sent away: the server closes";
        }
        for (Ending ending : ENDINGS) {
            if (ending.thrown.isInstance(thrown)) {
                return ending.inWords;
            }
        }
        return "is lost: " + thrown.getClass().getSimpleName();
    }

    // region close
    /// Stops listening, hangs up on every client, and waits for the threads, 5 seconds at most. May
    /// be called twice.
    @Override
    public void close() throws IOException {
        try {
            loop.stop(); // first: nobody comes in while the others are sent away
        } finally {
            connections.close(); // then: no thread waits in a read or a write any more
            awaitThreads();
        }
    }

    // endregion

    private void awaitThreads() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        try {
            if (handlers instanceof ExecutorService service) {
                service.shutdown();
                if (!service.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                    service.shutdownNow();
                }
            }
            loop.join(Duration.ofNanos(deadline - System.nanoTime()));
            connections.join(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether no thread of this server runs any more.
    boolean hasEnded() throws InterruptedException {
        return loop.join(Duration.ZERO)
                && connections.join(Duration.ZERO)
                && (!(handlers instanceof ExecutorService service) || service.isTerminated());
    }
}
