package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Shows when two ends of a connection wait for each other for ever, and the cure.
///
/// Both ends run the same lines. An end that does not get on for a second counts as waiting for
/// ever; then the program closes both sockets. See RFC 9293, 3.8.6 (a receiver's window).
public final class WhoWaits {

    private static final int SMALL = 1_000;
    private static final int LARGE = 4_000_000;
    private static final int BUFFER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: WhoWaits
                    Lets both ends of a connection do the same, in four ways.
                    Prints whether they get to their end, or what they wait in.
                    Example: ./course run lesson03 WhoWaits
                    """,
                    0);

    /// What one end does, and what it is doing now.
    @FunctionalInterface
    private interface Plan {
        void run(End end) throws IOException, InterruptedException;
    }

    private WhoWaits() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException, InterruptedException {
        out.println("both ends ...                          and then");
        out.println("read, then write 1000 bytes            " + both(SMALL, WhoWaits::readFirst));
        out.println("write 1000 bytes, then read            " + both(SMALL, WhoWaits::writeFirst));
        out.println("write 4000000 bytes, then read         " + both(LARGE, WhoWaits::writeFirst));
        out.println("write 4000000 bytes while they read    " + both(LARGE, WhoWaits::atOnce));
        boolean all = sendOnce() == LARGE;
        out.println(
                "one send of 4000000 bytes that may not wait takes " + (all ? "all" : "a part"));
        return Program.DONE;
    }

    private static void readFirst(End end) throws IOException {
        end.read();
        end.write();
    }

    private static void writeFirst(End end) throws IOException {
        end.write();
        end.read();
    }

    // region at-once
    private static void atOnce(End end) throws IOException, InterruptedException {
        Thread writer = Thread.ofVirtual().name("writer").start(end::writeOrClose);
        end.read();
        writer.join();
    }

    // endregion

    /// Runs both ends on threads of their own; returns what came of it, in words.
    private static String both(int bytes, Plan plan) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReceiveBufferSize(BUFFER); // a fixed size: the kernel does not enlarge it
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (Socket client = new Socket()) {
                client.setReceiveBufferSize(BUFFER);
                client.connect(listener.getLocalSocketAddress());
                try (Socket server = listener.accept()) {
                    End left = End.start("left", client, bytes, plan);
                    End right = End.start("right", server, bytes, plan);
                    boolean done = left.endsWithin(PATIENCE) && right.endsWithin(PATIENCE);
                    String waits = left.doing.equals(right.doing) ? left.doing : "different things";
                    return done ? "are done" : "wait in " + waits + " for ever";
                }
            }
        }
    }

    /// What one non-blocking write takes of a large message while nobody reads.
    private static int sendOnce() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                SocketChannel sender = SocketChannel.open()) {
            listener.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER); // fixed, as above
            sender.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            listener.bind(any);
            sender.connect(listener.getLocalAddress());
            sender.configureBlocking(false);
            return sender.write(ByteBuffer.allocate(LARGE));
        }
    }

    private static final class End {

        private final Socket socket;
        private final int bytes;
        private Thread thread;
        private volatile String doing = "nothing";

        private End(Socket socket, int bytes) {
            this.socket = socket;
            this.bytes = bytes;
        }

        static End start(String name, Socket socket, int bytes, Plan plan) throws IOException {
            socket.setSendBufferSize(BUFFER);
            End end = new End(socket, bytes);
            end.thread = Thread.ofVirtual().name(name).start(() -> end.perform(plan));
            return end;
        }

        void read() throws IOException {
            doing = "read";
            socket.getInputStream().readNBytes(bytes);
        }

        void write() throws IOException {
            doing = "write";
            socket.getOutputStream().write(new byte[bytes]);
        }

        void writeOrClose() {
            perform(End::write);
        }

        boolean endsWithin(Duration limit) throws InterruptedException {
            return thread.join(limit);
        }

        private void perform(Plan plan) {
            try {
                plan.run(this);
            } catch (IOException _) {
                doing = "nothing: the connection is closed"; // by the program, after its patience
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
