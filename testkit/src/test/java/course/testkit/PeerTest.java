package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsPeer
class PeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void runReturnsStatusAndBothStreams() {
        PeerCommand.Result result = peer.run("echo out; echo err >&2; exit 3");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void bytesComeBackUnchanged() {
        PeerCommand.Result result = peer.run("printf '\\000\\377\\r\\n'");

        assertThat(result.stdout()).isEqualTo(Bytes.of("00 ff 0d 0a"));
    }

    @Test
    void theToolsOfTheLessonsAreThere() {
        PeerCommand.Result result =
                peer.run("for tool in nc curl tcpdump ss ip bash; do command -v $tool; done");

        assertThat(result.text().lines()).hasSize(6);
    }

    @Test
    void ncSendsTheBytesOfPrintfToAServerInThisJvm() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                PeerCommand client =
                        peer.start(
                                "printf '\\000\\006你好' | nc -N "
                                        + Peer.HOST
                                        + " "
                                        + server.getLocalPort())) {
            server.setSoTimeout(10_000);

            byte[] received;
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(10_000);
                received = connection.getInputStream().readAllBytes();
            }

            assertThat(received).isEqualTo(Bytes.of("00 06 e4 bd a0 e5 a5 bd"));
            assertThat(client.await(LIMIT).status()).isZero();
        }
    }

    @Test
    void aServerInThePeerReceivesWhatThisJvmSends() throws IOException {
        try (PeerCommand server = peer.start("nc -l -p 9001")) {
            peer.awaitListening(9001);

            try (Socket client = new Socket()) {
                client.connect(peer.address(9001), 5_000);
                client.getOutputStream().write(Bytes.utf8("你好"));
            }

            assertThat(server.await(LIMIT).stdout()).isEqualTo(Bytes.utf8("你好"));
        }
    }

    @Test
    void aKilledClientIsTheEndOfTheStreamForTheServer() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                PeerCommand client =
                        peer.start("sleep 100 | nc " + Peer.HOST + " " + server.getLocalPort())) {
            server.setSoTimeout(10_000);
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(10_000);

                client.kill();

                assertThat(connection.getInputStream().read()).isEqualTo(-1);
                assertThat(client.isRunning()).isFalse();
            }
        }
    }

    @Test
    void aCommandThatDoesNotEndIsKilledWithAllThatItStarted() {
        PeerCommand command = peer.start("echo so far; sleep 987 & sleep 986");
        Awaitility.await().until(() -> command.stdout().length > 0);

        assertThatThrownBy(() -> command.await(Duration.ofMillis(100)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "after 0.1 seconds not ended: echo so far; sleep 987 & sleep 986")
                .hasMessageContaining(Bytes.hex(Bytes.utf8("so far\n")));

        assertThat(peer.run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '").text())
                .doesNotContain("sleep 98");
    }

    @Test
    void thePathIsDirectIfThisJvmSeesThePeersOwnAddress() throws IOException {
        String own = peer.run("ip -4 -o address show eth0").text();
        try (ServerSocket server = new ServerSocket(0);
                PeerCommand _ = peer.start("nc -z " + Peer.HOST + " " + server.getLocalPort())) {
            server.setSoTimeout(10_000);
            try (Socket connection = server.accept()) {
                String seen = connection.getInetAddress().getHostAddress();

                assertThat(peer.isDirect()).isEqualTo(own.contains(" " + seen + "/"));
            }
        }
    }

    @Test
    void onlyOpenPortsHaveAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer.address(9004))
                .withMessageContaining("use one of [9001, 9002, 9003]");
    }

    @Test
    void thePeerIsTheSameForAllTests() {
        assertThat(Peer.get()).isSameAs(peer);
    }

    @Test
    void forwardedPortsReachThePeerToo() throws IOException {
        try (PeerCommand server = peer.start("echo hello | nc -N -l -p 9002")) {
            peer.awaitListening(9002);

            try (Socket client = new Socket()) {
                client.connect(peer.forwardedAddress(9002), 5_000);
                client.setSoTimeout(10_000);

                assertThat(client.getInputStream().readAllBytes()).isEqualTo(Bytes.utf8("hello\n"));
            }
            assertThat(server.await(LIMIT).status()).isZero();
        }
    }
}
