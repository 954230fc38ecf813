package lesson06;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// A [Link] over a connected socket, with the clock of this machine.
///
/// An ICMP "port unreachable" counts as a loss: the other end may start later. Who has opened the
/// socket closes it.
public final class UdpLink implements Link {

    private static final int MOST_BYTES = 65_535;
    private static final long MOST_MILLIS = 3_600_000;

    private final DatagramSocket socket;

    /// @param socket connected, so that the kernel drops what comes from anybody else
    public UdpLink(DatagramSocket socket) {
        if (!socket.isConnected()) {
            throw new IllegalArgumentException("the socket is not connected: call connect first");
        }
        this.socket = socket;
    }

    @Override
    public void send(byte[] datagram) throws IOException {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length));
        } catch (PortUnreachableException _) {
            // The answer to an earlier datagram, which is lost. This one has not been sent: lost
            // too.
            return;
        }
    }

    @Override
    public Optional<byte[]> receive(Duration limit) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        Duration end = now().plus(limit);
        do {
            // A limit of 0 would mean "for ever".
            long millis = Math.clamp(end.minus(now()).toMillis(), 1, MOST_MILLIS);
            socket.setSoTimeout((int) millis);
            try {
                socket.receive(packet);
                return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (SocketTimeoutException | PortUnreachableException _) {
                // Nothing yet; the loop looks at the clock.
            }
        } while (now().compareTo(end) < 0);
        return Optional.empty();
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }
}
