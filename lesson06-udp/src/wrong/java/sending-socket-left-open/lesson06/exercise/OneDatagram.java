package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// One text in one datagram, in UTF-8.
public final class OneDatagram {

    /// What one datagram carries at most over IPv4, in bytes.
    public static final int MOST_BYTES = 65_507;

    private OneDatagram() {}

    /// Sends `text` as one datagram from a port of its own. Does not wait.
    ///
    /// @throws IllegalArgumentException when the text takes more than [#MOST_BYTES] bytes; nothing
    ///   has been sent
    /// @throws IOException when this machine cannot send
    public static void send(InetSocketAddress to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the text takes "
                            + bytes.length
                            + " bytes in UTF-8, and one datagram carries at most "
                            + MOST_BYTES);
        }
        DatagramSocket socket = new DatagramSocket();
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /// Waits for one datagram and returns its text. The socket belongs to the caller.
    ///
    /// @throws IOException when receiving fails; also when the socket's time limit runs out
    public static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        socket.receive(packet);
        return new String(
                packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.UTF_8);
    }
}
