package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/// Gives one port number to a TCP socket and to a UDP socket at the same time, and sends to each.
///
/// An IP packet says which protocol it carries (RFC 791, 3.1), and each protocol has its own ports.
public final class SamePort {

    private static final int WAIT_MILLIS = 5_000;
    private static final int TRIES = 20;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: SamePort
                    Uses one port number for TCP and for UDP at the same time, on loopback.
                    Example: ./course run lesson06 SamePort
                    """,
                    0);

    private SamePort() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 3 no number was free for both.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    /// Tries several numbers: one that TCP gets may be taken for UDP.
    private static int show(PrintStream out) throws IOException, Failure {
        for (int count = 0; count < TRIES; count++) {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (isFreeForUdp(listener.getLocalSocketAddress())) {
                    show(listener, out);
                    return Program.DONE;
                }
            }
        }
        throw Failure.environment("No port number is free for both TCP and UDP. Try again.");
    }

    private static void show(ServerSocket listener, PrintStream out) throws IOException {
        SocketAddress address = listener.getLocalSocketAddress();
        out.println("TCP listens on " + Endpoint.of(address));
        try (DatagramSocket receiver = new DatagramSocket(address)) {
            out.println("UDP is bound to " + Endpoint.of(receiver.getLocalSocketAddress()));
            out.println("A second UDP socket: " + (isFreeForUdp(address) ? "bound" : "refused"));
            sendBoth(listener, receiver, out);
        }
    }

    private static boolean isFreeForUdp(SocketAddress address) throws IOException {
        try (DatagramSocket _ = new DatagramSocket(address)) {
            return true;
        } catch (BindException _) {
            return false;
        }
    }

    private static void sendBoth(ServerSocket listener, DatagramSocket receiver, PrintStream out)
            throws IOException {
        byte[] text = "你好".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket sender = new DatagramSocket();
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            sender.send(new DatagramPacket(text, text.length, receiver.getLocalSocketAddress()));
            client.getOutputStream().write("再见".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            receiver.setSoTimeout(WAIT_MILLIS);
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            receiver.receive(packet);
            out.println("UDP receives " + Payload.inWords(packet));
            String read =
                    new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            out.println("TCP reads " + read);
        }
    }
}
