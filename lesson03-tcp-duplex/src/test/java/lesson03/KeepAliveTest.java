package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Terminal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class KeepAliveTest {

    private final Terminal terminal = new Terminal();
    private ServerSocket listener;

    @BeforeEach
    void listen() throws Exception {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void idleConnectionStaysAndHasATimerOnlyWithKeepAlive() {
        String port = Integer.toString(listener.getLocalPort());

        assertThat(terminal.run(KeepAlive::run, "localhost", port, "1")).isZero();
        assertThat(terminal.lines().stream().skip(1))
                .containsExactly(
                        "SO_KEEPALIVE is off, the kernel's timer: none",
                        "SO_KEEPALIVE is on,  the kernel's timer: keepalive",
                        "Still connected after 1000 ms without a byte of data");
    }

    @Test
    void optionsAreOnWhatTheySay() throws Exception {
        try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            assertThat(socket.getKeepAlive()).isFalse();
            assertThat(socket.getTcpNoDelay()).isFalse();

            KeepAlive.turnOn(socket);

            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(1);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(1);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @Test
    void closeDataAndResetAreToldApart() throws Exception {
        assertThat(endAfter(Socket::close)).isEqualTo("The other end has closed");
        assertThat(endAfter(end -> end.getOutputStream().write('!')))
                .isEqualTo("The other end has sent something");
        assertThat(
                        endAfter(end -> {
                            end.setSoLinger(true, 0);
                            end.close();
                        }))
                .startsWith("The connection is dead: ");
    }

    /// What the other end does.
    @FunctionalInterface
    interface Deed {
        void with(Socket end) throws Exception;
    }

    private String endAfter(Deed deed) throws Exception {
        String[] args = {"localhost", Integer.toString(listener.getLocalPort()), "10"};
        Terminal own = new Terminal();
        CompletableFuture<Integer> status = own.start(KeepAlive::run, args);
        try (Socket end = listener.accept()) {
            await().until(() -> own.lines().size() == 3);
            deed.with(end);
            assertThat(status.get(5, TimeUnit.SECONDS)).isZero();
            return own.lastLine();
        }
    }
}
