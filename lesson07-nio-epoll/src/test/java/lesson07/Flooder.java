package lesson07;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A client that sends until the server takes no more, and never reads.
final class Flooder implements AutoCloseable {

    private static final int STANDSTILL_MILLIS = 400;
    private static final long SPIN_NANOS = 300_000_000;
    private static final long MOST_BYTES = 1L << 30;

    private final SocketChannel channel;
    private long sent;
    private boolean hungUpOn;

    /// Returns when nothing has moved for a while.
    Flooder(InetSocketAddress server) throws IOException {
        channel = SocketChannel.open();
        // Small and fixed: else the kernel lets it grow now and then, and all moves on for a
        // moment.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 8_192);
        channel.connect(server);
        channel.configureBlocking(false);
        sendUntilStandstill();
    }

    /// Returns when nothing has moved for a while. On a busy machine that may be too early: the
    /// server's thread has not come to it.
    private void sendUntilStandstill() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(65_536);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            while (sent < MOST_BYTES && selector.select(_ -> {}, STANDSTILL_MILLIS) > 0) {
                sent += channel.write(bytes.clear());
            }
        } catch (IOException _) {
            hungUpOn = true;
        }
    }

    /// Sends until the server's threads have had 0.3 s of a processor, and have taken no byte
    /// meanwhile: they spin. Never returns for a server that does not.
    void sendUntilServerSpins() throws IOException {
        long before;
        do {
            before = sent;
            long cpu = Leftovers.cpuNanos();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Leftovers.cpuNanos() - cpu > SPIN_NANOS);
            sendUntilStandstill();
        } while (sent > before);
    }

    /// Whether the server has reset the connection.
    boolean isHungUpOn() {
        return hungUpOn;
    }

    /// How many bytes have gone: into both kernels' buffers, and into the server.
    long sent() {
        return sent;
    }

    /// Closes with RST.
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }
}
