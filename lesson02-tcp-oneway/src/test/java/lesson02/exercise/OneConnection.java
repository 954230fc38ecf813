package lesson02.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// A server of the tests: it accepts one connection, reads all that comes, and says how it ended.
final class OneConnection implements AutoCloseable {

    private static final int ACCEPT_MILLIS = 2_000;

    /// Only a sender that forgets to close makes this wait, for the peer is on the same machine.
    private static final int READ_MILLIS = 500;

    /// How a connection ended.
    enum Ending {
        END_OF_STREAM,
        RESET,
        STILL_OPEN
    }

    /// What a connection brought.
    static final class Received {

        private final byte[] bytes;
        private final Ending ending;

        private Received(byte[] bytes, Ending ending) {
            this.bytes = bytes;
            this.ending = ending;
        }

        byte[] bytes() {
            return bytes;
        }

        Ending ending() {
            return ending;
        }
    }

    private final ServerSocket listener;
    private final FutureTask<Received> task;

    OneConnection() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(ACCEPT_MILLIS);
        Callable<Received> receive = this::receive;
        task = new FutureTask<>(receive);
        Thread.ofVirtual().name("the test's server").start(task);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Waits for the end of the connection, with a limit.
    ///
    /// @throws java.util.concurrent.ExecutionException when nobody has connected
    Received received() throws Exception {
        return task.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private Received receive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(READ_MILLIS);
            Ending ending = drain(socket.getInputStream(), bytes);
            return new Received(bytes.toByteArray(), ending);
        }
    }

    private static Ending drain(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        try {
            in.transferTo(bytes);
            return Ending.END_OF_STREAM;
        } catch (SocketTimeoutException _) {
            return Ending.STILL_OPEN;
        } catch (SocketException _) {
            return Ending.RESET;
        }
    }
}
