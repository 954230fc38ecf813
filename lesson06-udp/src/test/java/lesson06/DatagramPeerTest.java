package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import course.testkit.Trace.Action;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lesson's programs with a real `nc -u` at the other end of the wire, as client and as server.
@NeedsPeer
class DatagramPeerTest {

    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Talk.Limits LIMITS = new Talk.Limits(LIMIT, LIMIT, LIMIT);

    private final Terminal terminal = new Terminal();
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void receiverPrintsWhatNcSends() throws Exception {
        try (Receiver receiver = new Receiver(ANY_ADDRESS_ANY_PORT)) {
            peer.run("printf '你好' | nc -u -w1 " + host(receiver.address()));

            receiver.print(1, terminal.out);
        }

        assertThat(terminal.lastLine()).endsWith(" sent 6 bytes: 你好");
    }

    @Test
    void sendersDatagramsArriveAtNc() {
        try (PeerCommand nc = ncServer("nc -u -l 9001")) {
            InetSocketAddress to = peer.address(9001);

            terminal.run(Sender::run, to.getHostString(), portOf(to), "你好", "再见");

            awaitPrinted(nc, "你好再见");
        }
    }

    @Test
    void answererAnswersNc() throws Exception {
        try (Answerer answerer = new Answerer(ANY_ADDRESS_ANY_PORT, terminal.out)) {
            CompletableFuture<Void> served = start(() -> answerer.serve(1));

            PeerCommand.Result result =
                    peer.run("printf '在吗？' | nc -u -w1 " + host(answerer.address()));

            assertThat(result.text()).isEqualTo("在吗！");
            served.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void askerPrintsTheAnswerOfNc() {
        try (PeerCommand nc = ncServer("printf '在！' | nc -u -l 9001")) {
            InetSocketAddress to = peer.address(9001);

            int status = terminal.run(Asker::run, to.getHostString(), portOf(to), "在吗？");

            assertThat(status).as(terminal.lines() + " " + terminal.errors()).isZero();
            assertThat(terminal.lastLine()).endsWith(":9001 answers 6 bytes: 在！");
            awaitPrinted(nc, "在吗？");
        }
    }

    @Test
    void senderWithoutAPortCannotStopTheAnswerer() throws Exception {
        try (Answerer answerer = new Answerer(ANY_ADDRESS_ANY_PORT, terminal.out)) {
            CompletableFuture<Void> served = start(() -> answerer.serve(2));
            sendFromPortZero(answerer.address().getPort());

            peer.run("printf 'next?' | nc -u -w1 " + host(answerer.address()));

            served.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(terminal.lines().getFirst()).contains("waiting for questions");
            assertThat(terminal.lines().get(1))
                    .contains(":0 sent 4 bytes: who? (cannot be answered");
            assertThat(terminal.lines().get(2)).endsWith("next? (answered)");
        }
    }

    @Test
    void talkWithNcAsClientEndsWhenNcSaysBye() throws Exception {
        try (Talk talk = new Talk(ANY_ADDRESS_ANY_PORT, LIMITS, terminal.out);
                PeerCommand nc =
                        peer.start(
                                "{ echo 你好; until test -e /tmp/go; do sleep 0.02; done; echo bye; }"
                                        + " | nc -u -w2 "
                                        + host(talk.address()))) {
            CompletableFuture<Void> talked = start(() -> talk.with(null, typed("我在\n")));
            awaitPrinted(nc, "我在");
            peer.run("touch /tmp/go");

            talked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(nc.await(LIMIT).text()).isEqualTo("我在bye");
            assertThat(terminal.lines().get(1)).endsWith(" says: 你好");
            assertThat(terminal.lastLine()).isEqualTo("The chat has ended");
        } finally {
            peer.run("rm -f /tmp/go");
        }
    }

    @Test
    void senderWithoutAPortDoesNotBecomeThePartnerOfTalk() throws Exception {
        try (Talk talk = new Talk(ANY_ADDRESS_ANY_PORT, LIMITS, terminal.out)) {
            CompletableFuture<Void> talked = start(() -> talk.with(null, typed("")));
            sendFromPortZero(talk.address().getPort());

            peer.run("printf 'bye' | nc -u -w1 " + host(talk.address()));

            talked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(terminal.lines().get(1)).endsWith(" says: bye");
        }
    }

    @Test
    void talkWithNcAsServerEndsWhenNcSaysBye() throws Exception {
        try (PeerCommand nc = ncServer("printf 'bye\\n' | nc -u -l 9001");
                Talk talk = new Talk(ANY_ADDRESS_ANY_PORT, LIMITS, terminal.out)) {
            CompletableFuture<Void> talked =
                    start(() -> talk.with(peer.address(9001), typed("你好\n")));

            talked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            awaitPrinted(nc, "你好bye");
            assertThat(terminal.lastLine()).isEqualTo("The chat has ended");
        }
    }

    /// Only a raw socket can say that it has no port, and the JDK has none.
    private void sendFromPortZero(int port) {
        assumeDirectPath();
        String raw =
                """
                python3 - <<'END'
                import socket, struct
                to = socket.gethostbyname("%s")
                raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
                raw.sendto(struct.pack("!HHHH", 0, %d, 12, 0) + b"who?", (to, 0))
                END
                """;
        assertThat(peer.run(raw.formatted(Peer.HOST, port)).status()).isZero();
    }

    /// UDP has no port mapping through which this JVM could reach the container: only its own
    /// address does.
    private PeerCommand ncServer(String line) {
        assumeDirectPath();
        PeerCommand nc = peer.start(line);
        peer.run("until ss -Huln 'sport = :9001' | grep -q .; do sleep 0.02; done");
        return nc;
    }

    private void assumeDirectPath() {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "A proxy stands between this machine and its containers (Docker Desktop):"
                        + " it forwards no UDP to them, and no raw packets.");
    }

    private static String host(InetSocketAddress address) {
        return Peer.HOST + " " + address.getPort();
    }

    private static String portOf(InetSocketAddress address) {
        return Integer.toString(address.getPort());
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitPrinted(PeerCommand command, String text) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(new String(command.stdout(), StandardCharsets.UTF_8))
                                .isEqualTo(text));
    }

    private static CompletableFuture<Void> start(Action server) {
        return CompletableFuture.runAsync(() -> {
            try {
                server.run();
            } catch (Exception e) {
                throw new AssertionError("the program stopped: " + e.getMessage(), e);
            }
        });
    }
}
