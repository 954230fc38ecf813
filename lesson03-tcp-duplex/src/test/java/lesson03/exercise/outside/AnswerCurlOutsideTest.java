package lesson03.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lesson03.exercise.AnswerCurl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with a folder, in a process of its own. What the files are called, and what is in them,
/// is drawn by the test.
@Exercise(number = "3.5", title = "Answer curl", points = 15, of = AnswerCurl.class)
class AnswerCurlOutsideTest {

    private static final String END = "Host: localhost\r\n\r\n";

    private final Trace trace = new Trace().byHand("curl -v http://localhost:8888/hello.txt");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    private final String name = server.word() + " 你.html";
    private final String target = "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    private final String text = "你好 " + server.word();
    private final String secretName = server.word();
    private final String secret = server.word();

    @Test
    void aFileIsAnsweredWithItsBytes() throws Exception {
        start();

        HttpReply get = ask("GET " + path() + "?x=y HTTP/1.1\r\n" + END, true);
        checkStatus("to GET of a file", "200 OK", get);
        trace.equal(
                "the body is the file", text, get.body(), "So many bytes as Content-Length says.");
        checkHead(get);

        HttpReply head = ask("HEAD " + path() + " HTTP/1.1\r\n" + END, false);
        checkStatus("to HEAD of the same file", "200 OK", head);
        checkHead(head);
    }

    @Test
    void nothingOutsideTheFolderIsGivenAway() throws Exception {
        start();

        for (String dots : List.of("/../", "/%2e%2e/", "/x/../../", "//")) {
            HttpReply reply = ask("GET " + dots + secretName + " HTTP/1.1\r\n" + END, true);
            trace.check(
                    "GET of a file beside the folder: " + dots + "...",
                    reply.status().matches("HTTP/1.1 40[04] .*"),
                    "It was answered with \"" + reply.status() + "\".");
            trace.check(
                    "its text is not in the answer",
                    !reply.body().contains(secret),
                    "This file is outside the folder. Normalize the path, then look where it leads.");
        }
    }

    @Test
    void whatIsWrongHasItsStatus() throws Exception {
        start();

        check("GET /" + server.word() + " HTTP/1.1\r\n" + END, "404 Not Found");
        check("GET /%zz HTTP/1.1\r\n" + END, "400 Bad Request");
        check("two words\r\n" + END, "400 Bad Request");
        check("DELETE " + path() + " HTTP/1.1\r\n" + END, "405 Method Not Allowed");
        check(
                "GET / HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n" + END,
                "431 Request Header Fields Too Large");
        HttpReply get = ask("GET " + path() + " HTTP/1.1\r\n" + END, true);
        checkStatus("after all this, to GET of the file", "200 OK", get);
    }

    private void start() throws Exception {
        server.serve(AnswerCurlMain.class, name, text, secretName, secret);
    }

    /// In a path a space is `%20`; [URLEncoder] is made for forms.
    private String path() {
        return target.replace("+", "%20");
    }

    /// Each client of this server has one answer.
    private HttpReply ask(String request, boolean hasBody) throws IOException {
        OutsideClient client = server.connect();
        client.send(request);
        HttpReply reply = HttpReply.read(client, hasBody);
        trace.check(
                "it is answered, and then the connection is closed",
                client.isOver(),
                "More bytes came than Content-Length says, or nothing.");
        return reply;
    }

    private void check(String request, String status) throws IOException {
        checkStatus("to what is wrong", status, ask(request, true));
    }

    private void checkStatus(String what, String status, HttpReply reply) {
        trace.equal(
                "the answer " + what,
                "HTTP/1.1 " + status,
                reply.status(),
                "Read all of the head, then answer.");
    }

    private void checkHead(HttpReply reply) {
        trace.equal(
                "its length, its type, and that the connection will be closed",
                List.of(
                        Integer.toString(text.getBytes(StandardCharsets.UTF_8).length),
                        "text/html; charset=utf-8",
                        "close"),
                List.of(
                        reply.header("content-length"),
                        reply.header("content-type"),
                        reply.header("connection")),
                "Every answer has Content-Length, Content-Type and Connection: close; HEAD has the"
                        + " same head as GET.");
    }
}
