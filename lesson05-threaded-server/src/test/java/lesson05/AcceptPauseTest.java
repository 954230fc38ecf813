package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The least that an accept loop has to do when `accept` fails. The README shows this loop.
class AcceptPauseTest {

    private static final int FAILURES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicInteger calls = new AtomicInteger();

    /// Fails three times, as it does when no descriptor is left.
    private final class Failing extends ServerSocket {

        private Failing() throws IOException {
            super(0, 1, InetAddress.getLoopbackAddress());
        }

        @Override
        public Socket accept() throws IOException {
            if (calls.incrementAndGet() <= FAILURES) {
                throw new SocketException("Too many open files");
            }
            return super.accept();
        }
    }

    @FunctionalInterface
    private interface Service {
        void serve(Socket client) throws IOException;
    }

    private static void acceptUntilClosed(ServerSocket listener, Service service) {
        // region pause
        while (!listener.isClosed()) {
            try {
                service.serve(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
        // endregion
    }

    private static void closeAll(Closeable... all) throws IOException {
        for (Closeable each : all) {
            each.close();
        }
    }

    @Test
    void eachFailureIsFollowedByAPauseAndAnotherTry() throws IOException {
        try (ServerSocket listener = new Failing();
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            long start = System.nanoTime();

            acceptUntilClosed(listener, accepted -> closeAll(accepted, listener));

            assertThat(client.getInputStream().read()).as("served").isEqualTo(-1);
            assertThat(calls).hasValue(FAILURES + 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(200));
        }
    }
}
