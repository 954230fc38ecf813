package lesson07.exercise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lesson07.HttpAnswer;
import lesson07.HttpConversation;
import lesson07.HttpConversationHandler;
import lesson07.HttpHead;
import lesson07.Server;
import lesson07.Visitors;

/// Answers all requests that are there, in their order. Between two calls it remembers one head at
/// most, and how many bytes of its body are still to come.
public final class HttpPipeline implements HttpConversation {

    /// How many bytes a head may have, with its empty line.
    public static final int LONGEST_HEAD = 8_192;

    private final Map<String, ByteBuffer> files;

    /// The request whose body is not all there yet; null between two requests.
    private HttpHead request;

    private long bodyLeft;
    private boolean done;

    /// For one connection.
    ///
    /// @param files the content of each file, by its path; all connections share these buffers
    public HttpPipeline(Map<String, ByteBuffer> files) {
        this.files = files;
    }

    /// Serves two files on port 8888 of this machine, to try it with `curl -v
    /// localhost:8888/hello`. Ctrl-C ends it.
    public static void main(String[] args) throws Exception {
        Map<String, ByteBuffer> files =
                Map.of(
                        "/hello", StandardCharsets.UTF_8.encode("你好\n"),
                        "/big", ByteBuffer.allocate(10_000_000));
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
        Visitors visitors = new Visitors(System.out, Integer.MAX_VALUE);
        try (Server _ =
                HttpConversationHandler.open(here, visitors, () -> new HttpPipeline(files))) {
            new CountDownLatch(1).await();
        }
    }

    @Override
    public List<ByteBuffer> answer(ByteBuffer in) {
        List<ByteBuffer> out = new ArrayList<>();
        while (!done && (request != null || takeHead(in, out)) && takeBody(in)) {
            answerRequest(out);
            request = null;
        }
        if (done) {
            in.position(in.limit());
        }
        return out;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    /// False when it has not come completely, or when it was refused.
    private boolean takeHead(ByteBuffer in, List<ByteBuffer> out) {
        int length = headLength(in);
        if (length > LONGEST_HEAD || (length < 0 && in.remaining() >= LONGEST_HEAD)) {
            return refuse(out, "431 Request Header Fields Too Large");
        }
        if (length < 0) {
            return false;
        }
        byte[] head = new byte[length];
        in.get(head);
        Optional<HttpHead> parsed = HttpHead.parse(new String(head, StandardCharsets.ISO_8859_1));
        if (parsed.isEmpty()) {
            return refuse(out, "400 Bad Request");
        }
        if (parsed.get().isChunked()) {
            return refuse(out, "411 Length Required");
        }
        request = parsed.get();
        bodyLeft = 0;
        return true;
    }

    /// With the empty line; -1 when that has not come yet.
    private static int headLength(ByteBuffer in) {
        byte[] end = HttpHead.END.getBytes(StandardCharsets.ISO_8859_1);
        int matched = 0;
        for (int i = in.position(); i < in.limit(); i++) {
            byte next = in.get(i);
            if (next == end[matched]) {
                matched++;
            } else {
                matched = next == end[0] ? 1 : 0;
            }
            if (matched == end.length) {
                return i + 1 - in.position();
            }
        }
        return -1;
    }

    /// Takes what is there of the body; whether that was the rest of it.
    private boolean takeBody(ByteBuffer in) {
        int count = (int) Math.min(bodyLeft, in.remaining());
        in.position(in.position() + count);
        bodyLeft -= count;
        return bodyLeft == 0;
    }

    private void answerRequest(List<ByteBuffer> out) {
        HttpAnswer answer =
                switch (request.method()) {
                    case "GET", "HEAD" -> file(request.target());
                    case "POST" -> HttpAnswer.text("200 OK", request.bodyLength() + " bytes\n");
                    default ->
                            HttpAnswer.text("405 Method Not Allowed", "GET, HEAD or POST\n")
                                    .with("Allow: GET, HEAD, POST");
                };
        boolean isOld = request.version().equals("HTTP/1.0");
        boolean stays = !isOld || request.has("connection", "keep-alive");
        if (request.has("connection", "close") || !stays) {
            done = true;
            answer = answer.with("Connection: close");
        } else if (isOld) {
            answer = answer.with("Connection: keep-alive");
        }
        out.add(answer.head());
        if (!request.method().equals("HEAD")) {
            out.add(answer.bodyBytes());
        }
    }

    private HttpAnswer file(String path) {
        ByteBuffer content = files.get(path);
        return content == null
                ? HttpAnswer.text("404 Not Found", "There is no such file.\n")
                : new HttpAnswer("200 OK", List.of(), content);
    }

    private boolean refuse(List<ByteBuffer> out, String status) {
        HttpAnswer answer = HttpAnswer.text(status, status + "\n").with("Connection: close");
        out.add(answer.head());
        out.add(answer.bodyBytes());
        done = true;
        return false;
    }
}
