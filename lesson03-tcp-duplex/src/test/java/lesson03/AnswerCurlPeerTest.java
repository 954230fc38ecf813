package lesson03;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import lesson03.exercise.AnswerCurl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exercise 3.5 with a real curl.
@NeedsPeer
@Exercise(number = "3.5", title = "Answer curl", points = 15, of = AnswerCurl.class)
class AnswerCurlPeerTest {

    private static final String CODE = "curl -s -m 5 -o /dev/null -w '%{http_code}' ";

    private final Trace trace = new Trace();
    private @TempDir Path outside;
    private ServerSocket listener;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createDirectories(outside.resolve("site"));
        Files.writeString(folder.resolve("hello.txt"), "你好\n");
        Files.writeString(folder.resolve("big.bin"), "0123456789".repeat(100_000));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(0));
        AnswerCurl exercise = trace.call("an AnswerCurl", () -> new AnswerCurl(folder));
        Thread.ofVirtual().name("the-tests-server").start(() -> serve(exercise));
    }

    @AfterEach
    void stop() throws IOException {
        if (listener != null) {
            listener.close();
        }
    }

    /// One client after the other, until the listener is closed.
    private void serve(AnswerCurl exercise) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(5_000);
                exercise.answer(client.getInputStream(), client.getOutputStream());
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException | RuntimeException e) {
                trace.ok("the connection ended: " + e);
            }
        }
    }

    @Test
    void curlShowsTheFile() {
        PeerCommand.Result result = curl("curl -s -m 5 ", "/hello.txt");

        trace.equal("what curl prints", "你好\n", result.text(), "The bytes of the file, all.");
        trace.equal("curl's exit status", 0, result.status(), "18 means: fewer bytes than said.");
    }

    @Test
    void curlGetsAMegabyteWhole() {
        PeerCommand.Result result = curl("set -o pipefail; curl -s -m 5 ", "/big.bin | wc -c");

        trace.equal("bytes", "1000000", result.text().strip(), "Send the whole file.");
        trace.equal("curl's exit status", 0, result.status(), "18 means: fewer bytes than said.");
    }

    @Test
    void curlGetsTheHeadOnly() {
        PeerCommand.Result result = curl("curl -sI -m 5 ", "/hello.txt");

        trace.check(
                "curl -I prints the length",
                result.text().contains("Content-Length: 7\r\n"),
                "It prints: " + result.text());
        trace.equal("curl's exit status", 0, result.status(), "HEAD gets the head of GET.");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /hello.txt, 200",
        "--http1.0, /hello.txt, 200",
        "'', /nothing.txt, 404",
        "--path-as-is, /../secret.txt, 404",
        "--path-as-is, /%2e%2e/secret.txt, 404",
        "-X DELETE, /hello.txt, 405",
        "-d a=b, /hello.txt, 405"
    })
    void curlSeesTheStatus(String options, String path, String status) {
        PeerCommand.Result result = curl(CODE + options + " ", path);

        trace.equal("the status that curl saw", status, result.text(), "See the exercise's table.");
    }

    private PeerCommand.Result curl(String command, String path) {
        String url = "http://%s:%d".formatted(Peer.HOST, listener.getLocalPort());
        trace.byHand(command + "http://localhost:8888" + path);
        return trace.call(command + path, () -> Peer.get().run(command + url + path));
    }
}
