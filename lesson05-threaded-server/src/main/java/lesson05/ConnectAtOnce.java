package lesson05;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets 500 clients connect at once to a server that is busy for half a second and does not call
/// `accept`, with two backlogs.
///
/// What does not fit into the queue is dropped by the kernel. The client's kernel tries again after
/// a second (RFC 6298, 2.1).
public final class ConnectAtOnce {

    private static final int CLIENTS = 500;
    private static final int DEFAULT_BACKLOG = 50;
    private static final long BUSY_MILLIS = 500;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ConnectAtOnce
                    Shows what the backlog does to 500 clients that come at the same moment.
                    Example: ./course run lesson05 ConnectAtOnce
                    """,
                    0);

    private ConnectAtOnce() {}

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
                    out.println("backlog  connected at once  still waiting");
                    for (int backlog : new int[] {DEFAULT_BACKLOG, AcceptLoop.BACKLOG}) {
                        int connected = connected(backlog);
                        int waiting = CLIENTS - connected;
                        String row = String.format("%7d%19d%15d", backlog, connected, waiting);
                        out.println(row);
                    }
                    return Program.DONE;
                });
    }

    /// Returns how many of 500 connects are through when the server has been busy long enough.
    private static int connected(int backlog) throws IOException, InterruptedException {
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocket listener =
                new ServerSocket(0, backlog, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = SocketChannel.open();
                clients.add(client);
                client.configureBlocking(false);
                client.connect(listener.getLocalSocketAddress()); // begins, and does not wait
            }
            new CountDownLatch(1).await(BUSY_MILLIS, TimeUnit.MILLISECONDS);
            int connected = 0;
            for (SocketChannel client : clients) {
                connected += client.finishConnect() ? 1 : 0;
            }
            return connected;
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }
}
