package lesson03.exercise;

import course.testkit.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server for one client, on loopback, that behaves as oddly as a test wants.
final class OddServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 4;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch clientEnded = new CountDownLatch(1);

    /// What the server does with its client. Afterwards the connection is closed.
    @FunctionalInterface
    interface Behaviour {
        void of(Conversation conversation) throws IOException, InterruptedException;
    }

    OddServer(Behaviour behaviour) throws IOException {
        Thread.ofVirtual().name("the test's server").start(() -> serve(behaviour));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Waits until the client has closed. Only for a server that stays.
    boolean seesTheEnd() throws InterruptedException {
        return clientEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void serve(Behaviour behaviour) {
        try (Socket client = listener.accept()) {
            client.setTcpNoDelay(true);
            behaviour.of(new Conversation(client));
        } catch (IOException _) {
            // The student's client has left: the test looks at what the client says.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The server's end of its connection.
    final class Conversation {

        private final Socket client;

        Conversation(Socket client) {
            this.client = client;
        }

        /// Reads the question and its `\n`, and fails when it is another one.
        void awaitQuestion(String question) throws IOException {
            byte[] expected = Bytes.utf8(question + "\n");
            client.setSoTimeout(PATIENCE_SECONDS * 1_000);
            byte[] came = client.getInputStream().readNBytes(expected.length);
            if (Bytes.firstDifference(expected, came) >= 0) {
                send("this is not the question: " + Bytes.hex(came) + "\n");
                throw new IOException("another question");
            }
        }

        void send(String text) throws IOException {
            client.getOutputStream().write(Bytes.utf8(text));
        }

        /// One byte after each pause, until the test is over.
        void sendSlowly(String text, Duration pause) throws IOException {
            for (byte b : Bytes.utf8(text)) {
                if (closed.getCount() == 0) {
                    return;
                }
                LockSupport.parkNanos(pause.toNanos());
                client.getOutputStream().write(b);
            }
        }

        /// Says nothing more until the client has left or the test is over.
        void stay() throws IOException, InterruptedException {
            Thread.ofVirtual().name("the test's server, reading").start(() -> awaitEnd(client));
            closed.await();
        }

        /// Closes with RST instead of FIN.
        void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        private void awaitEnd(Socket socket) {
            try {
                while (socket.getInputStream().read() >= 0) {
                    // the question; what matters is what comes after it
                }
                clientEnded.countDown();
            } catch (IOException _) {
                clientEnded.countDown();
            }
        }
    }
}
