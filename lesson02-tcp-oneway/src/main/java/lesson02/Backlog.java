package lesson02;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// Connects to a server that never calls `accept` until its queue is full, and then makes room.
///
/// The kernel finishes the handshake without the server's program and puts the connection into the
/// accept queue. The backlog limits that queue; on Linux `backlog + 1` connections fit. See
/// listen(2) and [ServerSocket].
public final class Backlog implements AutoCloseable {

    private static final int BACKLOG = 2;
    private static final int MOST_CONNECTS = 10;
    private static final int CONNECT_LIMIT_MILLIS = 300;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Backlog
                    Fills the accept queue of a server that has a backlog of 2, then makes room.
                    Example: ./course run lesson02 Backlog
                    """,
                    0);

    private final PrintStream out;
    private final ServerSocket listener;
    private final List<Socket> clients = new ArrayList<>();

    private Backlog(PrintStream out) throws IOException {
        this.out = out;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        try (Backlog backlog = new Backlog(out)) {
            backlog.show();
            return Program.DONE;
        }
    }

    private void show() throws IOException {
        String address = Endpoint.of(listener.getLocalSocketAddress());
        out.println("Listening on " + address + " with a backlog of " + BACKLOG);
        int established = 0;
        while (established < MOST_CONNECTS && connect()) {
            established++;
        }
        out.println("Connections without one accept: " + established);
        listener.accept().close();
        out.println("accept: one connection has left the queue");
        connect();
    }

    /// Tries once, for a short time. Returns whether the connection is established.
    private boolean connect() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        try {
            client.connect(listener.getLocalSocketAddress(), CONNECT_LIMIT_MILLIS);
            out.println("connect: established");
            return true;
        } catch (SocketTimeoutException _) {
            out.println("connect: no answer in time, given up");
        } catch (ConnectException _) {
            out.println("connect: refused");
        }
        client.close();
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
