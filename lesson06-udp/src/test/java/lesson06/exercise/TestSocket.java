package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A datagram socket of a test, on loopback, at a free port. It waits two seconds at most.
final class TestSocket implements AutoCloseable {

    private static final int MILLIS = 2_000;
    private static final int BUFFER = 1_000_000;

    private final DatagramSocket socket;
    private InetSocketAddress lastSender;

    TestSocket() throws IOException {
        this(0);
    }

    TestSocket(int port) throws IOException {
        socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(MILLIS);
        // Several of the longest datagrams must find room before anybody reads.
        socket.setReceiveBufferSize(BUFFER);
    }

    /// The socket itself, to hand to the student's code.
    DatagramSocket socket() {
        return socket;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(InetSocketAddress to, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    void send(InetSocketAddress to, String text) throws IOException {
        send(to, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The next datagram, or null when none has come within two seconds.
    byte[] receive() throws IOException {
        return receive(MILLIS);
    }

    /// The next datagram, or null when none has come within so many milliseconds.
    byte[] receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return null;
        }
        lastSender = (InetSocketAddress) packet.getSocketAddress();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// The text of the next datagram, or null when none has come within two seconds.
    String receiveText() throws IOException {
        byte[] bytes = receive();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /// Where the last datagram came from.
    InetSocketAddress lastSender() {
        return lastSender;
    }

    @Override
    public void close() {
        socket.close();
    }
}
