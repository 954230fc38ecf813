package lesson04;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/// A client that sends any bytes it likes. What it is answered: 1, 0, or -1 when the server hangs
/// up without an answer.
final class RawClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) LIMIT.toMillis());
    }

    static boolean logIn(int port, User user) throws IOException, Failure {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return LoginClient.logIn(server, user, LIMIT);
    }

    /// Sends the bytes, says that no more will come, and waits for what is answered.
    static int answerTo(int port, byte[] bytes) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.write(bytes);
            client.socket.shutdownOutput();
            return client.answer();
        } catch (SocketException _) {
            return -1; // the server hung up before it had read everything
        }
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    int answer() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException _) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
