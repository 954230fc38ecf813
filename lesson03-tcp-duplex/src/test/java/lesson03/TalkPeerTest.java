package lesson03;

import static lesson03.Serving.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Bytes;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lesson's programs with `nc` and Python at the other end of the wire.
@NeedsPeer
class TalkPeerTest {

    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] NI_HAO = Bytes.of("0006 e4bda0 e5a5bd");
    private static final String NI_HAO_FOR_PRINTF = "\\000\\006\\344\\275\\240\\345\\245\\275";

    /// Sends two lines in four pieces, reads until the end of the stream, and prints what came.
    private static final String PYTHON_CLIENT =
            """
            python3 - <<'END'
            import socket
            with socket.create_connection(("%s", %d), timeout=10) as s:
                text = "你好\\n再见\\n".encode()
                for i in range(0, len(text), 4):
                    s.sendall(text[i:i + 4])
                s.shutdown(socket.SHUT_WR)
                answer = b""
                while piece := s.recv(3):
                    answer += piece
            print(answer.decode(), end="")
            END\
            """;

    private static final String PYTHON_ECHO_SERVER =
            """
            python3 - <<'END'
            import socket
            with socket.create_server(("", 9001)) as listener:
                client, address = listener.accept()
                with client:
                    while data := client.recv(1000):
                        client.sendall(data)
            print("the client has closed")
            END\
            """;

    private final Terminal terminal = new Terminal();
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void ncAsksAndGetsTheAnswer() throws Exception {
        try (DuplexServer server = new DuplexServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving =
                    Serving.start(() -> server.answerOneQuestion(terminal.out, terminal.err));

            byte[] answer =
                    peer.run("printf '" + NI_HAO_FOR_PRINTF + "' | " + nc("", server.address()))
                            .stdout();

            awaitEnd(serving);
            byte[] text = Bytes.utf8("收到, 2 characters, 6 bytes in UTF-8");
            assertThat(answer).startsWith(0, text.length).endsWith(text).hasSize(2 + text.length);
        }
    }

    @Test
    void ncAnswersTheClientsQuestion() {
        try (PeerCommand nc = peer.start("printf '" + NI_HAO_FOR_PRINTF + "' | nc -l 9001")) {
            peer.awaitListening(9001);

            int status = terminal.run(DuplexClient::run, peersArguments("你好"));

            assertThat(status).isZero();
            assertThat(terminal.lastLine()).isEqualTo("Answer: 你好");
            assertThat(nc.await(LIMIT).stdout()).isEqualTo(NI_HAO);
        }
    }

    @Test
    void ncTalksUntilBye() throws Exception {
        try (TalkServer server = new TalkServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 1);

            String answers = peer.run("printf '你好\\nbye\\n' | " + nc("", server.address())).text();

            assertThat(answers).isEqualTo("收到 line 1, 2 characters\nbye\n");
            awaitEnd(serving);
        }
    }

    @Test
    void ncThatShutsItsOutputGetsItsAnswers() throws Exception {
        try (TalkServer server = new TalkServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 1);

            String answers = peer.run("printf '你好\\r\\n' | " + nc("-N", server.address())).text();

            assertThat(answers).isEqualTo("收到 line 1, 2 characters\n");
            awaitEnd(serving);
            assertThat(terminal.lastLine()).endsWith(" has left without bye");
        }
    }

    @Test
    void serverGoesOnAfterNcWasKilled() throws Exception {
        try (TalkServer server = new TalkServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 2);
            try (PeerCommand nc =
                    peer.start("{ printf '你好\\n再'; sleep 60; } | " + nc("", server.address()))) {
                await().until(() -> nc.stdout().length > 0);
                nc.kill();
            }

            String answers = peer.run("printf 'bye\\n' | " + nc("", server.address())).text();

            assertThat(answers).isEqualTo("bye\n");
            awaitEnd(serving);
            assertThat(terminal.lines()).anyMatch(line -> line.endsWith(" says: 你好"));
        }
    }

    @Test
    void ncGetsItsLinesBack() throws Exception {
        try (EchoServer server = new EchoServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 2);

            String lines = peer.run("printf '你好\\n再见\\n' | " + nc("-N", server.address())).text();
            String count =
                    peer.run(
                                    "head -c 3000000 /dev/zero | "
                                            + nc("-N", server.address())
                                            + " | wc -c")
                            .text();

            assertThat(lines).isEqualTo("你好\n再见\n");
            assertThat(count.strip()).isEqualTo("3000000");
            awaitEnd(serving);
        }
    }

    @Test
    void echoServerGoesOnAfterNcWasKilled() throws Exception {
        try (EchoServer server = new EchoServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 2);
            try (PeerCommand nc =
                    peer.start("{ printf '你好\\n'; sleep 60; } | " + nc("", server.address()))) {
                await().until(() -> Arrays.equals(nc.stdout(), Bytes.utf8("你好\n")));
                nc.kill();
            }

            String lines = peer.run("printf '再见\\n' | " + nc("-N", server.address())).text();

            assertThat(lines).isEqualTo("再见\n");
            awaitEnd(serving);
        }
    }

    @Test
    void pythonGetsItsLinesBack() throws Exception {
        try (EchoServer server = new EchoServer(ANY_ADDRESS_ANY_PORT, LIMIT)) {
            CompletableFuture<Void> serving = serve(server, 1);

            PeerCommand.Result python =
                    peer.run(PYTHON_CLIENT.formatted(Peer.HOST, server.address().getPort()));

            assertThat(python.text()).as(python.toString()).isEqualTo("你好\n再见\n");
            awaitEnd(serving);
            assertThat(terminal.lastLine()).endsWith(" has sent all, 14 bytes back");
        }
    }

    @Test
    void clientTalksToAnEchoServerInPython() {
        try (PeerCommand python = peer.start(PYTHON_ECHO_SERVER)) {
            peer.awaitListening(9001);

            int status = terminal.runTyping(TalkClient::run, "你好\nbye\n", peersArguments());

            assertThat(status).isZero();
            assertThat(terminal.lines()).endsWith("Answer: 你好", "Answer: bye");
            assertThat(python.await(LIMIT).text()).isEqualTo("the client has closed\n");
        }
    }

    private CompletableFuture<Void> serve(TalkServer server, int clients) {
        return Serving.start(() -> server.serve(clients, terminal.out, terminal.err));
    }

    private CompletableFuture<Void> serve(EchoServer server, int clients) {
        return Serving.start(() -> server.serve(clients, terminal.out, terminal.err));
    }

    private static String nc(String options, InetSocketAddress server) {
        return "nc " + options + " " + Peer.HOST + " " + server.getPort();
    }

    /// Host and port of the peer, and more.
    private String[] peersArguments(String... more) {
        InetSocketAddress address = peer.address(9001);
        String[] args = new String[2 + more.length];
        args[0] = address.getHostString();
        args[1] = Integer.toString(address.getPort());
        System.arraycopy(more, 0, args, 2, more.length);
        return args;
    }
}
