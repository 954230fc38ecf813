package lesson03;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Holds conversations over TCP, one client after the other: a line comes, a line goes back, until
/// the client says "bye" or is gone.
///
/// A line is UTF-8 and ends with LF or CR LF ([LineReader]). However a conversation ends, it costs
/// one line of output; the server then waits for the next client.
public final class TalkServer implements AutoCloseable {

    /// The word that ends a conversation. The other end repeats it.
    static final String BYE = "bye";

    /// How long the other end may think, or leave unread what was sent to it.
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int BACKLOG = 50;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TalkServer [port] [clients]
                    Answers every line of a client until it says bye; then serves the next client.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    clients: how many clients it serves before it ends; 0, the default, is no end.
                    Example: ./course run lesson03 TalkServer 8888
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
        try (TalkServer server = new TalkServer(address, LIMIT)) {
            server.serve(clients, out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes.
    ///
    /// @param address where to listen; port 0 takes any free port
    /// @param limit how long a client may be silent, or not read
    /// @throws BindException if the port is taken, or not to be had
    TalkServer(InetSocketAddress address, Duration limit) throws IOException {
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
                talk(client, out, err);
            }
        }
    }

    private void talk(Socket client, PrintStream out, PrintStream err) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        out.println(from + " has come");
        try {
            client.setSoTimeout((int) limit.toMillis());
            boolean bye = talk(new LineReader(client.getInputStream()), client, from, out);
            out.println(from + (bye ? " has said bye" : " has left without bye"));
        } catch (IOException e) {
            err.println(from + " broke off: " + BadInput.inWords(e));
        }
    }

    /// Answers line by line. Returns true after "bye", false at the end of the client's stream.
    private boolean talk(LineReader lines, Socket client, String from, PrintStream out)
            throws IOException {
        OutputStream answers = new LimitedOutput(client, limit);
        int count = 0;
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            out.println(from + " says: " + SafeText.of(line.get()));
            count++;
            boolean bye = line.get().equals(BYE);
            String answer = bye ? BYE : answerTo(line.get(), count);
            answers.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            if (bye) {
                return true;
            }
            line = lines.next();
        }
        return false;
    }

    /// 收到 means "received". The line is not repeated: an answer must fit into the client's longest
    /// line too.
    private static String answerTo(String line, int count) {
        int characters = line.codePointCount(0, line.length());
        return "收到 line %d, %d characters".formatted(count, characters);
    }

    /// Stops listening. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
