package lesson03;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Sends back whatever it receives, one client after the other, and goes on whatever a client does.
/// A client that sends lines gets its lines back.
///
/// It sends back bytes as they come, in pieces of at most 8 KiB: so a line may have any length and
/// any encoding, and the memory it takes is always the same.
///
/// See RFC 862, Echo Protocol.
public final class EchoServer implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final int PIECE = 8192; // bytes
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: EchoServer [port] [clients]
                    Sends every client back what it sends, one client after the other.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    clients: how many clients it serves before it ends; 0, the default, is no end.
                    Example: ./course run lesson03 EchoServer 8888
                    """,
                    2);

    private final ServerSocket listener;
    private final Duration limit;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> serve(arguments, out, err));
    }

    private static int serve(Arguments arguments, PrintStream out, PrintStream err)
            throws Failure, IOException {
        int clients = arguments.number(1, "number of clients", 0, 1_000_000, 0);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(0, 0));
        try (EchoServer server = new EchoServer(address, TalkServer.LIMIT)) {
            server.serve(clients, out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes. Arguments as in [TalkServer].
    EchoServer(InetSocketAddress address, Duration limit) throws IOException {
        this.limit = limit;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    /// Where the server listens, with the real port.
    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Serves so many clients, one after the other; 0 is no end.
    void serve(int clients, PrintStream out, PrintStream err) throws IOException {
        out.println("Listening on " + Endpoint.of(address()) + ", waiting for a client");
        for (int served = 0; clients == 0 || served < clients; served++) {
            try (Socket client = listener.accept()) {
                serve(client, out, err);
            }
        }
    }

    /// What goes wrong with one client ends here, and not the server.
    private void serve(Socket client, PrintStream out, PrintStream err) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        out.println(from + " has come");
        try {
            client.setSoTimeout((int) limit.toMillis());
            long bytes = echo(client.getInputStream(), new LimitedOutput(client, limit));
            out.println(from + " has sent all, " + bytes + " bytes back");
        } catch (IOException e) {
            err.println(from + " broke off: " + BadInput.inWords(e));
        }
    }

    /// Sends back until the end of the stream, and returns how many bytes. A client that has shut
    /// its output only has sent all and still gets all.
    private static long echo(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        long bytes = 0;
        int count = in.read(piece);
        while (count >= 0) {
            out.write(piece, 0, count);
            bytes += count;
            count = in.read(piece);
        }
        return bytes;
    }

    /// Stops listening. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
