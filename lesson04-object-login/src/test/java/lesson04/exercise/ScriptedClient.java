package lesson04.exercise;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client of the tests. It reads the number of tries, sends bytes, reads an answer, sends bytes,
/// and writes down what it sees.
final class ScriptedClient implements AutoCloseable {

    /// What it does after its last message.
    enum Then {
        /// Waits for an answer and for the end of the stream.
        READS_ON,
        /// The same, but the server's read time-out is short.
        STAYS_SILENT,
        /// Ends its half of the connection, and reads what comes.
        LEAVES,
        /// Sends RST.
        RESETS
    }

    static final String CLOSED = "closed";
    static final String STILL_OPEN = "nothing more, and still open";

    private static final int CLIENT_MILLIS = 6_000;
    private static final int SERVER_MILLIS = 3_000;
    private static final int SHORT_MILLIS = 100;
    private static final int OPEN_MILLIS = 500;

    private final Socket socket;
    private final Socket serverSide;
    private final List<byte[]> messages;
    private final Then then;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final FutureTask<List<String>> task;

    /// Connects, and begins. The server's end has a read time-out.
    ScriptedClient(List<byte[]> messages, Then then) throws IOException {
        this.messages = messages;
        this.then = then;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
            serverSide = listener.accept();
        }
        socket.setSoTimeout(CLIENT_MILLIS);
        serverSide.setSoTimeout(then == Then.STAYS_SILENT ? SHORT_MILLIS : SERVER_MILLIS);
        Callable<List<String>> talk = this::talk;
        task = new FutureTask<>(talk);
        Thread.ofVirtual().name("the test's client").start(task);
    }

    /// The bytes of an object stream, cut where each of these objects ends.
    static List<byte[]> objects(Object... objects) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            for (Object object : objects) {
                out.writeObject(object);
                out.flush();
                messages.add(bytes.toByteArray());
                bytes.reset();
            }
        }
        return messages;
    }

    Socket serverSide() {
        return serverSide;
    }

    /// What it has seen until the connection ended, with a limit. To be called when the server has
    /// returned: if it has left the connection open, nothing more will come, and nobody waits long.
    List<String> seen() throws Exception {
        if (serverSide.isClosed()) {
            return task.get(2L * CLIENT_MILLIS, TimeUnit.MILLISECONDS);
        }
        try {
            return task.get(OPEN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            List<String> soFar = new ArrayList<>(List.of(seen.toArray(String[]::new)));
            soFar.add(STILL_OPEN);
            return soFar;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        serverSide.close();
    }

    private List<String> talk() throws IOException {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            seen.add(in.readInt() + " tries");
            for (byte[] message : messages) {
                socket.getOutputStream().write(message);
                if (then == Then.READS_ON) {
                    seen.add(String.valueOf(in.readBoolean()));
                }
            }
            end(in);
        } catch (SocketTimeoutException _) {
            seen.add(STILL_OPEN);
        } catch (EOFException | SocketException _) {
            // A server that closes with unread bytes resets the connection. Both are an end.
            seen.add(CLOSED);
        }
        return List.copyOf(seen);
    }

    private void end(DataInputStream in) throws IOException {
        switch (then) {
            case RESETS -> socket.setSoLinger(true, 0);
            case LEAVES -> {
                socket.shutdownOutput();
                seen.add(String.valueOf(in.readBoolean()));
            }
            case READS_ON, STAYS_SILENT -> seen.add(in.readBoolean() + " without a question");
        }
    }
}
