package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;

/// Sends to a port that nobody has, from a socket that is not connected and from one that is.
///
/// The other machine answers with ICMP "destination unreachable", type 3, code 3 (RFC 792; RFC
/// 1122, 4.1.3.1). See [DatagramSocket#connect(java.net.SocketAddress)].
public final class ClosedPort {

    private static final int WAIT_MILLIS = 300;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ClosedPort
                    Sends to a port on loopback that nobody has, and waits for what comes back.
                    Example: ./course run lesson06 ClosedPort
                    """,
                    0);

    private ClosedPort() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        InetSocketAddress closed = closedPort();
        out.println("Nobody has " + Endpoint.of(closed));
        try (DatagramSocket socket = new DatagramSocket()) {
            out.println("A socket that is not connected");
            sendAndWait(socket, closed, out);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            out.println("A connected socket");
            socket.connect(closed); // sends nothing, so it cannot fail either
            sendAndWait(socket, closed, out);
        }
        return Program.DONE;
    }

    private static void sendAndWait(DatagramSocket socket, InetSocketAddress to, PrintStream out)
            throws IOException {
        byte[] bytes = {1};
        socket.send(new DatagramPacket(bytes, bytes.length, to));
        out.println("  send:    no exception");
        socket.setSoTimeout(WAIT_MILLIS);
        try {
            socket.receive(new DatagramPacket(bytes, bytes.length));
            out.println("  receive: a datagram, from whomever");
        } catch (SocketTimeoutException _) {
            out.println("  receive: nothing within " + WAIT_MILLIS + " ms");
        } catch (PortUnreachableException e) {
            out.println("  receive: " + e.getClass().getSimpleName());
        }
    }

    /// A port that was free a moment ago.
    private static InetSocketAddress closedPort() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramSocket socket = new DatagramSocket(any)) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
