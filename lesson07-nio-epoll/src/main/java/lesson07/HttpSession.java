package lesson07;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A conversation in HTTP/1.1 with one client of an [EventLoop]. See RFC 9112, section 9.3
/// (persistence).
///
/// One request at a time: what the client has sent behind it waits until its answer has gone to the
/// kernel. So pipelined requests are answered in order, and a client that asks and never reads
/// costs what came in one read, and one piece of one answer. It reads no bodies: a request with one
/// is refused.
final class HttpSession implements Handler {

    /// How many bytes the head of a request may have.
    static final int LONGEST_HEAD = 8_192;

    /// How long a head may take from its first byte to its last. Who sends a byte now and then is
    /// not silent, and would stay for days. The next byte that is too late ends it.
    static final Duration SLOWEST_HEAD = Duration.ofSeconds(20);

    private static final byte[] END = HttpHead.END.getBytes(StandardCharsets.ISO_8859_1);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(10_000_000).asReadOnlyBuffer();

    private final LongSupplier nanoTime;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final AnswerQueue answers = new AnswerQueue();
    private ByteBuffer unread = NOTHING;
    private int matched;
    private long headBegan;
    private boolean last;
    private boolean ended;

    HttpSession() {
        this(System::nanoTime);
    }

    /// @param nanoTime the clock
    HttpSession(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void received(ByteBuffer bytes, Connection client) throws IOException {
        unread = bytes;
        goOn(client);
        // The buffer is the loop's: what is left in it has to be copied.
        unread =
                bytes.hasRemaining()
                        ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                        : NOTHING;
    }

    @Override
    public void drained(Connection client) throws IOException {
        goOn(client);
    }

    @Override
    public void ended(Connection client) throws IOException {
        ended = true;
        goOn(client);
    }

    // region one-at-a-time
    /// Goes on where it had to stop: sends the rest of an answer, then looks for the next request.
    /// Returns when the client has to read or to send before anything else can happen.
    private void goOn(Connection client) throws IOException {
        while (answers.pump(client)) {
            if (last || !takeHead()) {
                if (last || ended) {
                    client.end();
                }
                return;
            }
            answers.add(answer(client.number()));
            head.reset();
        }
    }

    // endregion

    /// Takes bytes until a head is complete, longer than allowed, or too late. False when it is
    /// none of these.
    private boolean takeHead() {
        if (head.size() == 0) {
            headBegan = nanoTime.getAsLong();
        }
        while (unread.hasRemaining()) {
            byte next = unread.get();
            head.write(next);
            if (next == END[matched]) {
                matched++;
            } else {
                matched = next == END[0] ? 1 : 0;
            }
            if (matched == END.length || head.size() > LONGEST_HEAD) {
                matched = 0;
                return true;
            }
        }
        return head.size() > 0 && nanoTime.getAsLong() - headBegan > SLOWEST_HEAD.toNanos();
    }

    private List<ByteBuffer> answer(int visitor) {
        if (head.size() > LONGEST_HEAD) {
            return refuse("431 Request Header Fields Too Large", "The head is too long.\n");
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith(HttpHead.END)) {
            return refuse("408 Request Timeout", "The head has taken too long.\n");
        }
        Optional<HttpHead> parsed = HttpHead.parse(text);
        if (parsed.isEmpty()) {
            return refuse("400 Bad Request", "This is no request in HTTP/1.1.\n");
        }
        HttpHead request = parsed.get();
        if (request.bodyLength() > 0 || request.isChunked()) {
            return refuse("413 Content Too Large", "No body is taken here.\n");
        }
        return stayOrNot(request, resource(request, visitor))
                .bytes(request.method().equals("HEAD"));
    }

    private static HttpAnswer resource(HttpHead request, int visitor) {
        return switch (request.method()) {
            case "GET", "HEAD" -> page(request.target(), visitor);
            default ->
                    HttpAnswer.text("405 Method Not Allowed", "Only GET and HEAD.\n")
                            .with("Allow: GET, HEAD");
        };
    }

    // region stay-or-not
    /// In HTTP/1.1 a connection stays unless somebody says close, in HTTP/1.0 it does not unless
    /// the client asks.
    private HttpAnswer stayOrNot(HttpHead request, HttpAnswer answer) {
        boolean isOld = request.version().equals("HTTP/1.0");
        boolean asksToStay = request.has("connection", "keep-alive");
        if (request.has("connection", "close") || (isOld && !asksToStay)) {
            last = true;
            return answer.with("Connection: close");
        }
        return isOld ? answer.with("Connection: keep-alive") : answer;
    }

    // endregion

    private static HttpAnswer page(String path, int visitor) {
        return switch (path) {
            case "/" -> HttpAnswer.text("200 OK", "你好, visitor " + visitor + "\n");
            case "/zeros" ->
                    new HttpAnswer(
                            "200 OK", List.of("Content-Type: application/octet-stream"), ZEROS);
            default -> HttpAnswer.text("404 Not Found", "There is / and /zeros.\n");
        };
    }

    /// Where the next request would begin is not known any more.
    private List<ByteBuffer> refuse(String status, String text) {
        last = true;
        return HttpAnswer.text(status, text).with("Connection: close").bytes(false);
    }
}
