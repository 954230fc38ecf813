package lesson07;

import course.testkit.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// A client that does what a test wants, with a limit for each read.
final class EchoClient implements AutoCloseable {

    static final Duration PATIENT = Duration.ofSeconds(20);

    private final Socket socket = new Socket();

    EchoClient(int port) throws IOException {
        this(port, PATIENT);
    }

    EchoClient(int port, Duration limit) throws IOException {
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                (int) PATIENT.toMillis());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) limit.toMillis());
    }

    int port() {
        return socket.getLocalPort();
    }

    SocketAddress server() {
        return socket.getRemoteSocketAddress();
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void write(String text) throws IOException {
        write(Bytes.utf8(text));
    }

    /// The next byte; -1 at the end, and after a reset.
    int read() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException _) {
            return -1;
        }
    }

    byte[] read(int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
    }

    byte[] readAll() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /// Whether the text comes back.
    boolean isEchoed(String text) throws IOException {
        try {
            write(text);
            return Arrays.equals(read(Bytes.utf8(text).length), Bytes.utf8(text));
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /// Writes and ends the stream on another thread; the future ends when it is done.
    Future<?> writeAndEnd(byte... bytes) {
        return start(() -> {
            write(bytes);
            endOutput();
            return null;
        });
    }

    /// Writes on another thread; the future ends when it is done.
    Future<?> startWriting(byte... bytes) {
        return start(() -> {
            write(bytes);
            return null;
        });
    }

    /// A platform thread: for virtual ones the JDK opens descriptors that it keeps, and tests count
    /// them.
    private static Future<?> start(Callable<Void> action) {
        FutureTask<Void> task = new FutureTask<>(action);
        Thread.ofPlatform().daemon().name("sender").start(task);
        return task;
    }

    /// Whether the text comes within the limit. It must have been sent.
    boolean isAnswered(String text, Duration limit) throws IOException {
        socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
        try {
            return Arrays.equals(read(Bytes.utf8(text).length), Bytes.utf8(text));
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Ends the own stream and waits for the server's.
    void leave() throws IOException {
        endOutput();
        readAll();
        close();
    }

    /// Sends a byte; it does not matter whether somebody is there.
    void drip() throws IOException {
        try {
            write((byte) 'x');
        } catch (SocketException _) {
            close();
        }
    }

    /// Closes with RST in place of FIN.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
