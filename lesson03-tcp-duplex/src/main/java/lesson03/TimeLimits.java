package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Shows what `connect` and `read` do, with a limit of 300 ms each, when the other end does not
/// answer as it should. Everything happens on loopback.
///
/// See [Socket#connect(java.net.SocketAddress, int)] and [Socket#setSoTimeout]. A full accept queue
/// stays silent on Linux; other systems may refuse.
public final class TimeLimits {

    private static final int LIMIT_MILLIS = 300;
    private static final int MOST_CONNECTS = 10;
    private static final int SLOW_BYTES = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TimeLimits
                    Connects and reads with a limit of 300 ms for each, and prints what comes of it.
                    Example: ./course run lesson03 TimeLimits
                    """,
                    0);

    /// What the server does with its client, before it closes.
    @FunctionalInterface
    private interface Server {
        void serve(Socket client) throws IOException;
    }

    private TimeLimits() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        out.println("the server ...                  the client sees");
        out.println("does not listen                 " + closedPort());
        out.println("has a full accept queue         " + fullQueue());
        out.println("says nothing                    " + served(_ -> {}, true));
        out.println("closes                          " + served(_ -> {}, false));
        out.println("resets                          " + served(TimeLimits::reset, false));
        out.println("sends a byte every 0.1 s        " + served(TimeLimits::trickle, false));
        return Program.DONE;
    }

    /// Connects, reads to the end, and says what came of it. Each class has its own meaning.
    private static String outcome(InetSocketAddress server) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            try {
                socket.connect(server, LIMIT_MILLIS);
            } catch (SocketTimeoutException _) {
                return "connect: SocketTimeoutException" + after(start);
            } catch (ConnectException _) {
                return "connect: ConnectException, refused" + after(start);
            }
            socket.setSoTimeout(LIMIT_MILLIS); // for each read
            int bytes = socket.getInputStream().readAllBytes().length;
            return "read: -1 after " + bytes + " bytes" + after(start);
        } catch (SocketTimeoutException _) {
            return "read: SocketTimeoutException" + after(start);
        } catch (SocketException _) {
            return "read: SocketException, a reset" + after(start);
        }
    }

    private static String after(long start) {
        return ", after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms";
    }

    /// A port that is bound, so that nobody else takes it, and on which nobody listens.
    private static String closedPort() throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return outcome((InetSocketAddress) bound.getLocalSocketAddress());
        }
    }

    private static String fullQueue() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
            while (clients.size() < MOST_CONNECTS && connects(address, clients)) {
                // until the queue has no more room
            }
            return outcome(address);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static boolean connects(InetSocketAddress server, List<Socket> clients)
            throws IOException {
        Socket client = new Socket();
        clients.add(client);
        try {
            client.connect(server, LIMIT_MILLIS);
            return true;
        } catch (SocketTimeoutException | ConnectException _) {
            return false;
        }
    }

    /// The outcome with a server that does `what` with its client. It closes when it is done, or
    /// stays as long as the client does.
    private static String served(Server what, boolean stays) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("server").start(() -> serve(listener, what, stays));
            return outcome((InetSocketAddress) listener.getLocalSocketAddress());
        }
    }

    private static void serve(ServerSocket listener, Server what, boolean stays) {
        try (Socket client = listener.accept()) {
            what.serve(client);
            if (stays) {
                client.getInputStream().read(); // -1: the client has gone
            }
        } catch (IOException _) {
            // The client has gone; what it saw is what this program prints.
        }
    }

    private static void reset(Socket client) throws IOException {
        client.getOutputStream().write('x'); // so that it has connected, and is reading
        client.setSoLinger(true, 0); // close sends RST instead of FIN
    }

    private static void trickle(Socket client) throws IOException {
        for (int i = 0; i < SLOW_BYTES; i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            client.getOutputStream().write('x');
        }
    }
}
