package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Receives datagrams and prints each: who has sent it, how many bytes, which text.
///
/// See RFC 768 and [DatagramSocket].
public final class Receiver implements AutoCloseable {

    private static final int MOST_DATAGRAMS = 1_000_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Receiver [port] [datagrams]
                    Waits for datagrams, prints each, and ends after so many of them.
                    port: 0 to 65535; 0 takes any free port; default 8888. datagrams: default 1.
                    Example: ./course run lesson06 Receiver 8888
                    """,
                    2);

    private final DatagramSocket socket;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> receive(arguments, out));
    }

    private static int receive(Arguments arguments, PrintStream out) throws Failure, IOException {
        int datagrams = arguments.count(1, "number of datagrams", 1, MOST_DATAGRAMS);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(0, 0));
        try (Receiver receiver = new Receiver(address)) {
            receiver.print(datagrams, out);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotBind(address, e);
        }
    }

    /// Has the port from now on: what arrives is kept for [#print]. Does not block; the caller
    /// closes.
    ///
    /// @param address port 0 takes any free port
    /// @throws BindException if the port is taken, or not to be had
    public Receiver(InetSocketAddress address) throws IOException {
        socket = new DatagramSocket(address);
    }

    /// Where datagrams arrive, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Prints so many datagrams. Blocks until they have come; if some are lost, for ever.
    ///
    /// @throws IOException if the receiver is closed
    void print(int datagrams, PrintStream out) throws IOException {
        out.println("Bound to " + Endpoint.of(address()) + ", waiting for a datagram");
        // region receive
        byte[] room = new byte[Payload.ROOM];
        for (int count = 0; count < datagrams; count++) {
            DatagramPacket packet = new DatagramPacket(room, room.length);
            socket.receive(packet); // blocks
            String from = Endpoint.of(packet.getSocketAddress());
            out.println(from + " sent " + Payload.inWords(packet));
        }
        // endregion
    }

    /// Gives the port back; a blocked [#print] ends with an exception. May be called twice.
    @Override
    public void close() {
        socket.close();
    }
}
