package lesson06;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An end that sends any bytes it likes, and says nothing unless told to.
final class RawEnd implements AutoCloseable {

    static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final DatagramSocket socket;

    RawEnd() throws IOException {
        socket = new DatagramSocket(ANY_PORT);
        socket.setSoTimeout(5_000);
    }

    void send(int port, byte... bytes) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        socket.send(new DatagramPacket(bytes, bytes.length, loopback, port));
    }

    void send(int port, String text) throws IOException {
        send(port, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Payload.ROOM], Payload.ROOM);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    String receiveText() throws IOException {
        return new String(receive(), StandardCharsets.UTF_8);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    int port() {
        return socket.getLocalPort();
    }

    String portText() {
        return Integer.toString(port());
    }

    /// A port on loopback that was free a moment ago.
    static String closedPort() throws IOException {
        try (RawEnd end = new RawEnd()) {
            return end.portText();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
