package lesson02;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// A client that sends any bytes it likes, and ends as it likes.
final class RawClient implements AutoCloseable {

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    /// Connects, sends the bytes, closes.
    static void sends(int port, byte[] bytes) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.write(bytes);
        }
    }

    /// Connects and resets the connection.
    static void resets(int port, byte... bytes) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.write(bytes);
            client.socket.setSoLinger(true, 0);
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void writeByteByByte(byte[] bytes) throws IOException {
        for (byte next : bytes) {
            socket.getOutputStream().write(next);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
