package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Sends one datagram to everybody on the loopback network, 127.255.255.255, first without and then
/// with the permission that broadcasting needs. Two sockets at one port wait for it.
///
/// See RFC 919, 7 (the broadcast address of a network), and RFC 1122, 3.3.6.
public final class Broadcast {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String EVERYBODY = "127.255.255.255";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Broadcast
                    Broadcasts on the loopback network; two sockets wait for it.
                    Example: ./course run lesson06 Broadcast
                    """,
                    0);

    private Broadcast() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no broadcast here.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> broadcast(out));
    }

    private static int broadcast(PrintStream out) throws Failure, IOException {
        InetAddress everybody = InetAddress.ofLiteral(EVERYBODY);
        try (DatagramSocket one = receiver(new InetSocketAddress(everybody, 0));
                DatagramSocket two = receiver(one.getLocalSocketAddress());
                DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress to = new InetSocketAddress(everybody, one.getLocalPort());
            out.println("Two sockets wait at " + Endpoint.of(to));
            sender.setOption(StandardSocketOptions.SO_BROADCAST, false);
            send(sender, to, "without SO_BROADCAST", out);
            sender.setOption(StandardSocketOptions.SO_BROADCAST, true);
            send(sender, to, "with SO_BROADCAST", out);
            receive(one, "first", out);
            receive(two, "second", out);
            return Program.DONE;
        } catch (SocketException | SocketTimeoutException e) {
            String line = "Cannot broadcast to %s on this machine: %s. Linux can.";
            throw Failure.environment(line.formatted(EVERYBODY, e.getMessage()));
        }
    }

    /// Can share its port, and gives up after [#LIMIT]. The caller closes.
    static DatagramSocket receiver(SocketAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static void send(DatagramSocket sender, InetSocketAddress to, String text, PrintStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            sender.send(new DatagramPacket(bytes, bytes.length, to));
            out.println("sent " + text);
        } catch (IOException e) {
            out.println("refused " + text + ": " + e.getMessage());
        }
    }

    static void receive(DatagramSocket socket, String which, PrintStream out) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        out.println("the " + which + " socket gets: " + SafeText.of(text));
    }
}
