package lesson06;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends the same four pieces over UDP and over TCP, one of them empty, and shows what each receive
/// and each read returns.
///
/// See RFC 768 (a datagram has a length of its own) and RFC 9293, 2.2 (a stream of bytes).
public final class Boundaries {

    private static final List<String> PIECES = List.of("one", "two", "", "three");
    private static final String SHOWN = "one, two, nothing, three: 3 + 3 + 0 + 5 bytes";
    private static final int WAIT_MILLIS = 5_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Boundaries
                    Sends four pieces over UDP and over TCP, on loopback, and shows what arrives.
                    Example: ./course run lesson06 Boundaries
                    """,
                    0);

    private Boundaries() {}

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
                    overUdp(out);
                    overTcp(out);
                    return Program.DONE;
                });
    }

    private static void overUdp(PrintStream out) throws IOException {
        try (DatagramSocket receiver =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket sender = new DatagramSocket()) {
            out.println("UDP  send     " + SHOWN);
            receiver.setSoTimeout(WAIT_MILLIS); // else a lost datagram would mean: for ever
            for (String piece : PIECES) {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                DatagramPacket packet =
                        new DatagramPacket(bytes, bytes.length, receiver.getLocalSocketAddress());
                sender.send(packet);
            }
            for (int count = 0; count < PIECES.size(); count++) {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                receiver.receive(packet);
                out.println("UDP  receive  " + Payload.inWords(packet));
            }
        }
    }

    private static void overTcp(PrintStream out) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = listener.accept()) {
            out.println("TCP  write    " + SHOWN);
            writeAll(sender);
            byte[] buffer = new byte[100];
            int count = receiver.getInputStream().read(buffer);
            String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
            out.println("TCP  read     " + count + " bytes: " + text);
            int end = receiver.getInputStream().read(buffer);
            out.println("TCP  read     " + end + ": the end of the stream");
        }
    }

    /// Writes, closes, and returns when the other end's kernel has acknowledged every byte.
    private static void writeAll(Socket sender) throws IOException {
        sender.setTcpNoDelay(true); // each write leaves at once, in a segment of its own
        sender.setSoLinger(true, WAIT_MILLIS / 1_000); // close waits for the acknowledgement
        try (OutputStream stream = sender.getOutputStream()) {
            for (String piece : PIECES) {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                stream.write(bytes);
            }
        }
    }
}
