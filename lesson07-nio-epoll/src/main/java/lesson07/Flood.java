package lesson07;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client of an echo server that sends and never reads, and others that behave. Shows whether the
/// server lets the others wait for the one.
public final class Flood {

    /// For what it does not read. By default the kernel would let it grow to some megabytes.
    private static final int SMALL = 8_192;

    private static final int FULL_MILLIS = 1_000;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LIMIT_MILLIS = 10_000;
    private static final int MOST_OTHERS = 1_000;
    private static final byte[] HELLO = "你好".getBytes(StandardCharsets.UTF_8);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Flood [host] [port] [others]
                    One client of an echo server that sends and never reads, and others that behave.
                    Defaults: localhost 8888 50. At most 1000 others.
                    Example: ./course run lesson07 Flood localhost 8888 50
                    """,
                    3);

    private Flood() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 the others were served, 1 they were not, 2
    /// wrong arguments, 3 no server.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String host = arguments.text(0, "host", "localhost");
                    InetSocketAddress server = new InetSocketAddress(host, arguments.port(1, 1));
                    int others = ServerProgram.number(arguments, 2, "number of others", 50);
                    if (others < 1 || others > MOST_OTHERS) {
                        throw Failure.usage("There can be 1 to 1000 others.");
                    }
                    return talk(server, others, out);
                });
    }

    private static int talk(InetSocketAddress server, int number, PrintStream out) throws Failure {
        List<Socket> others = new ArrayList<>();
        try {
            connect(server, number, others);
            out.println("Connected to " + Endpoint.of(server) + ": " + number + " clients");
            out.println("One more sends, and never reads");
            int served = servedWhileFlooded(server, others);
            out.println("Answered meanwhile: " + served + " of " + number);
            askOnceMore(others.getFirst());
            leave(others);
            return served == number ? Program.DONE : Program.CHECKS_FAILED;
        } catch (IOException e) {
            String why = e.getMessage() == null ? "no such host" : e.getMessage();
            throw Failure.environment(
                    "No conversation with "
                            + SafeText.of(Endpoint.of(server))
                            + ": "
                            + why
                            + ". Start the server first, in another terminal.");
        } finally {
            close(others);
        }
    }

    private static int servedWhileFlooded(InetSocketAddress server, List<Socket> others)
            throws IOException {
        try (SocketChannel flood = SocketChannel.open()) {
            flood.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
            flood.connect(server);
            sendUntilNoMoreIsTaken(flood);
            return served(others);
        }
    }

    private static void connect(InetSocketAddress server, int number, List<Socket> others)
            throws IOException {
        for (int i = 0; i < number; i++) {
            Socket other = new Socket();
            others.add(other);
            other.connect(server, LIMIT_MILLIS);
        }
    }

    // region flood
    /// When it is not ready to be written to for a while, the buffers at both ends are full, and
    /// the server does not read.
    private static void sendUntilNoMoreIsTaken(SocketChannel flood) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(65_536);
        flood.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            flood.register(selector, SelectionKey.OP_WRITE);
            while (selector.select(_ -> {}, FULL_MILLIS) > 0) {
                flood.write(bytes.clear());
            }
        }
    }

    // endregion

    private static int served(List<Socket> others) throws IOException {
        for (Socket other : others) {
            other.getOutputStream().write(HELLO);
        }
        int served = 0;
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        for (Socket other : others) {
            long left = (end - System.nanoTime()) / 1_000_000;
            other.setSoTimeout((int) Math.max(1, left));
            served += isEchoed(other) ? 1 : 0;
        }
        return served;
    }

    private static boolean isEchoed(Socket other) throws IOException {
        try {
            return Arrays.equals(other.getInputStream().readNBytes(HELLO.length), HELLO);
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /// When the server answers this, it has seen that the one has broken off: that came before. So
    /// it says so before it says that another has left.
    private static void askOnceMore(Socket other) throws IOException {
        other.setSoTimeout(LIMIT_MILLIS);
        other.getOutputStream().write(HELLO);
        other.getInputStream().readNBytes(HELLO.length);
    }

    /// Ends one stream after the other, and waits for the server's end of it.
    private static void leave(List<Socket> others) throws IOException {
        for (Socket other : others) {
            other.setSoTimeout(LIMIT_MILLIS);
            other.shutdownOutput();
            other.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void close(List<Socket> others) throws Failure {
        try {
            for (Socket other : others) {
                other.close();
            }
        } catch (IOException e) {
            throw Failure.environment("A client could not be closed: " + e.getMessage());
        }
    }
}
