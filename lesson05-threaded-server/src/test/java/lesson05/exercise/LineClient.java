package lesson05.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A client of the tests: it sends text, and says in words what it gets.
final class LineClient implements AutoCloseable {

    /// Only a server that does not answer makes a client wait so long. Less than a trace's step may
    /// take.
    static final int MILLIS = 4_000;

    private final Socket socket = new Socket();

    LineClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
    }

    LineClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// All up to the next line feed, and that too; or all until the end, and how it ended in
    /// brackets.
    String line() {
        return receive(true);
    }

    /// All that comes, and in brackets how it ended.
    String all() {
        return receive(false);
    }

    private String receive(boolean oneLine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String ending;
        try {
            int next = socket.getInputStream().read();
            while (next != -1) {
                bytes.write(next);
                if (oneLine && next == '\n') {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                next = socket.getInputStream().read();
            }
            ending = "[end of stream]";
        } catch (SocketTimeoutException _) {
            ending = "[nothing more for " + socketTimeout() + " ms, and no end]";
        } catch (SocketException e) {
            ending = "[" + e.getMessage() + "]";
        } catch (IOException e) {
            ending = "[" + e + "]";
        }
        return bytes.toString(StandardCharsets.UTF_8) + ending;
    }

    /// Sends byte after byte until the server cuts the connection off, or the limit is over. Some
    /// milliseconds pass between two bytes; what the server sends is thrown away.
    ///
    /// @return whether the connection was cut off
    boolean dripsUntilCutOff(int limitMillis) throws IOException {
        long end = System.nanoTime() + limitMillis * 1_000_000L;
        socket.setSoTimeout(10);
        boolean halfClosed = false;
        while (end - System.nanoTime() > 0) {
            try {
                send("x");
                halfClosed = halfClosed || socket.getInputStream().read() == -1;
            } catch (SocketTimeoutException _) {
                continue; // that was the pause
            } catch (SocketException _) {
                return true;
            }
            if (halfClosed) {
                pause();
            }
        }
        return false;
    }

    /// Sends byte after byte until an answer comes, or the limit is over.
    String dripsUntilAnswered(int limitMillis) throws IOException {
        long end = System.nanoTime() + limitMillis * 1_000_000L;
        socket.setSoTimeout(10);
        while (end - System.nanoTime() > 0) {
            send("x");
            String got = receive(true);
            if (!got.startsWith("[nothing more")) {
                return got;
            }
        }
        return "[no answer]";
    }

    /// Ends the own stream; what the server sends can still be read.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// Leaves with a reset (RST), as a program does that crashes.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// A stream that has ended gives its end at once, so it makes no pause.
    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }

    private int socketTimeout() {
        try {
            return socket.getSoTimeout();
        } catch (SocketException _) {
            return MILLIS;
        }
    }
}
