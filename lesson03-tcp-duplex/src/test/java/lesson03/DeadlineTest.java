package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void socketIsClosedWhenTheTimeIsOver() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);

        try (Deadline deadline = new Deadline(SHORT, closed::countDown)) {
            closed.await();

            assertThat(deadline.met()).isFalse();
            assertThat(deadline.met()).isFalse();
        }
    }

    @Test
    void workThatIsDoneInTimeLeavesTheSocketOpen() {
        CountDownLatch closed = new CountDownLatch(1);

        try (Deadline deadline = new Deadline(LONG, closed::countDown)) {
            assertThat(deadline.met()).isTrue();
            assertThat(deadline.met()).isTrue();
        }
        assertThat(closed.getCount()).isOne();
    }

    @Test
    void writeToAnEndThatNeverReadsIsEnded() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket _ = listener.accept();
                LimitedOutput out = new LimitedOutput(socket, SHORT)) {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> out.write(new byte[50_000_000]));
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void otherTroubleIsNotTakenForTheTimeLimit() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                LimitedOutput out = new LimitedOutput(socket, LONG)) {
            try (Socket other = listener.accept()) {
                other.setSoLinger(true, 0); // closes with a reset
            }

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> out.write(new byte[50_000_000]));
        }
    }

    @Test
    void singleByteIsWritten() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket other = listener.accept();
                LimitedOutput out = new LimitedOutput(socket, LONG)) {
            out.write(0x1ff);

            assertThat(other.getInputStream().read()).isEqualTo(0xff);
        }
    }
}
