package lesson07.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lesson07.exercise.HttpPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with one file, in a process of its own. Path and content are drawn by the test.
@Exercise(number = "7.6", title = "HTTP without waiting", points = 20, of = HttpPipeline.class)
class HttpPipelineOutsideTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String END = HOST + "\r\n";
    private static final String ORDER =
            "Answer each request that is there completely, in the order of the requests.";

    private final Trace trace =
            new Trace()
                    .byHand(
                            "printf 'GET /hello HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n' | nc"
                                    + " localhost 8888");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    private final String path = "/" + server.word();
    private final String text = "你好 " + server.word() + "\n";

    @Test
    void requestsInOnePieceAreAnsweredInTheirOrder() throws Exception {
        server.serve(HttpPipelineMain.class, path, text);
        OutsideClient client = server.connect();
        String inside = "GET " + path + " HTTP/1.1\r\n" + END;

        client.send(
                "GET /"
                        + server.word()
                        + " HTTP/1.1\r\n"
                        + END
                        + "POST / HTTP/1.1\r\nContent-Length: "
                        + inside.length()
                        + "\r\n"
                        + END
                        + inside
                        + "HEAD "
                        + path
                        + " HTTP/1.1\r\n"
                        + END
                        + "GET "
                        + path
                        + " HTTP/1.1\r\n"
                        + END);
        trace.ok("it sends four requests in one write");

        checkStatus("the first, for a file that is not there", "404 Not Found", reply(client));
        HttpReply post = reply(client);
        checkStatus("the second, a POST with a request as its body", "200 OK", post);
        trace.equal(
                "it says how long the body was",
                inside.length() + " bytes\n",
                post.body(),
                "Whatever stands in a body, it is no request.");
        HttpReply head = HttpReply.read(client, false);
        checkStatus("the third, a HEAD", "200 OK", head);
        trace.equal(
                "it says how long the file is",
                Integer.toString(text.getBytes(StandardCharsets.UTF_8).length),
                head.header("content-length"),
                "HEAD gets the head that a GET would get, and no body.");
        checkFile(reply(client));
    }

    @Test
    void aRequestMayComeByteByByteAndTheLastAnswerIsTheEnd() throws Exception {
        server.serve(HttpPipelineMain.class, path, text);
        OutsideClient client = server.connect();
        OutsideClient other = server.connect("another client connects");

        client.send("GET " + path + " HTTP/1.1\r\nConn");
        other.send("GET " + path + " HTTP/1.1\r\n" + END);
        checkFile(reply(other));
        for (byte next : ("ection: close\r\n" + END).getBytes(StandardCharsets.US_ASCII)) {
            client.send(next);
        }
        trace.ok("the first one sends the rest of its request byte by byte");
        HttpReply last = reply(client);
        checkFile(last);
        trace.equal(
                "the request had Connection: close",
                "close",
                last.header("connection"),
                "The last answer has this line too.");

        trace.equal("then the stream ends", OutsideClient.END, client.next(), "isDone is true.");
        other.send("DELETE " + path + " HTTP/1.1\r\n" + END);
        checkStatus("the other one says DELETE", "405 Method Not Allowed", reply(other));
    }

    @Test
    void whatNobodyCanReadOnFromEndsTheConnection() throws Exception {
        server.serve(HttpPipelineMain.class, path, text);

        checkLast("no head\r\n\r\n", "400 Bad Request");
        checkLast("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + END, "411 Length Required");
        checkLast(
                "GET / HTTP/1.1\r\nX: " + "x".repeat(8_192), "431 Request Header Fields Too Large");
        OutsideClient next = server.connect();
        next.send("GET " + path + " HTTP/1.1\r\n" + END);
        checkFile(reply(next));
    }

    private void checkLast(String request, String status) throws IOException {
        OutsideClient client = server.connect();
        client.send(request);
        checkStatus("it sends what must be refused", status, reply(client));
        trace.check(
                "then the connection ends",
                client.isOver(),
                "Nobody knows where the next request would begin: isDone is true.");
    }

    private static HttpReply reply(OutsideClient client) throws IOException {
        return HttpReply.read(client, true);
    }

    private void checkStatus(String request, String status, HttpReply reply) {
        trace.equal("the answer: " + request, "HTTP/1.1 " + status, reply.status(), ORDER);
    }

    private void checkFile(HttpReply reply) {
        checkStatus("to the GET of the file", "200 OK", reply);
        trace.equal("it has the file", text, reply.body(), "The body is the content of the file.");
    }
}
