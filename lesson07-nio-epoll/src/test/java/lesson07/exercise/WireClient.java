package lesson07.exercise;

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

/// A client that sends bytes and reads lines or bytes, with a limit for each read. What is not a
/// line is told in words, so that a failure can show it.
final class WireClient implements AutoCloseable {

    static final int MILLIS = 4_000;
    static final String END = "(the end of the stream)";
    static final String RESET = "(a reset)";
    static final String NOTHING = "(nothing within " + MILLIS / 1_000 + " seconds)";

    private final Socket socket = new Socket();
    private final InputStream in;

    WireClient(int port) throws IOException {
        this(port, 0);
    }

    /// @param receiveBuffer how many bytes its kernel keeps for it, more or less; 0 for the usual
    WireClient(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends exactly this. That the connection is gone is seen at the next read.
    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte... bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException _) {
            // The connection is gone; whoever reads sees that too.
        }
    }

    /// Sends a line.
    void say(String line) throws IOException {
        send(line + "\n");
    }

    /// Sends all and ends the stream, on a thread of its own: a server that does not read makes a
    /// client wait.
    Thread sendAllInBackground(byte... bytes) {
        return Thread.ofPlatform()
                .daemon()
                .name("client sends")
                .start(() -> {
                    try {
                        send(bytes);
                        socket.shutdownOutput();
                    } catch (IOException _) {
                        return; // the test has closed the connection
                    }
                });
    }

    /// The next line, or [#END], [#RESET], [#NOTHING].
    String line() throws IOException {
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
            return RESET;
        }
    }

    /// So many bytes; fewer when the stream ends, or when nothing comes for too long.
    byte[] bytes(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            byte[] part = new byte[Math.min(count, 64 * 1024)];
            while (bytes.size() < count) {
                int read = in.read(part, 0, Math.min(part.length, count - bytes.size()));
                if (read < 0) {
                    return bytes.toByteArray();
                }
                bytes.write(part, 0, read);
            }
        } catch (SocketTimeoutException | SocketException _) {
            return bytes.toByteArray(); // what came until then tells enough
        }
        return bytes.toByteArray();
    }

    /// Whether the server has closed the connection; waits so long for it.
    boolean hasEnded(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        } finally {
            socket.setSoTimeout(MILLIS);
        }
    }

    /// Ends its own stream; it can still read.
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Closes with RST in place of FIN.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
