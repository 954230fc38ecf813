package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Sends ten million bytes to a receiver that does not read until all are sent, over UDP; then over
/// TCP, where the sender has to wait for the reader.
///
/// See [DatagramSocket#setReceiveBufferSize(int)]; RFC 9293, 3.8.6 (TCP's window), RFC 8085, 3.1
/// (UDP has no congestion control).
public final class Overflow {

    private static final int DATAGRAMS = 10_000;
    private static final int SIZE = 1_000;
    private static final int BUFFER = 65_536;

    /// Linux doubles the size of a receive buffer for its own book-keeping, which then fills part
    /// of it.
    private static final int FEW = 200;

    private static final int WAIT_MILLIS = 300;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Overflow [exact]
                    Sends 10000 datagrams to a receiver that reads later, then as much over TCP.
                    exact: prints how many have arrived; it differs from machine to machine.
                    Example: ./course run lesson06 Overflow exact
                    """,
                    1);

    private Overflow() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 1 more or other datagrams have arrived
    /// than expected, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String word = arguments.text(0, "word", "about");
                    if (!word.equals("about") && !word.equals("exact")) {
                        throw Failure.usage("Unknown argument \"" + SafeText.of(word) + "\".");
                    }
                    boolean asExpected = overUdp(word.equals("exact"), out);
                    overTcp(out);
                    return asExpected ? Program.DONE : Program.CHECKS_FAILED;
                });
    }

    private static boolean overUdp(boolean exact, PrintStream out) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramSocket receiver = new DatagramSocket(any);
                DatagramSocket sender = new DatagramSocket()) {
            receiver.setReceiveBufferSize(BUFFER);
            for (int number = 0; number < DATAGRAMS; number++) {
                byte[] bytes = ByteBuffer.allocate(SIZE).putInt(number).array();
                sender.send(new DatagramPacket(bytes, SIZE, receiver.getLocalSocketAddress()));
            }
            out.println(
                    "UDP  " + DATAGRAMS + " datagrams of " + SIZE + " bytes sent, no exception");
            int arrived = firstOnesIn(receiver);
            boolean asExpected = arrived > 0 && arrived < FEW;
            String number = exact || !asExpected ? "" + arrived : "fewer than " + FEW;
            String which =
                    arrived < 0 ? "not the first ones, in order" : "the first ones, in order";
            out.println("UDP  arrived: " + number + ", " + which);
            return asExpected;
        }
    }

    /// How many datagrams wait in the receive buffer; -1 if they are not the first ones, in order.
    private static int firstOnesIn(DatagramSocket receiver) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
        receiver.setSoTimeout(WAIT_MILLIS);
        for (int arrived = 0; true; arrived++) {
            try {
                receiver.receive(packet);
            } catch (SocketTimeoutException _) {
                return arrived;
            }
            if (ByteBuffer.wrap(packet.getData()).getInt() != arrived) {
                return -1;
            }
        }
    }

    /// Writes until the kernel takes no more, then reads and writes until all have arrived.
    private static void overTcp(PrintStream out) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel sender = SocketChannel.open(listener.getLocalAddress());
                    SocketChannel receiver = listener.accept()) {
                sender.configureBlocking(false); // a blocking write would wait for the reader
                ByteBuffer bytes = ByteBuffer.allocate(DATAGRAMS * SIZE);
                int taken;
                do {
                    taken = sender.write(bytes);
                } while (taken > 0);
                String part = bytes.hasRemaining() ? "a part of" : "all";
                out.println("TCP  nobody reads: write takes " + part + " the bytes, then no more");
                long arrived = 0;
                ByteBuffer room = ByteBuffer.allocate(BUFFER);
                while (arrived < DATAGRAMS * SIZE) {
                    arrived += receiver.read(room.clear());
                    sender.write(bytes);
                }
                out.println("TCP  somebody reads: " + arrived + " bytes have arrived");
            }
        }
    }
}
