package lesson05.exercise;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/// A server of the tests around a [LineService]: a virtual thread for each client, and a close that
/// lets the answer arrive.
public final class LineServer {

    private static final int CLOSE_MILLIS = 200;

    private LineServer() {}

    /// Accepts until the listener is closed.
    public static void serve(ServerSocket listener, LineService service) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("line").start(() -> converse(client, service));
            } catch (IOException _) {
                return; // the listener is closed
            }
        }
    }

    private static void converse(Socket client, LineService service) {
        try (client) {
            service.serve(client);
            client.shutdownOutput();
            client.setSoTimeout(CLOSE_MILLIS);
            client.getInputStream().readNBytes(MOST_UNREAD_BYTES);
        } catch (IOException _) {
            return; // the client has gone, or is too slow even now
        }
    }

    private static final int MOST_UNREAD_BYTES = 4_096;
}
