package lesson03.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A listener on loopback that never accepts, with an accept queue that is full: Linux then drops
/// every further SYN, so that a client gets no answer, as from a machine that is switched off.
final class FullQueue implements AutoCloseable {

    private static final int BACKLOG = 1;
    private static final int MOST_CONNECTS = 10;
    private static final int LIMIT_MILLIS = 200;

    private final ServerSocket listener;
    private final List<Socket> clients = new ArrayList<>();
    private boolean silent;

    FullQueue() throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        while (!silent && clients.size() < MOST_CONNECTS) {
            fill();
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Whether the queue is full and the system says nothing to one client more.
    boolean isSilent() {
        return silent;
    }

    private void fill() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        try {
            client.connect(listener.getLocalSocketAddress(), LIMIT_MILLIS);
        } catch (SocketTimeoutException _) {
            silent = true;
            client.close();
        } catch (IOException _) {
            client.close(); // refused: another system than Linux
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
