package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Shows what a receive buffer that is too short does, how one byte more tells whether a datagram
/// is whole, and how long a datagram can be.
///
/// See [DatagramSocket#receive(DatagramPacket)], RFC 768 and RFC 791, 3.1.
public final class Sizes implements AutoCloseable {

    private static final int WAIT_MILLIS = 5_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Sizes
                    Sends short and long datagrams on loopback and receives them in several buffers.
                    Example: ./course run lesson06 Sizes
                    """,
                    0);

    private final DatagramSocket receiver;
    private final DatagramSocket sender;
    private final PrintStream out;

    private Sizes(PrintStream out) throws IOException {
        this.out = out;
        receiver = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.setSoTimeout(WAIT_MILLIS);
        sender = new DatagramSocket();
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                _ -> {
                    try (Sizes sizes = new Sizes(out)) {
                        sizes.shortBuffer();
                        out.println("At most 5 bytes are wanted, so a buffer of 6");
                        sizes.oneByteMore("hello");
                        sizes.oneByteMore("hello!");
                        sizes.longest();
                        return Program.DONE;
                    }
                });
    }

    private void shortBuffer() throws IOException {
        out.println("A buffer of 5 bytes");
        send("hello world".getBytes(StandardCharsets.UTF_8));
        send("again".getBytes(StandardCharsets.UTF_8));
        out.println("  received " + Payload.inWords(receive(5)));
        out.println("  received " + Payload.inWords(receive(5)));
    }

    private void oneByteMore(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
        DatagramPacket packet = receive(6);
        String verdict = packet.getLength() <= 5 ? "whole" : "too long, perhaps cut off";
        out.println("  received " + packet.getLength() + " bytes: " + verdict);
    }

    private void longest() throws IOException {
        out.println("The longest datagram");
        send(new byte[Payload.MOST]);
        out.println("  received " + receive(Payload.ROOM).getLength() + " bytes");
        try {
            send(new byte[Payload.MOST + 1]);
        } catch (IOException e) {
            out.println("  " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void send(byte[] bytes) throws IOException {
        out.println("  send     " + bytes.length + " bytes");
        sender.send(new DatagramPacket(bytes, bytes.length, receiver.getLocalSocketAddress()));
    }

    private DatagramPacket receive(int room) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[room], room);
        receiver.receive(packet);
        return packet;
    }

    @Override
    public void close() {
        receiver.close();
        sender.close();
    }
}
