package course.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SocketCountTest {

    private final Trace trace = new Trace();

    @Test
    void nothingLeftBehindPasses() throws Exception {
        SocketCount count = SocketCount.now();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            client.getOutputStream().write(1);
            server.getInputStream().read();
        }

        assertThatCode(() -> count.checkLeftBehind(trace, "all closed", 0, "Close it."))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsLeftBehindIsNamed() throws IOException {
        SocketCount count = SocketCount.now();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            client.shutdownOutput();
            server.getInputStream().read();

            assertThatThrownBy(() -> count.checkLeftBehind(trace, "all closed", 0, "Close it."))
                    .hasMessageContaining("3 sockets are open: ")
                    .hasMessageContaining("a listener on port " + listener.getLocalPort())
                    .hasMessageContaining("CLOSE_WAIT")
                    .hasMessageContaining("Close it.");
            assertThatCode(() -> count.checkLeftBehind(trace, "three are fine", 3, ""))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aSocketThatWasResetCountsToo() throws IOException {
        SocketCount count = SocketCount.now();
        try (Socket _ = resetByItsClient()) {
            assertThatThrownBy(() -> count.checkLeftBehind(trace, "all closed", 0, "Close it."))
                    .hasMessageContaining("1 socket is open: ")
                    .hasMessageContaining("was reset");
        }
    }

    /// The server's end.
    private static Socket resetByItsClient() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            client.setSoLinger(true, 0);
            return listener.accept();
        }
    }
}
