package lesson06.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lesson06.LossyPath;

/// Two real ports on loopback with a bad path between them: what comes to one of them leaves from
/// the other one, if it is not lost. The fate of each datagram comes from the seed, from what is in
/// it, and from how often it has been sent before: not from when it is sent.
final class LossyRelay implements AutoCloseable {

    /// The model's path is a long one; a test must not take minutes.
    private static final int FASTER = 10;

    private final DatagramSocket forSender;
    private final DatagramSocket forReceiver;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lossy relay, later").factory());

    /// @param sender the socket that sends to [#addressForSender]
    /// @param receiver the socket that is to receive from [#addressForReceiver]
    LossyRelay(DatagramSocket sender, DatagramSocket receiver, long seed, int percent)
            throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        forSender = new DatagramSocket(0, loopback);
        forReceiver = new DatagramSocket(0, loopback);
        SocketAddress senderAddress = sender.getLocalSocketAddress();
        SocketAddress receiverAddress = receiver.getLocalSocketAddress();
        start("to receiver", forSender, forReceiver, receiverAddress, new Paths(seed, percent));
        start("to sender", forReceiver, forSender, senderAddress, new Paths(~seed, percent));
    }

    InetSocketAddress addressForSender() {
        return (InetSocketAddress) forSender.getLocalSocketAddress();
    }

    InetSocketAddress addressForReceiver() {
        return (InetSocketAddress) forReceiver.getLocalSocketAddress();
    }

    @Override
    public void close() {
        later.shutdownNow();
        forSender.close();
        forReceiver.close();
    }

    private void start(
            String name, DatagramSocket from, DatagramSocket out, SocketAddress to, Paths paths) {
        Thread.ofPlatform()
                .daemon()
                .name("lossy relay, " + name)
                .start(() -> relay(from, out, to, paths));
    }

    private void relay(DatagramSocket from, DatagramSocket out, SocketAddress to, Paths paths) {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!from.isClosed()) {
            try {
                from.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                for (Duration travel : paths.of(bytes).next()) {
                    Future<?> _ =
                            later.schedule(
                                    () -> send(out, new DatagramPacket(bytes, bytes.length, to)),
                                    travel.toNanos() / FASTER,
                                    TimeUnit.NANOSECONDS);
                }
            } catch (IOException | RejectedExecutionException _) {
                // Closed: the loop's condition knows.
            }
        }
    }

    /// A path for all datagrams with the same bytes, by the hash of these.
    private record Paths(long seed, int percent, Map<Integer, LossyPath> known) {

        Paths(long seed, int percent) {
            this(seed, percent, new HashMap<>());
        }

        LossyPath of(byte[] bytes) {
            return known.computeIfAbsent(
                    Arrays.hashCode(bytes), hash -> new LossyPath(seed + hash, percent));
        }
    }

    private static void send(DatagramSocket out, DatagramPacket packet) {
        try {
            out.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException("the relay could not send", e);
        }
    }
}
