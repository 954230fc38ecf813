package course.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// The judge's end of a TCP connection with a [SecondProcess]. Every read has a limit. What is no
/// text is told in words, so that a failure can show it.
public final class OutsideClient implements AutoCloseable {

    /// How long one read may wait. Only a wrong answer makes anybody wait so long.
    public static final int MILLIS = 3_000;

    /// What [#line()] returns at the end of the stream.
    public static final String END = "(the end of the stream)";

    /// What [#line()] returns when the connection was reset.
    public static final String RESET = "(a reset)";

    /// What [#line()] returns when nothing comes.
    public static final String NOTHING = "(nothing more within 3 seconds)";

    private static final int PAUSE_MILLIS = 10;
    private static final int BUFFER = 65_536;

    private final Socket socket;
    private final InputStream in;

    /// Connects to a port of the loopback address.
    OutsideClient(int port) throws IOException {
        this(connected(port));
    }

    /// Takes a connection over.
    OutsideClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Sends exactly this. That the connection is gone is seen at the next read.
    public void send(byte... bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException _) {
            // The connection is gone; whoever reads sees that too.
        }
    }

    /// Sends exactly this text, in UTF-8.
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends a line, ended by LF.
    public void say(String line) throws IOException {
        send(line + "\n");
    }

    /// The next line without its LF; or [#END], [#RESET] or [#NOTHING], behind what there was of a
    /// line.
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String ending = read(line, Integer.MAX_VALUE, true);
        return line.toString(StandardCharsets.UTF_8) + ending;
    }

    /// Sends `x` after `x`, with ten milliseconds between two of them, until a line comes or the
    /// connection ends, as [#line()] has it.
    public String dripUntilLine() throws IOException {
        long deadline = System.nanoTime() + MILLIS * 1_000_000L;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String ending = NOTHING;
        socket.setSoTimeout(PAUSE_MILLIS);
        while (ending.equals(NOTHING) && System.nanoTime() < deadline) {
            send("x");
            ending = read(line, Integer.MAX_VALUE, true);
        }
        socket.setSoTimeout(MILLIS);
        return line.toString(StandardCharsets.UTF_8) + ending;
    }

    /// The next bytes: as many, or fewer when the stream ends before or nothing more comes.
    public byte[] bytes(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        read(bytes, count, false);
        return bytes.toByteArray();
    }

    /// What comes next: [#END], [#RESET], [#NOTHING], or `a byte` (which is taken).
    public String next() throws IOException {
        String ending = read(new ByteArrayOutputStream(), 1, false);
        return ending.isEmpty() ? "a byte" : ending;
    }

    /// Whether the peer has closed or reset the connection, now or soon.
    public boolean isOver() throws IOException {
        String next = next();
        return next.equals(END) || next.equals(RESET);
    }

    /// Waits until something comes, ten milliseconds at most.
    void waitShortly() throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        next();
        socket.setSoTimeout(MILLIS);
    }

    /// Reads so many bytes, or to the first line feed. Returns how it ended before that; nothing if
    /// it did not.
    private String read(ByteArrayOutputStream to, int most, boolean untilLineFeed)
            throws IOException {
        byte[] some = new byte[untilLineFeed ? 1 : Math.min(most, BUFFER)];
        try {
            while (to.size() < most) {
                int count = in.read(some, 0, Math.min(some.length, most - to.size()));
                if (count < 0) {
                    return END;
                }
                if (untilLineFeed && some[0] == '\n') {
                    return "";
                }
                to.write(some, 0, count);
            }
            return "";
        } catch (SocketTimeoutException _) {
            return NOTHING;
        } catch (SocketException _) {
            return RESET;
        }
    }

    /// What it receives, for what reads objects. The limit of each read holds.
    public InputStream in() {
        return in;
    }

    /// Ends its own stream; it can still read.
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Closes with RST in place of FIN.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
