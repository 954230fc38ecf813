package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;

/// Tells a whole datagram from one that was cut off.
public final class WholeDatagram {

    private WholeDatagram() {}

    /// What came.
    ///
    /// @param bytes all bytes of the datagram when it is whole, else the first `most` of them
    /// @param whole whether the datagram had no more bytes than `most`
    @SuppressWarnings("ArrayRecordComponent") // taken apart at once, never compared
    public record Received(byte[] bytes, boolean whole) {}

    /// Waits for one datagram. The socket belongs to the caller.
    ///
    /// @param most how many bytes the caller wants at most
    /// @throws IllegalArgumentException when `most` is negative; nothing has been received
    /// @throws IOException when receiving fails; also when the socket's time limit runs out
    public static Received receive(DatagramSocket socket, int most) throws IOException {
        if (most < 0) {
            throw new IllegalArgumentException("a limit of " + most + " bytes");
        }
        // One byte more than wanted: only a datagram that is too long reaches it.
        DatagramPacket packet = new DatagramPacket(new byte[most + 1], most + 1);
        socket.receive(packet);
        int length = packet.getLength();
        return new Received(Arrays.copyOf(packet.getData(), length), length <= most);
    }
}
