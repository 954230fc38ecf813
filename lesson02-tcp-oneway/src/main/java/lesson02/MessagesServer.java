package lesson02;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Receives messages from one client until the end of the stream and prints each as it comes.
///
/// The messages are frames of [java.io.DataInput#readUTF()], one behind the other. A client that
/// breaks off costs one line; the server then waits for the next client.
///
/// See RFC 9293, 3.6 (closing a connection): the end of the stream is the peer's FIN.
public final class MessagesServer implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: MessagesServer [port]
                    Waits for a client, prints every message until the end of its stream, and ends.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    Example: ./course run lesson02 MessagesServer 8888
                    """,
                    1);

    private final ServerSocket listener;
    private final Duration readLimit;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> serve(arguments.port(0, 0), out, err));
    }

    private static int serve(int port, PrintStream out, PrintStream err)
            throws Failure, IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (MessagesServer server = new MessagesServer(address, OneWayServer.READ_LIMIT)) {
            server.printMessages(out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes. Arguments as in [OneWayServer].
    public MessagesServer(InetSocketAddress address, Duration readLimit) throws IOException {
        this.readLimit = readLimit;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    /// Where the server listens, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    void printMessages(PrintStream out, PrintStream err) throws IOException {
        out.println("Listening on " + Endpoint.of(address()) + ", waiting for a client");
        boolean ended = false;
        while (!ended) {
            try (Socket client = listener.accept()) {
                ended = printAll(client, out, err);
            }
        }
    }

    // region until-end
    /// Prints what one client sends. Returns whether its stream ended where a frame ends.
    private boolean printAll(Socket client, PrintStream out, PrintStream err) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        int messages = 0;
        String trouble = null;
        try {
            client.setSoTimeout((int) readLimit.toMillis());
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(client.getInputStream()));
            while (!atEnd(in)) {
                out.println(from + " says: " + SafeText.of(in.readUTF()));
                messages++;
            }
        } catch (IOException e) {
            trouble = BadInput.inWords(e);
            err.println(from + " broke off: " + trouble + ". Waiting for the next client");
        }
        out.println("Messages from " + from + ": " + messages);
        return trouble == null;
    }

    /// Waits for the next byte and leaves it in the stream. No byte will come: the stream has
    /// ended.
    private static boolean atEnd(InputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next < 0;
    }

    // endregion

    /// Stops listening. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
