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

/// A client that sends text and reads lines, with a limit for each read. What is not a line is told
/// in words, so that a failure can show it.
public final class TextClient implements AutoCloseable {

    /// The limit for connecting and for each read.
    public static final int MILLIS = 4_000;

    /// In place of a line.
    public static final String END = "(the end of the stream, or a reset)";

    /// In place of a line.
    public static final String NOTHING = "(nothing within " + MILLIS / 1_000 + " seconds)";

    private final Socket socket = new Socket();
    private final InputStream in;

    /// Connects to a port of the loopback address.
    public TextClient(int port) throws IOException {
        this(port, 0);
    }

    /// The same.
    ///
    /// @param receiveBuffer how many bytes its kernel keeps for it, more or less; 0 for the usual
    public TextClient(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends exactly this. That the connection is gone is seen at the next [#line()].
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same.
    public void send(byte... bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException _) {
            // The connection is gone; whoever reads sees that too.
        }
    }

    /// Sends a line.
    public void say(String line) throws IOException {
        send(line + "\n");
    }

    /// The next line, or [#END], or [#NOTHING].
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            return next < 0 ? END : line.toString(StandardCharsets.UTF_8);
        } catch (SocketTimeoutException _) {
            return NOTHING;
        } catch (SocketException _) {
            return END;
        }
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
