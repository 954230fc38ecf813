package lesson05.exercise;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A listener of the tests that knows what becomes of the sockets it gives out, and that can be
/// made to fail.
final class WatchedListener extends ServerSocket {

    private static final int BACKLOG = 512;

    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    WatchedListener(InetAddress address) throws IOException {
        super(0, BACKLOG, address);
    }

    /// The next `count` calls of `accept` throw, as they do when the process has no file descriptor
    /// left.
    void failNext(int count) {
        failures.set(count);
    }

    /// Is counted down when somebody has called `accept`.
    CountDownLatch asked() {
        return asked;
    }

    /// What was accepted, in this order.
    List<Accepted> accepted() {
        return accepted;
    }

    /// How many accepted sockets are not closed: each is a file descriptor.
    long open() {
        return accepted.stream().filter(socket -> !socket.isClosed()).count();
    }

    @Override
    public Socket accept() throws IOException {
        asked.countDown();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SocketException("Too many open files (Accept failed)");
        }
        Accepted socket = new Accepted();
        implAccept(socket);
        accepted.add(socket);
        return socket;
    }

    /// The server's end of one connection.
    static final class Accepted extends Socket {

        private final CompletableFuture<String> first = new CompletableFuture<>();

        private Accepted() throws SocketException {
            super((SocketImpl) null);
        }

        /// What the server does first with this socket, apart from writing: `reads` or `closes`.
        CompletableFuture<String> first() {
            return first;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    first.complete("reads");
                    return super.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    first.complete("reads");
                    return super.read(buffer, offset, length);
                }
            };
        }

        @Override
        public void close() throws IOException {
            first.complete("closes");
            super.close();
        }
    }
}
