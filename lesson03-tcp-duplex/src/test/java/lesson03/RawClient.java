package lesson03;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends any bytes it likes, and ends as it likes.
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final String endpoint;

    RawClient(InetSocketAddress server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        endpoint = Endpoint.of(socket.getLocalSocketAddress());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    RawClient write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient writeByteByByte(String text) throws IOException {
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            socket.getOutputStream().write(next);
        }
        return this;
    }

    /// Sends FIN, and can still read.
    RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Sends RST.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// All that the server sends, until the end of its stream.
    byte[] readBytes() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    String readText() throws IOException {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /// So many bytes of what the server sends.
    String readText(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
