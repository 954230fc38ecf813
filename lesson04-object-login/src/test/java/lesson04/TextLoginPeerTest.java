package lesson04;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import lesson04.exercise.TextLogin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The text login with programs at the other end that were not written for it: `nc`, and `curl`,
/// which speaks real POP3.
@Exercise(number = "4.7", title = "Log in over a text protocol", points = 15, of = TextLogin.class)
@NeedsPeer
class TextLoginPeerTest {

    /// The exit status of curl when the server refuses name or password.
    private static final int LOGIN_DENIED = 67;

    private final Trace trace = new Trace();
    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket listener;
    private FutureTask<Optional<String>> conversation;
    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @AfterEach
    void stop() throws IOException {
        if (listener != null) {
            listener.close();
        }
    }

    @Test
    void ncLogsIn() {
        listen(Duration.ofSeconds(30));

        PeerCommand.Result nc =
                run("printf 'USER 王小明\\r\\nPASS 密码 8888\\r\\nQUIT\\r\\n' | nc HOST PORT");

        checkVerdicts(nc, "+OK", "+OK", "+OK", "+OK");
        checkResult(Optional.of("王小明"));
        checkChecked("王小明/密码 8888");
    }

    @Test
    void ncSendsLinesThatEndWithLfAlone() {
        listen(Duration.ofSeconds(30));

        PeerCommand.Result nc =
                run(
                        "printf 'USER mallory\\nPASS guess\\nUSER 王小明\\nPASS 密码 8888\\nQUIT\\n' |"
                                + " nc HOST PORT");

        checkVerdicts(nc, "+OK", "+OK", "-ERR", "+OK", "+OK", "+OK");
        checkResult(Optional.of("王小明"));
    }

    @Test
    void ncEndsInTheMiddleOfThePassword() {
        listen(Duration.ofSeconds(30));

        run("printf 'USER 王小明\\r\\nPASS 密码 8888' | nc -N HOST PORT");

        checkResult(Optional.empty());
        checkChecked();
    }

    @Test
    void ncTricklesAndIsSentAway() {
        listen(Duration.ofMillis(500));

        run("while sleep 0.1; do printf x || exit; done | nc HOST PORT & wait %1; kill %1; true");

        trace.call("converse has ended within five seconds", this::ending);
    }

    @Test
    void curlLogsInAsAMailProgramDoes() {
        listen(Duration.ofSeconds(30));

        PeerCommand.Result curl = run("curl -sS -m 10 -u '王小明:密码 8888' pop3://HOST:PORT/");

        trace.check(
                "curl was let in",
                curl.status() != LOGIN_DENIED,
                "curl says: " + curl.stderr().strip());
        trace.call("the conversation has ended", this::ending);
        checkChecked("王小明/密码 8888");
    }

    @Test
    void curlIsRefusedWithAWrongPassword() {
        listen(Duration.ofSeconds(30));

        PeerCommand.Result curl = run("curl -sS -m 10 -u '王小明:guess' pop3://HOST:PORT/");

        trace.equal(
                "the exit status of curl: login denied",
                LOGIN_DENIED,
                curl.status(),
                "curl sends CAPA first and must be told -ERR, then USER and PASS. It says: "
                        + curl.stderr().strip());
        checkChecked("王小明/guess");
    }

    private void listen(Duration limit) {
        TextLogin login = trace.call("make a TextLogin", () -> new TextLogin(this::isRight, limit));
        listener = trace.call("listen on every address", () -> new ServerSocket(0));
        conversation =
                new FutureTask<>(() -> {
                    try (Socket client = listener.accept()) {
                        return login.converse(client);
                    }
                });
        Thread.ofVirtual().name("the server").start(conversation);
    }

    private PeerCommand.Result run(String line) {
        String port = Integer.toString(listener.getLocalPort());
        trace.byHand(line.replace("HOST", "localhost").replace("PORT", "8888"));
        PeerCommand.Result result = peer.run(line.replace("HOST", Peer.HOST).replace("PORT", port));
        trace.ok("in the peer: " + line);
        return result;
    }

    private boolean isRight(String name, String password) {
        checked.add(name + "/" + password);
        return name.equals("王小明") && password.equals("密码 8888");
    }

    private void checkVerdicts(PeerCommand.Result nc, String... expected) {
        List<String> verdicts = nc.text().lines().map(line -> line.split(" ", 2)[0]).toList();
        trace.equal(
                "what nc got, line by line",
                List.of(expected),
                verdicts,
                "One greeting, then one answer for each line.");
    }

    private void checkResult(Optional<String> expected) {
        trace.equal(
                "what converse returns",
                expected,
                trace.call(
                        "the conversation has ended", () -> conversation.get(4, TimeUnit.SECONDS)),
                "The name after a right password, else an empty Optional.");
    }

    private void checkChecked(String... namesAndPasswords) {
        trace.equal(
                "what was checked, as name/password",
                List.of(namesAndPasswords),
                List.copyOf(checked),
                "Only whole lines are checked, and every space belongs to the password.");
    }

    /// What converse returned or threw. Not before it has done so.
    private Object ending() throws Exception {
        try {
            return conversation.get(4, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
