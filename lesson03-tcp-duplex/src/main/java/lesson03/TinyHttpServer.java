package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Answers GET and HEAD over HTTP/1.1 and HTTP/1.0, one connection after the other, any number of
/// requests on each.
///
/// It stays up whatever a client does, and nobody holds it longer than the limit for one request,
/// times the requests of one connection. See RFC 9112.
public final class TinyHttpServer implements AutoCloseable {

    /// How long a client may take for one request, and to take the answer.
    static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private static final int BACKLOG = 50;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TinyHttpServer [port] [connections]
                    Answers GET and HEAD of /, /chunks, /until-close and /big.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    connections: how many it serves before it ends; 0, the default, is no end.
                    Example: ./course run lesson03 TinyHttpServer 8888
                    """,
                    2);

    private final ServerSocket listener;
    private final Duration requestLimit;

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
        int connections = arguments.number(1, "number of connections", 0, 1_000_000, 0);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(0, 0));
        try (TinyHttpServer server = new TinyHttpServer(address, REQUEST_LIMIT)) {
            server.serve(connections, out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes.
    ///
    /// @param address where to listen; port 0 takes any free port
    /// @param requestLimit how long one request may take, with its answer
    /// @throws BindException if the port is taken, or not to be had
    public TinyHttpServer(InetSocketAddress address, Duration requestLimit) throws IOException {
        this.requestLimit = requestLimit;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    /// Where the server listens, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Serves so many connections, one after the other; 0 means without end.
    ///
    /// @throws IOException if the server is closed
    void serve(int connections, PrintStream out, PrintStream err) throws IOException {
        out.println("Listening on " + Endpoint.of(address()) + ", waiting for clients");
        for (int served = 0; connections == 0 || served < connections; served++) {
            try (Socket client = listener.accept()) {
                String from = Endpoint.of(client.getRemoteSocketAddress());
                try {
                    new HttpConversation(client, line -> out.println(from + " " + line))
                            .hold(requestLimit);
                } catch (IOException e) {
                    err.println(from + " broke off: " + e.getMessage());
                }
            }
        }
    }

    /// Stops listening. A connection that is being served goes on. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
