package lesson03;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Connects to a server, or says in one line why that cannot be.
final class Connector {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Connector() {}

    /// The server that a program's first two arguments name. Asks for the host's address, and so
    /// may block.
    static InetSocketAddress serverOf(Arguments arguments) throws Failure {
        String host = arguments.text(0, "host", "localhost");
        return new InetSocketAddress(host, arguments.port(1, 1));
    }

    /// Connects; blocks for five seconds at most. The caller closes.
    ///
    /// @throws Failure if the host is unknown, nobody listens there, or no answer comes
    static Socket connect(InetSocketAddress server) throws Failure, IOException {
        if (server.isUnresolved()) {
            throw cannotConnect(server, "no such host is known. This machine is localhost.");
        }
        Socket socket = new Socket();
        try {
            socket.connect(server, (int) LIMIT.toMillis());
            return socket;
        } catch (SocketTimeoutException _) {
            socket.close();
            String why =
                    "no answer within %d ms. Is it the right address, and does the server accept?";
            throw cannotConnect(server, why.formatted(LIMIT.toMillis()));
        } catch (IOException e) {
            socket.close();
            String why = "%s. Start the server first, in another terminal, with this port.";
            throw cannotConnect(server, why.formatted(e.getMessage()));
        }
    }

    private static Failure cannotConnect(InetSocketAddress server, String why) {
        String end = SafeText.of(Endpoint.of(server));
        return Failure.environment("Cannot connect to " + end + ": " + why);
    }

    /// Both ends, as a client prints them.
    static String ends(Socket socket) {
        return "Connected to %s from %s"
                .formatted(
                        Endpoint.of(socket.getRemoteSocketAddress()),
                        Endpoint.of(socket.getLocalSocketAddress()));
    }
}
