package lesson05;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The lesson's four servers, for tests that run against each of them.
@SuppressWarnings("ImmutableEnumChecker") // its functions are method references
enum Kind {
    SEQUENTIAL(SequentialServer::open, SequentialServer.class, 1),
    THREAD_PER_CLIENT(ThreadPerClientServer::open, ThreadPerClientServer.class, 100),
    POOLED(PooledServer::open, PooledServer.class, PooledServer.THREADS),
    VIRTUAL(VirtualThreadServer::open, VirtualThreadServer.class, 100);

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ServerProgram.Opening opening;
    private final Class<?> program;
    private final int atOnce;

    Kind(ServerProgram.Opening opening, Class<?> program, int atOnce) {
        this.opening = opening;
        this.program = program;
        this.atOnce = atOnce;
    }

    Server open(Protocol protocol, Visitors visitors) throws IOException {
        return opening.open(ANY_PORT, protocol, visitors);
    }

    Server open(InetSocketAddress address, Protocol protocol, Visitors visitors)
            throws IOException {
        return opening.open(address, protocol, visitors);
    }

    Class<?> program() {
        return program;
    }

    /// How many clients a test may expect to be served at the same time.
    int atOnce() {
        return atOnce;
    }
}
