package lesson02;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Receives one message over TCP and prints it.
///
/// The message is one frame of [java.io.DataInput#readUTF()]: two length bytes, high byte first,
/// then so many bytes of modified UTF-8. A client that sends no proper frame costs one line; the
/// server then waits for the next client.
///
/// See RFC 9293, 3.10.1 (OPEN, passive), and [ServerSocket].
public final class OneWayServer implements AutoCloseable {

    /// How long a client may be silent.
    static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private static final int BACKLOG = 50;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: OneWayServer [port]
                    Waits for a client, prints the one message that it sends, and ends.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    Example: ./course run lesson02 OneWayServer 8888
                    """,
                    1);

    private final ServerSocket listener;
    private final Duration readLimit;

    /// What came of one client.
    public sealed interface Reception {

        /// It sent a whole frame.
        record Message(InetSocketAddress from, String text) implements Reception {}

        /// It sent something else, or nothing. `why` is half a sentence for people.
        record Nothing(InetSocketAddress from, String why) implements Reception {}
    }

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
        try (OneWayServer server = new OneWayServer(address, READ_LIMIT)) {
            server.printOneMessage(out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes.
    ///
    /// @param address where to listen; port 0 takes any free port
    /// @param readLimit how long a client may be silent
    /// @throws BindException if the port is taken, or not to be had
    public OneWayServer(InetSocketAddress address, Duration readLimit) throws IOException {
        this.readLimit = readLimit;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    /// Where the server listens, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    // region accept
    /// Waits for a client, reads one frame, closes the connection. Blocks until a client has come,
    /// and then for as long as it sends, but never longer than the limit for one read.
    ///
    /// @throws IOException if the server is closed
    public Reception receive() throws IOException {
        try (Socket client = listener.accept()) {
            InetSocketAddress from = (InetSocketAddress) client.getRemoteSocketAddress();
            try {
                client.setSoTimeout((int) readLimit.toMillis());
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(client.getInputStream()));
                return new Reception.Message(from, in.readUTF());
            } catch (IOException e) {
                return new Reception.Nothing(from, BadInput.inWords(e));
            }
        }
    }

    // endregion

    void printOneMessage(PrintStream out, PrintStream err) throws IOException {
        out.println("Listening on " + Endpoint.of(address()) + ", waiting for a client");
        while (true) {
            switch (receive()) {
                case Reception.Message(InetSocketAddress from, String text) -> {
                    out.println(Endpoint.of(from) + " says: " + SafeText.of(text));
                    return;
                }
                case Reception.Nothing(InetSocketAddress from, String why) -> {
                    String line = "%s sent no message: %s. Waiting for the next client";
                    err.println(line.formatted(Endpoint.of(from), why));
                }
            }
        }
    }

    /// Stops listening; a blocked [#receive()] that waits for a client ends with an exception. One
    /// that reads from a client goes on until the client or the time limit ends it (exercise 2.6
    /// does better). May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
