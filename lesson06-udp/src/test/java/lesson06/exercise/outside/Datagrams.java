package lesson06.exercise.outside;

import course.testkit.SecondProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The test's own socket, which speaks to a port of the loopback address.
final class Datagrams implements AutoCloseable {

    /// Only a wrong answer makes anybody wait so long.
    static final int MILLIS = 3_000;

    static final String NOTHING = "(nothing within 3 seconds)";

    private static final int LOOK_MILLIS = 50;
    private static final int BUFFER = 1_000_000;
    private static final int MOST_BYTES = 65_535;

    private final SecondProcess second;
    private final DatagramSocket socket;
    private int lastPort;

    Datagrams(SecondProcess second) throws IOException {
        this.second = second;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(LOOK_MILLIS);
        socket.setReceiveBufferSize(BUFFER);
    }

    /// The port of this socket, as an argument.
    String port() {
        return Integer.toString(socket.getLocalPort());
    }

    void send(int port, byte... bytes) throws IOException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    void send(int port, String text) throws IOException {
        send(port, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The next datagram, or null when none has come within so many milliseconds; no longer than
    /// the other process runs.
    byte[] receive(int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        byte[] bytes = null;
        while (bytes == null && System.nanoTime() < deadline && second.isRunning()) {
            bytes = receiveShortly();
        }
        return bytes;
    }

    private byte[] receiveShortly() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return null;
        }
        lastPort = packet.getPort();
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// The next datagram; empty when none has come.
    byte[] bytes() throws IOException {
        byte[] bytes = receive(MILLIS);
        return bytes == null ? new byte[0] : bytes;
    }

    /// The text of the next datagram, or [#NOTHING].
    String text() throws IOException {
        byte[] bytes = receive(MILLIS);
        return bytes == null ? NOTHING : new String(bytes, StandardCharsets.UTF_8);
    }

    /// Where the last datagram came from.
    int lastPort() {
        return lastPort;
    }

    /// Whether the system says that there is no socket at this port, now or soon.
    static boolean isClosed(int port) throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            probe.setSoTimeout(LOOK_MILLIS);
            for (int i = 0; i < MILLIS / LOOK_MILLIS; i++) {
                if (isUnreachable(probe)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isUnreachable(DatagramSocket probe) throws IOException {
        try {
            probe.send(new DatagramPacket(new byte[] {'?'}, 1));
            probe.receive(new DatagramPacket(new byte[1], 1));
            return false;
        } catch (PortUnreachableException _) {
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
