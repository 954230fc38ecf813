package lesson04.exercise;

import course.testkit.NotStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Both ends of one connection: the student's `converse` on the one, the test on the other.
final class LineClient implements AutoCloseable {

    /// What the reading of an answer gives where the server has closed.
    static final String END = "(the end of the stream)";

    /// What the reading of an answer gives where the connection was reset.
    static final String RESET = "(a reset)";

    /// What the reading of an answer gives where none comes.
    static final String SILENCE = "(nothing for four seconds, and the connection is open)";

    private static final int MILLIS = 4_000;

    private final Socket socket;
    private final InputStream in;
    private final FutureTask<Optional<String>> conversation;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    LineClient(TextLogin login) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(MILLIS);
            Socket accepted = listener.accept();
            Callable<Optional<String>> converse =
                    () -> {
                        try (accepted) {
                            return login.converse(accepted);
                        }
                    };
            conversation = new FutureTask<>(converse);
            Thread.ofVirtual().name("the server").start(conversation);
        }
        in = socket.getInputStream();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void sendByteByByte(String text) throws IOException {
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            socket.getOutputStream().write(next);
        }
    }

    /// Sends the same piece again and again, until the server takes no more. False if it takes all.
    boolean flood(byte[] piece, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(piece);
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// The next line of the server with its end; [#END], [#RESET] or [#SILENCE].
    String answer() throws Exception {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            while (next != -1 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            if (next == -1) {
                throwIfNotStarted();
                return line + END;
            }
        } catch (SocketTimeoutException _) {
            return line + SILENCE;
        } catch (SocketException _) {
            throwIfNotStarted();
            return line + RESET;
        }
        line.write('\n');
        heard.writeBytes(line.toByteArray());
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Everything that the server has said.
    String heard() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    /// What `converse` has returned or thrown. Waits for it.
    Optional<String> result() throws Exception {
        try {
            return conversation.get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    private void throwIfNotStarted() throws Exception {
        try {
            conversation.get(MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (NotStarted.isThrownByStub(e.getCause())) {
                throw (Exception) e.getCause();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
