package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The hardened server and the client with `nc` and Python at the other end of the wire.
@NeedsPeer
class LoginPeerTest {

    /// What a listener on the wire reads, as the README shows it.
    static final Path RECORDING = Path.of("src/test/resources/lesson04/readable.txt");

    /// A client without Java, which the README links to.
    static final Path PYTHON = Path.of("src/test/resources/lesson04/login.py");

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Terminal terminal = new Terminal();
    private Peer peer;
    private HardenedLoginServer server;

    @BeforeEach
    void start() throws IOException {
        peer = Peer.get();
        server =
                new HardenedLoginServer(
                        new InetSocketAddress(0), // every address: the peer is another host
                        FastUsers.users(),
                        FastUsers.noLimit(),
                        HardenedLoginServer.Limits.DEFAULT);
        Thread.ofVirtual()
                .name("server")
                .start(() -> {
                    try {
                        server.serve(Integer.MAX_VALUE, terminal.out, terminal.err);
                    } catch (IOException _) {
                        terminal.err.println("closed");
                    }
                });
        String python = Base64.getEncoder().encodeToString(Files.readAllBytes(PYTHON));
        peer.run("echo " + python + " | base64 -d > /tmp/login.py");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"小明, secret, login ok", "小红, 芝麻开门, login ok", "小明, wrong, login failed"})
    void anotherLanguageLogsInByWritingTheBytes(String name, String password, String answer) {
        assertThat(logInWithPython(name, password)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf 'GET / HTTP/1.0\\r\\n\\r\\n'",
                "printf 'login 小明 secret\\n'",
                "printf '\\254\\355\\000\\005'",
                "head -c 100000 /dev/urandom",
                "true"
            })
    void whatNcSendsIsNoLoginAndDoesNoHarm(String garbage) {
        int port = server.address().getPort();

        PeerCommand.Result result = peer.run(garbage + " | nc -N -w 10 " + Peer.HOST + " " + port);

        assertThat(result.stdout()).isEmpty();
        await().until(() -> !terminal.errors().isEmpty());
        assertThat(terminal.error()).contains(" sent no login: ");
        assertThat(logInWithPython("小明", "secret")).isEqualTo("login ok");
    }

    /// Whoever sits between client and server reads the password.
    @Test
    void passwordTravelsReadable() throws Exception {
        String listen = "nc -lN 9001 </dev/null | grep -ao '[[:print:]]\\{3,\\}'";
        try (PeerCommand nc = peer.start(listen)) {
            peer.awaitListening(9001);
            InetSocketAddress address = peer.address(9001);

            int status =
                    terminal.runTyping(
                            LoginClient::run,
                            "小明\nsecret\n",
                            address.getHostString(),
                            Integer.toString(address.getPort()));

            String readable = nc.await(LIMIT).text();
            assertThat(status).isEqualTo(3);
            assertThat(readable.lines()).contains("secret");
            keepIfAsked(readable);
            assertThat(readable).isEqualTo(Files.readString(RECORDING));
        }
    }

    private String logInWithPython(String name, String password) {
        String arguments = Peer.HOST + " " + server.address().getPort() + " " + name;
        return peer.run("python3 /tmp/login.py " + arguments + " " + password).text().strip();
    }

    private static void keepIfAsked(String readable) throws IOException {
        if ("update".equals(System.getProperty("text"))) {
            Files.writeString(RECORDING, readable);
        }
    }
}
