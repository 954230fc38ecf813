package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpGetTest {

    private static final String CHUNKED =
            String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Transfer-Encoding: chunked",
                    "",
                    "6;ext=1",
                    "你好",
                    "6",
                    "再见",
                    "0",
                    "X-Trailer: 你",
                    "",
                    "");

    private final Terminal terminal = new Terminal();

    @Test
    void everyLineIsShownWithItsEnd() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n你好";
        try (CannedServer server = CannedServer.answering(answer)) {
            int status = terminal.run(HttpGet::run, "127.0.0.1", server.port(), "/a?b");

            assertThat(status).isZero();
            assertThat(server.request())
                    .isEqualTo(
                            "GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n"
                                    .formatted(server.port()));
            assertThat(terminal.lines().getFirst())
                    .startsWith("Connected to 127.0.0.1:" + server.port() + " from 127.0.0.1:");
            assertThat(terminal.lines().subList(1, terminal.lines().size()))
                    .containsExactly(
                            "> GET /a?b HTTP/1.1\\r\\n",
                            "> Host: 127.0.0.1:" + server.port() + "\\r\\n",
                            "> Connection: close\\r\\n",
                            "> \\r\\n",
                            "< HTTP/1.1 200 OK\\r\\n",
                            "< Content-Length: 6\\r\\n",
                            "< \\r\\n",
                            "< [6 bytes]",
                            "Body, 6 bytes as Content-Length says:",
                            "你好");
        }
    }

    @Test
    void chunksArePutTogetherAndTheTrailerIsRead() throws Exception {
        try (CannedServer server = CannedServer.answering(CHUNKED)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(terminal.lines())
                    .contains(
                            "< 6;ext=1\\r\\n",
                            "< [6 bytes]",
                            "< 0\\r\\n",
                            "Body, 12 bytes in chunks:")
                    .endsWith("你好再见");
        }
    }

    @Test
    void answerMayArriveByteByByte() throws Exception {
        byte[] answer = CHUNKED.getBytes(StandardCharsets.UTF_8);
        try (CannedServer server = CannedServer.trickling(answer)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(terminal.lastLine()).isEqualTo("你好再见");
        }
    }

    @Test
    void bodyWithoutLengthEndsWithTheConnection() throws Exception {
        try (CannedServer server = CannedServer.answering("HTTP/1.0 200 OK\r\n\r\n你好\n再见")) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(terminal.lines())
                    .containsSequence(
                            "< [13 bytes]",
                            "< (end of the stream)",
                            "Body, 13 bytes until the close:",
                            "你好",
                            "再见");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n'",
        "HEAD, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'",
        "GET, 'HTTP/1.1 204 No Content\r\nContent-Length: 6\r\n\r\n'",
        "GET, 'HTTP/1.1 304 \r\n\r\n'"
    })
    void someAnswersHaveNoBody(String method, String answer) throws Exception {
        try (CannedServer server = CannedServer.silentAfter(answer)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port(), "/", method))
                    .isZero();
            assertThat(terminal.lastLine()).isEqualTo("No body");
        }
    }

    @Test
    void bodyWithALengthNeedsNoClose() throws Exception {
        String answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n";
        try (CannedServer server = CannedServer.silentAfter(answer)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(terminal.lastLine()).isEqualTo("no");
        }
    }

    @Test
    void interimAnswersAreReadOver() throws Exception {
        String answer =
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length:"
                        + " 0\r\n\r\n";
        try (CannedServer server = CannedServer.silentAfter(answer)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(terminal.lines()).contains("< HTTP/1.1 200 OK\\r\\n");
        }
    }

    @Test
    void hostileTextIsMadeHarmless() throws Exception {
        String answer = "HTTP/1.1 200 \u001b[2J\r\nContent-Length: 4\r\n\r\n\u001b[2J";
        try (CannedServer server = CannedServer.answering(answer)) {
            assertThat(terminal.run(HttpGet::run, "localhost", server.port())).isZero();
            assertThat(String.join("", terminal.lines()))
                    .contains("\\u001b[2J")
                    .doesNotContain("\u001b");
        }
    }

    static Stream<Arguments> badAnswers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        String chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                bad("SSH-2.0-x\r\n", "no status line: \"SSH-2.0-x\""),
                bad("HTTP/2.0 200 OK\r\n\r\n", "no status line"),
                bad("HTTP/1.1 200 OK\n\n", "a line ends with LF alone"),
                bad(ok + "X\r\n\r\n", "no header field: \"X\""),
                bad(ok + "X : a\r\n\r\n", "no header field: \"X : a\""),
                bad(ok + "X: a\r\n b\r\n\r\n", "no header field: \" b\""),
                bad(ok + "X: a\rb\r\n\r\n", "a CR stands inside a line"),
                bad(ok + "X: " + "a".repeat(9_000) + "\r\n\r\n", "a line has more than 8192 bytes"),
                bad(ok + "X: a\r\n".repeat(101) + "\r\n", "more than 100 header fields"),
                bad(ok + "Content-Length: -1\r\n\r\n", "no length of a body: \"-1\""),
                bad(ok + "Content-Length: 1,1\r\n\r\na", "no length of a body"),
                bad(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "no length of a body"),
                bad(ok + "Content-Length: 10000001\r\n\r\n", "the body is too long"),
                bad(ok + "Content-Length: 999999999999\r\n\r\n", "the body is too long"),
                bad(ok + "\r\n" + "x".repeat(10_000_001), "more than 10000000 bytes"),
                bad(ok + "Transfer-Encoding: gzip\r\n\r\n", "gzip is not understood"),
                bad(
                        ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "both Content-Length and Transfer-Encoding"),
                bad(chunked + "x\r\n", "no size of a chunk: \"x\""),
                bad(chunked + "-1\r\n", "no size of a chunk"),
                bad(chunked + "ffffffff\r\n", "no size of a chunk"),
                bad(chunked + "fffffff\r\n", "the body is too long"),
                bad(chunked + "1\r\nab\r\n", "a chunk is longer than its size says"));
    }

    private static Arguments bad(String answer, String why) {
        return argumentSet(why, answer, why);
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void badAnswerIsOneLine(String answer, String why) throws Exception {
        try (CannedServer server = CannedServer.answering(answer)) {
            assertThat(terminal.run(HttpGet::run, "127.0.0.1", server.port())).isEqualTo(3);
            assertThat(terminal.error())
                    .startsWith("The answer of 127.0.0.1:" + server.port() + " is not good HTTP: ")
                    .contains(why)
                    .endsWith("Is it an HTTP server?");
        }
    }

    @Test
    void answerCutOffAtAnyByteIsOneLine() throws Exception {
        byte[] answer = CHUNKED.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < answer.length; length++) {
            try (CannedServer server = CannedServer.answering(Arrays.copyOf(answer, length))) {
                Terminal each = new Terminal();

                assertThat(each.run(HttpGet::run, "127.0.0.1", server.port())).isEqualTo(3);
                assertThat(each.error())
                        .startsWith(
                                "The connection to 127.0.0.1:" + server.port() + " broke off (");
            }
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        try (CannedServer server = CannedServer.silentAfter("HTTP/1.1 200 OK\r\n")) {
            HttpGet get = get(server);

            assertThatThrownBy(() -> get.get(Duration.ofMillis(100), terminal.out))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("No whole answer")
                    .hasMessageContaining("within 100 ms");
        }
    }

    @Test
    void serverThatTricklesForEverIsGivenUp() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(9_000_000);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (CannedServer server = CannedServer.trickling(bytes)) {
            HttpGet get = get(server);

            assertThatThrownBy(() -> get.get(Duration.ofMillis(100), terminal.out))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("No whole answer");
        }
    }

    private static HttpGet get(CannedServer server) {
        int port = Integer.parseInt(server.port());
        return new HttpGet("localhost", port, new StartLine.RequestLine("GET", "/", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "a, GET, The path \"a\" must begin with / and be ASCII without spaces.",
        "/a b, GET, The path \"/a b\" must begin with / and be ASCII without spaces.",
        "/你, GET, The path \"/你\" must begin with / and be ASCII without spaces.",
        "/, POST, The method \"POST\" is unknown here: it is GET or HEAD."
    })
    void wrongArgumentIsOneLine(String path, String method, String line) {
        assertThat(terminal.run(HttpGet::run, "localhost", "1", path, method)).isEqualTo(2);
        assertThat(terminal.error()).startsWith(line + " Example: ./course run lesson03 HttpGet");
    }

    @Test
    void pathCannotSmuggleALineIntoTheRequest() {
        String path = "/ HTTP/1.1\r\nX: a";

        assertThat(terminal.run(HttpGet::run, "localhost", "1", path)).isEqualTo(2);
        assertThat(terminal.error()).contains("\\u000d\\u000aX: a");
    }
}
