package course.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A harness that does not see what is wrong would make every server look good.
@EnabledOnOs(value = OS.LINUX, disabledReason = "The benchmark runs on Linux.")
class HarnessTest {

    private static final long SLICE = 50_000_000;

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void echoesAreCountedAndVerified() throws IOException {
        serve(value -> value, 0);

        try (EchoLoad load = new EchoLoad(listener.getLocalPort(), 3, new Pattern(1_000))) {
            assertThat(load.run(SLICE)).isGreaterThanOrEqualTo(3);
            assertThat(load.run(0)).isEqualTo(3);
        }
    }

    @Test
    void oneWrongByteEndsTheRun() throws IOException {
        serve(value -> value ^ 1, 0);

        try (EchoLoad load = new EchoLoad(listener.getLocalPort(), 1, new Pattern(64))) {
            assertThatThrownBy(() -> load.run(SLICE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("wrong echo: connection 0, message 0, byte 0");
        }
    }

    @Test
    void anEchoOfAnotherMessageIsWrong() throws IOException {
        Pattern pattern = new Pattern(64);
        serve(value -> value, 0);

        int fd = Kernel.connect(listener.getLocalPort(), 1);
        pattern.send(fd, 1, 7);
        MemorySegment echo = Arena.ofAuto().allocate(pattern.size());
        long count = Kernel.receiveNext(fd, echo);
        Kernel.close(fd);

        pattern.verify(echo, count, 1, 7, 0);
        assertThatThrownBy(() -> pattern.verify(echo, count, 1, 8, 0)).hasMessageContaining("8");
        assertThatThrownBy(() -> pattern.verify(echo, count, 2, 7, 0)).hasMessageContaining("2");
    }

    @Test
    void aServerThatHangsUpEndsTheRun() throws IOException {
        serve(value -> value, 64);

        try (EchoLoad load = new EchoLoad(listener.getLocalPort(), 1, new Pattern(64))) {
            assertThatThrownBy(() -> load.run(SLICE))
                    .hasMessageMatching(
                            "the server has hung up on connection 0|.* failed: errno \\d+");
        }
    }

    @Test
    void visitsComeAndGo() throws IOException {
        serve(value -> value, 0);

        assertThat(new ConnectLoad(listener.getLocalPort(), new Pattern(64)).run(SLICE))
                .isPositive();
    }

    @Test
    void openLoadSendsWhatTheTimetableSays() throws IOException {
        serve(value -> value, 0);

        try (OpenLoad load = new OpenLoad(listener.getLocalPort(), 2, new Pattern(64))) {
            Histogram times = load.run(1_000, 200_000_000);

            assertThat(times.getTotalCount()).isEqualTo(200);
            assertThat(load.run(1_000, 100_000_000).getTotalCount()).isEqualTo(100);
        }
    }

    @Test
    void processorTimeOfThisProcessGoesUpWhenItWorks() throws IOException {
        long self = ProcessHandle.current().pid();
        long before = Kernel.cpuNanos(self);
        long end = System.nanoTime() + SLICE;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(Kernel.cpuNanos(self)).isGreaterThan(before);
    }

    @Test
    void ratioIsTheMedianAndTheHalfAroundIt() {
        Ratio ratio = Ratio.of(5, 1, 2, 4, 3);

        assertThat(ratio.median()).isCloseTo(3, within(1e-9));
        assertThat(ratio.lower()).isCloseTo(2, within(1e-9));
        assertThat(ratio.upper()).isCloseTo(4, within(1e-9));
        assertThat(Ratio.of().median()).isNaN();
    }

    @Test
    void tableNamesTheYardstick() {
        assertThat(Report.table("echo-64-50", Map.of("C, epoll", Ratio.of(1, 1))))
                .isEqualTo(
                        List.of(
                                "against C, epoll                     times   half lie in      of",
                                "C, epoll                              1.00    1.00 to  1.00   2"));
    }

    /// Echoes with a thread for each client, each byte changed in the given way.
    ///
    /// @param most after so many bytes it hangs up; 0 means never
    private void serve(IntUnaryOperator change, int most) {
        Thread.ofVirtual().start(() -> accept(change, most));
    }

    private void accept(IntUnaryOperator change, int most) {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> echo(client, change, most));
            }
        } catch (IOException _) {
            // The test has closed the listener.
        }
    }

    private static void echo(Socket client, IntUnaryOperator change, int most) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[1_000];
            int done = 0;
            int count = in.read(buffer);
            while (count >= 0 && (most == 0 || done < most)) {
                for (int i = 0; i < count; i++) {
                    buffer[i] = (byte) change.applyAsInt(buffer[i]);
                }
                out.write(buffer, 0, count);
                done += count;
                count = in.read(buffer);
            }
        } catch (IOException _) {
            // The load has ended.
        }
    }
}
