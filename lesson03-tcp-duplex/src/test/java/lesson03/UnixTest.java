package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnixTest {

    private final Terminal server = new Terminal();
    private final Terminal client = new Terminal();
    private String path;

    @BeforeEach
    void choosePath(@TempDir Path folder) {
        path = folder.resolve("你好.sock").toString();
    }

    @Test
    void linesAreAnsweredAndTheFileIsGoneAfterwards() throws Exception {
        CompletableFuture<Integer> serving = startServer();

        assertThat(client.run(UnixClient::run, path, "你好", "再见!")).isZero();

        assertThat(serving.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(client.lines())
                .containsExactly(
                        "Connected to " + path,
                        "Answer: 收到, 2 characters",
                        "Answer: 收到, 3 characters");
        assertThat(server.lines())
                .containsExactly(
                        "Listening on " + path + ", waiting for a client",
                        "A client has come",
                        "It says: 你好",
                        "It says: 再见!",
                        "The client has left");
        assertThat(Path.of(path)).doesNotExist();
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such permissions.")
    @Test
    void onlyTheOwnerMayConnect() throws Exception {
        try (UnixServer _ = new UnixServer(Path.of(path))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void closingTwiceDeletesNoFileOfAnother() throws Exception {
        UnixServer first = new UnixServer(Path.of(path));
        first.close();

        try (UnixServer _ = new UnixServer(Path.of(path))) {
            first.close();

            assertThat(Path.of(path)).exists();
        }
    }

    @Test
    void fileThatIsLeftOverIsOneLineThatSaysHowToDeleteIt() throws Exception {
        leaveFileBehind(Path.of(path));

        assertThat(server.run(UnixServer::run, path)).isEqualTo(3);
        assertThat(server.error()).contains("left its file behind", "rm " + path);
        assertThat(Path.of(path)).exists();
    }

    /// What a killed server does: its kernel closes the socket and leaves the file.
    static void leaveFileBehind(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
    }

    /// The run that the README shows.
    static String leftOver() throws IOException {
        Assumptions.assumeTrue(OS.LINUX.isCurrentOs(), "The text shows a run on Linux.");
        Path old = Path.of("old.sock");
        Terminal terminal = new Terminal();
        leaveFileBehind(old);
        try {
            int status = terminal.run(UnixServer::run, old.toString());
            return "$ ./course run lesson03 UnixServer %s\n%s\n(exit status %d)"
                    .formatted(old, terminal.error(), status);
        } finally {
            Files.delete(old);
        }
    }

    @Test
    void secondServerIsOneLineAndTheFirstGoesOn() throws Exception {
        CompletableFuture<Integer> first = startServer();
        Terminal second = new Terminal();

        // Its question "is anybody there?" is a client to the first server, which leaves at once.
        assertThat(second.run(UnixServer::run, path)).isEqualTo(3);

        assertThat(second.error()).contains("a server listens there");
        assertThat(first.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).isEqualTo("The client has left");
    }

    /// On Linux a connect to a UNIX-domain socket waits while the queue is full.
    @EnabledOnOs(OS.LINUX)
    @Test
    void serverThatDoesNotAcceptIsOneLineForBoth() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            full.bind(address, 1);
            try (SocketChannel _ = SocketChannel.open(address);
                    SocketChannel _ = SocketChannel.open(address)) {
                assertThat(server.run(UnixServer::run, path)).isEqualTo(3);
                assertThat(server.error()).contains("a server listens there");
                assertThatExceptionOfType(Failure.class)
                        .isThrownBy(() -> ask(Duration.ofMillis(50)))
                        .withMessageContaining("has not accepted in time");
            }
        }
    }

    private void ask(Duration limit) throws Failure, IOException {
        UnixClient.ask(Path.of(path), List.of("你好"), limit, client.out);
    }

    @Test
    void fileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(Path.of(path), "homework");

        assertThat(server.run(UnixServer::run, path)).isEqualTo(3);
        assertThat(server.error()).contains("no socket. Give another path");
        assertThat(Path.of(path)).hasContent("homework");
    }

    @Test
    void folderThatDoesNotExistIsOneLine(@TempDir Path folder) {
        String nowhere = folder.resolve("no/such.sock").toString();

        assertThat(server.run(UnixServer::run, nowhere)).isEqualTo(3);
        assertThat(server.error()).startsWith("Cannot listen on " + nowhere + " (");
    }

    @Test
    void tooLongAPathIsOneLine(@TempDir Path folder) {
        String tooLong = folder.resolve("x".repeat(200)).toString();

        assertThat(server.run(UnixServer::run, tooLong)).isEqualTo(3);
        assertThat(server.error()).startsWith("Cannot listen on ").contains("too long");
        assertThat(client.run(UnixClient::run, tooLong)).isEqualTo(3);
        assertThat(client.error()).startsWith("Cannot connect to ").contains("too long");
    }

    @Test
    void clientWithoutAServerIsOneLine() {
        assertThat(client.run(UnixClient::run, path)).isEqualTo(3);
        assertThat(client.error())
                .startsWith("Cannot connect to " + path + ": ")
                .contains("Start the server first");
    }

    @Test
    void lineThatIsTooLongEndsTheTalk() throws Exception {
        CompletableFuture<Integer> serving = startServer();

        assertThat(client.run(UnixClient::run, path, "你好", "x".repeat(100_000))).isEqualTo(3);

        assertThat(client.error()).startsWith("The talk with " + path + " broke off (");
        assertThat(serving.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(server.error())
                .isEqualTo("The client broke off: a line has more than 4096 bytes");
    }

    @Test
    void silentClientIsCutOffWhenItsTimeIsOver() throws Exception {
        Path socket = Path.of(path);
        try (UnixServer unix = new UnixServer(socket);
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            silent.write(ByteBuffer.wrap("你".getBytes(StandardCharsets.UTF_8)));

            unix.answerOneClient(Duration.ofMillis(50), server.out, server.err);

            assertThat(server.error()).isEqualTo("The client broke off: its time is over");
        }
    }

    @Test
    void silentServerIsCutOffWhenTheTimeIsOver() throws Exception {
        Path socket = Path.of(path);
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> ask(Duration.ofMillis(50)))
                    .withMessageContaining("broke off (the time is over)");
        }
    }

    /// Not in the container: a path is an address on one machine only.
    @EnabledOnOs(OS.LINUX)
    @Test
    void netcatTalksToTheServer() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/nc")), "There is no nc on this machine.");
        CompletableFuture<Integer> serving = startServer();
        Process nc =
                new ProcessBuilder("bash", "-c", "printf '你好\\n' | nc -NU \"$0\"", path)
                        .redirectErrorStream(true)
                        .start();
        try {
            String answer = new String(nc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            Assumptions.assumeFalse(
                    answer.contains("usage") || answer.contains("invalid option"),
                    "The nc of this machine has no -U.");
            assertThat(answer).isEqualTo("收到, 2 characters\n");
            assertThat(serving.get(5, TimeUnit.SECONDS)).isZero();
        } finally {
            nc.destroyForcibly();
        }
    }

    private CompletableFuture<Integer> startServer() {
        CompletableFuture<Integer> serving = server.start(UnixServer::run, path);
        Awaitility.await().until(() -> !server.lines().isEmpty() || serving.isDone());
        return serving;
    }
}
