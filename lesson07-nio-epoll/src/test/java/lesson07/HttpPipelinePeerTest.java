package lesson07;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lesson07.exercise.HttpPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The exercise's HTTP with real `curl` and `nc` at the other end of the wire.
@NeedsPeer
@Exercise(number = "7.6", title = "HTTP without waiting", points = 20, of = HttpPipeline.class)
class HttpPipelinePeerTest {

    private static final Map<String, ByteBuffer> FILES =
            Map.of(
                    "/hello", StandardCharsets.UTF_8.encode("你好\n"),
                    "/big", ByteBuffer.allocate(10_000_000));

    private final Trace trace = new Trace();
    private final Terminal terminal = new Terminal();
    private Peer peer;
    private Visitors visitors;
    private Server server;
    private String site;

    @BeforeEach
    void open() throws IOException {
        peer = Peer.get();
        trace.call("a conversation", () -> new HttpPipeline(FILES));
        visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
        server =
                HttpConversationHandler.open(
                        new InetSocketAddress(0), visitors, () -> new HttpPipeline(FILES));
        site = "http://" + Peer.HOST + ":" + server.address().getPort();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private String run(String line) {
        PeerCommand.Result result = trace.call(line, () -> peer.run(line));
        return result.text();
    }

    @Test
    void curlAsksThreeTimesOnOneConnection() {
        trace.equal(
                "what it prints",
                "你好\n你好\n10000000",
                run("curl -s "
                                + site
                                + "/hello "
                                + site
                                + "/hello; curl -s "
                                + site
                                + "/big | wc -c")
                        .strip(),
                "The bodies, one after the other.");
        trace.equal(
                "connections",
                2,
                visitors.count(),
                "The first two requests came on one connection.");
    }

    @Test
    void curlUploadsTenMegabytesAndAsksAgain() {
        trace.equal(
                "what it prints",
                "10000000 bytes\n你好\n",
                run(
                        "head -c 10000000 /dev/zero | curl -s -H 'Expect:' --data-binary @- "
                                + site
                                + "/any --next -s "
                                + site
                                + "/hello"),
                "The body is counted, and behind it comes the next request.");
        trace.equal("connections", 1, visitors.count(), "Both requests came on one connection.");
    }

    @Test
    void curlAsksForHeads() {
        String text = run("curl -sI " + site + "/big");

        trace.check(
                "the head of the big file",
                text.startsWith("HTTP/1.1 200 OK\r\n") && text.contains("Content-Length: 10000000"),
                "curl has got " + text);
    }

    @Test
    void curlAsksInParallel() {
        List<String> codes =
                run("curl -s --parallel --parallel-immediate --parallel-max 20 '"
                                + site
                                + "/big?[1-10]' "
                                + (site + "/big ").repeat(10)
                                + " -o /dev/null".repeat(20)
                                + " -w '%{http_code} %{size_download}\\n'")
                        .lines()
                        .filter(line -> line.equals("200 10000000"))
                        .toList();

        trace.equal(
                "ten big files", 10, codes.size(), "All of them, at the same time, on one thread.");
    }

    @Test
    void ncSendsThreeRequestsAndTheEndOfItsStream() throws IOException {
        String get = "GET /hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n";
        String text =
                run(
                        "printf '"
                                + get.repeat(3)
                                + "' | nc -N "
                                + Peer.HOST
                                + " "
                                + server.address().getPort());

        trace.equal(
                "answers",
                3L,
                Stream.of(text.split("(?=HTTP/1.1 )"))
                        .filter(part -> part.endsWith("\r\n\r\n你好\n"))
                        .count(),
                "Three requests came in one segment, and behind them the end of the stream.");
    }
}
