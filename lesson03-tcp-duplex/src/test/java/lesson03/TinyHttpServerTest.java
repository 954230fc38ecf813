package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TinyHttpServerTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String HOST = "Host: localhost\r\n";
    private static final String HELLO =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\n";
    private static final int BIG = 1_048_576;

    private final Terminal terminal = new Terminal();
    private TinyHttpServer server;

    @BeforeEach
    void start() throws IOException {
        serve(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve(Duration limit) throws IOException {
        TinyHttpServer started = new TinyHttpServer(ANY_PORT, limit);
        server = started;
        Thread.ofVirtual()
                .name("tiny-http-server")
                .start(() -> {
                    try {
                        started.serve(0, terminal.out, terminal.err);
                    } catch (IOException e) {
                        terminal.out.println("closed: " + e.getMessage());
                    }
                });
    }

    @Test
    void getIsAnsweredWithALengthInBytes() throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .isEqualTo(HELLO + "Connection: close\r\n\r\n你好, HTTP\n");
    }

    @Test
    void headIsTheSameWithoutABody() throws Exception {
        assertThat(ask("HEAD / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .isEqualTo(HELLO + "Connection: close\r\n\r\n");
    }

    @Test
    void connectionStaysOpenForTheNextRequest() throws Exception {
        String request = "GET / HTTP/1.1\r\n" + HOST + "\r\n";
        String last = "GET / HTTP/1.1\r\n" + HOST + "Connection: Close\r\n\r\n";

        assertThat(ask(request + request + last))
                .isEqualTo(
                        (HELLO + "\r\n你好, HTTP\n").repeat(2)
                                + HELLO
                                + "Connection: close\r\n\r\n你好, HTTP\n");
        assertThat(terminal.lines().get(1)).endsWith(" GET / HTTP/1.1 -> 200 OK, stays open");
        assertThat(terminal.lines().get(3)).endsWith(" GET / HTTP/1.1 -> 200 OK, closes");
    }

    @Test
    void http10ClosesUnlessAskedToStay() throws Exception {
        assertThat(ask("GET / HTTP/1.0\r\n\r\n"))
                .isEqualTo(HELLO + "Connection: close\r\n\r\n你好, HTTP\n");
        assertThat(ask("HEAD / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nHEAD / HTTP/1.0\r\n\r\n"))
                .isEqualTo(
                        HELLO
                                + "Connection: keep-alive\r\n\r\n"
                                + HELLO
                                + "Connection: close\r\n\r\n");
    }

    @Test
    void chunksAreForHttp11Only() throws Exception {
        assertThat(ask("GET /chunks HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .contains("Transfer-Encoding: chunked\r\n")
                .endsWith("\r\n\r\n7\r\n你好\n\r\n7\r\n再见\n\r\n0\r\n\r\n");
        assertThat(ask("GET /chunks HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
                .doesNotContain("chunked")
                .endsWith("Connection: close\r\n\r\n你好\n再见\n");
    }

    @Test
    void pageWithoutLengthClosesTheConnection() throws Exception {
        assertThat(ask("GET /until-close HTTP/1.1\r\n" + HOST + "\r\n"))
                .doesNotContain("Content-Length")
                .endsWith("Connection: close\r\n\r\n你好\n再见\n");
    }

    @Test
    void bigPageArrivesWhole() throws Exception {
        assertThat(ask("GET /big HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .contains("Content-Length: " + BIG)
                .hasSizeGreaterThan(BIG);
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, 400 Bad Request: Host must stand there once",
        "GET /, 400 Bad Request: no request line",
        "GET  / HTTP/1.1, 400 Bad Request: no request line",
        "G@T / HTTP/1.1, 400 Bad Request: no request line",
        "GET / HTTP/2.0, 505 HTTP Version Not Supported",
        "nonsense, 400 Bad Request: no request line"
    })
    void badRequestLineIsRefused(String line, String error) throws Exception {
        assertThat(ask(line + "\r\n\r\n")).contains("\r\nConnection: close\r\n").contains(error);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 405 Method Not Allowed",
        "DELETE, 405 Method Not Allowed",
        "BREW, 501 Not Implemented",
        "get, 501 Not Implemented"
    })
    void otherMethodsAreRefused(String method, String error) throws Exception {
        String answer = ask(method + " / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + error + "\r\n");
        assertThat(answer.contains("\r\nAllow: GET, HEAD\r\n")).isEqualTo(error.startsWith("405"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a\r\nHost: b\r\n",
                "Host : a\r\n",
                "Host: a\r\nX\r\n",
                "Host: a\r\n X: b\r\n",
                "Host: a\r\nX: \u0000\r\n",
                "Host: a\nX: b\r\n",
                "Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n",
                "Host: a\r\nContent-Length: +5\r\n",
                "Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
            })
    void fieldsThatTwoServersCouldReadDifferentlyAreRefused(String fields) throws Exception {
        // What would be a second request to a server that reads the first one otherwise.
        String smuggled = "GET /big HTTP/1.1\r\n" + HOST + "\r\n";

        assertThat(ask("GET / HTTP/1.1\r\n" + fields + "\r\n" + smuggled))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .doesNotContain("200 OK");
    }

    @Test
    void unknownCodingIsNotImplemented() throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n\r\n"))
                .startsWith("HTTP/1.1 501 Not Implemented\r\n");
    }

    @Test
    void bodyOfARequestIsNotTakenForTheNextRequest() throws Exception {
        String body = "GET /big HTTP/1.1\r\n" + HOST + "\r\n";
        String length = "Content-Length: " + body.length() + "\r\n";

        assertThat(ask("POST / HTTP/1.1\r\n" + HOST + length + "\r\n" + body))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("Connection: close\r\n")
                .doesNotContain("200 OK");
    }

    @Test
    void errorInAHeadRequestHasNoBody() throws Exception {
        assertThat(ask("HEAD / HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void whatIsTooLongHasAStatusOfItsOwn() throws Exception {
        assertThat(ask("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 414 URI Too Long\r\n");
        assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
        assertThat(ask("GET / HTTP/1.1\r\n" + HOST + "X: a\r\n".repeat(100) + "\r\n"))
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/chunks/../../etc/passwd",
                "/%00",
                "//etc/passwd",
                "/etc/passwd",
                "*"
            })
    void pathThatIsNoPageIsNotFound(String path) throws Exception {
        assertThat(ask("GET " + path + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .endsWith("404 Not Found: no such page\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?a=b", "http://localhost/", "HTTP://localhost:8888/?x", "/"})
    void everyFormOfTheTargetIsUnderstood(String target) throws Exception {
        assertThat(ask("GET " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void oneEmptyLineBeforeARequestIsSkipped() throws Exception {
        assertThat(ask("\r\nGET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void requestCutOffAtAnyByteCostsNothing() throws Exception {
        String request = "GET / HTTP/1.1\r\n" + HOST + "\r\n";
        for (int length = 0; length < request.length(); length++) {
            assertThat(ask(request.substring(0, length))).isEmpty();
        }

        assertThat(ask("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(terminal.errors()).hasSize(request.length() - 1);
    }

    /// A server that closed at once would answer the bytes that still come with a reset, and the
    /// client would fail while it writes, before it has read the answer.
    @Test
    void clientMayFinishItsRequestAfterTheRefusal() throws Exception {
        byte[] part = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(part);
            int first = client.getInputStream().read();
            for (int i = 0; i < 100; i++) {
                client.getOutputStream().write(part);
            }
            client.shutdownOutput();

            assertThat(first).isEqualTo('H');
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("TTP/1.1 414 URI Too Long")
                    .endsWith("more than 8192 bytes\n");
        }
    }

    @Test
    void clientThatResetsIsNotTheEnd() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            client.getOutputStream().write("GET /b".getBytes(StandardCharsets.UTF_8));
            client.setSoLinger(true, 0);
        }

        assertThat(ask("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void silentClientHoldsTheServerNoLongerThanTheLimit() throws Exception {
        server.close();
        serve(Duration.ofMillis(100));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port())) {
            silent.getOutputStream().write("GET".getBytes(StandardCharsets.UTF_8));

            assertThat(ask("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(terminal.error()).endsWith(" broke off: no whole request within 100 ms");
        }
    }

    @Test
    void clientThatDoesNotReadHoldsTheServerNoLongerThanTheLimit() throws Exception {
        server.close();
        serve(Duration.ofMillis(200));
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String requests = ("GET /big HTTP/1.1\r\n" + HOST + "\r\n").repeat(20);
            deaf.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));

            assertThat(ask("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(terminal.error()).endsWith(" within 200 ms");
        }
    }

    @Test
    void oneConnectionHasAHundredRequestsAtMost() throws Exception {
        String answers = ask(("HEAD / HTTP/1.1\r\n" + HOST + "\r\n").repeat(150));

        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(101);
        assertThat(answers).endsWith("Connection: close\r\n\r\n");
    }

    @Test
    void takenPortIsOneLine() {
        assertThat(terminal.run(TinyHttpServer::run, Integer.toString(port()))).isEqualTo(3);
        assertThat(terminal.error()).startsWith("Cannot listen on 127.0.0.1:" + port());
    }

    private int port() {
        return server.address().getPort();
    }

    /// Sends all bytes, half-closes, and reads to the end.
    private String ask(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            try {
                client.shutdownOutput();
            } catch (SocketException e) {
                throw new AssertionError("the server has reset the connection", e);
            }
            InputStream in = client.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
