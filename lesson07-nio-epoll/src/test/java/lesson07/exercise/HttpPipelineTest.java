package lesson07.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Stray;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lesson07.AnswerReader;
import lesson07.AnswerReader.Answer;
import lesson07.HttpConversationHandler;
import lesson07.Server;
import lesson07.Visitors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(number = "7.6", title = "HTTP without waiting", points = 20, of = HttpPipeline.class)
class HttpPipelineTest {

    private static final int TEN_MEGABYTES = 10_000_000;
    private static final String HOST = "Host: localhost\r\n";
    private static final Map<String, ByteBuffer> FILES =
            Map.of(
                    "/hello", StandardCharsets.UTF_8.encode("你好\n").asReadOnlyBuffer(),
                    "/empty", ByteBuffer.allocate(0),
                    "/big", ByteBuffer.allocate(TEN_MEGABYTES).asReadOnlyBuffer());

    /// Everything in one conversation, with a body that looks like a request.
    private static final String CONVERSATION =
            get("/hello")
                    + "HEAD /hello HTTP/1.1\r\n"
                    + HOST
                    + "\r\n"
                    + post("GET /big HTTP/1.1\r\n" + HOST + "\r\n")
                    + get("/missing")
                    + "DELETE /hello HTTP/1.1\r\n"
                    + HOST
                    + "Content-Length: 3\r\n\r\nabc"
                    + post("")
                    + "GET /hello HTTP/1.1\r\n"
                    + HOST
                    + "Content-Length: 4\r\n\r\n\r\n\r\n"
                    + "HEAD /missing HTTP/1.1\r\n"
                    + HOST
                    + "\r\n"
                    + "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
                    + "GET /hello HTTP/1.1\r\n"
                    + HOST
                    + "Connection: close\r\n\r\n"
                    + get("/big");

    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "GET", "DELETE", "POST", "GET", "HEAD", "GET", "GET"
    };
    private static final List<Integer> CODES =
            List.of(200, 200, 200, 404, 405, 200, 200, 404, 200, 200);

    private final Trace trace =
            new Trace()
                    .byHand(
                            "printf 'GET /hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n' | nc -N localhost 8888   (after"
                                    + " starting its main)");

    /// What a loop does, without a network: it keeps what was left, and puts the next bytes behind.
    private static final class Wire {

        final HttpPipeline pipeline = new HttpPipeline(FILES);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private byte[] left = {};

        Wire send(byte... bytes) {
            ByteBuffer in = ByteBuffer.allocate(left.length + bytes.length);
            in.put(left).put(bytes).flip();
            collect(pipeline.answer(in));
            left = new byte[in.remaining()];
            in.get(left);
            return this;
        }

        void collect(List<ByteBuffer> answers) {
            for (ByteBuffer answer : answers) {
                byte[] bytes = new byte[answer.remaining()];
                answer.get(bytes);
                out.writeBytes(bytes);
            }
        }
    }

    @AfterEach
    void endlessLoopsGiveWay() {
        Stray.stepsGiveWay();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String post(String body) {
        return "POST /any HTTP/1.1\r\n"
                + HOST
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    @Test
    @Order(1)
    void answersARequest() {
        Wire wire = begin();

        List<Answer> answers = send(wire, get("/hello"), "GET");

        trace.equal("so many answers", 1, answers.size(), "One request, one answer.");
        Answer answer = answers.getFirst();
        trace.equal("the status", "200 OK", answer.status(), "The file is there.");
        trace.equal("the body", "你好\n", answer.body(), "The body is the file.");
        trace.equal(
                "the length",
                "7",
                answer.headers().get("content-length"),
                "HttpAnswer puts the length of the body, in bytes, into the head.");
        isOpen(wire, true, "In HTTP/1.1 a connection stays open.");
    }

    @Test
    @Order(2)
    void aRequestThatHasNotComeIsNotAnswered() {
        Wire wire = begin();
        String request = get("/hello");

        List<Answer> tooEarly = send(wire, request.substring(0, request.length() - 1));
        trace.equal(
                "answers before the last byte of the head",
                0,
                tooEarly.size(),
                "The head ends with the bytes \\r\\n\\r\\n. One is missing, so wait for more.");
        List<Answer> then = send(wire, "\n");

        trace.equal("answers after the last byte", 1, then.size(), "Now the request is there.");
        trace.equal("the body", "你好\n", then.getFirst().body(), "The body is the file.");
    }

    @Test
    @Order(3)
    void threeRequestsInOneReadAreAnsweredAtOnce() {
        Wire wire = begin();

        List<Answer> answers =
                send(wire, get("/hello") + get("/missing") + get("/empty"), "GET", "GET", "GET");

        trace.equal(
                "the status codes",
                List.of(200, 404, 200),
                answers.stream().map(Answer::code).toList(),
                "Three requests have come, and perhaps nothing more will: a loop that answers until no whole"
                        + " request is left, in their order.");
    }

    @Test
    void aRequestAndAHalfIsOneAnswerNow() {
        Wire wire = begin();

        List<Answer> first = send(wire, get("/hello") + "GET /mis", "GET");
        List<Answer> second = send(wire, "sing HTTP/1.1\r\n" + HOST + "\r\n", "GET");

        trace.equal("answers to the first part", 1, first.size(), "One request is there.");
        trace.equal(
                "the status of the second answer",
                List.of(404),
                second.stream().map(Answer::code).toList(),
                "Leave the bytes of the half request in the buffer: they come again, with the rest behind them.");
    }

    @Test
    void everySplitGivesTheSameAnswers() {
        byte[] bytes = CONVERSATION.getBytes(StandardCharsets.ISO_8859_1);
        Wire whole = begin();
        List<Answer> expected = send(whole, CONVERSATION, METHODS);
        trace.equal(
                "the status codes of a conversation of ten requests, in one piece",
                CODES,
                expected.stream().map(Answer::code).toList(),
                "Behind the head of a request stands its body, with every method. The next request begins behind it."
                        + " After \"Connection: close\" nothing is answered.");

        trace.run(
                "cut in two, at each of its " + bytes.length + " bytes",
                () -> {
                    for (int cut = 1; cut < bytes.length; cut++) {
                        Wire wire =
                                new Wire()
                                        .send(Arrays.copyOf(bytes, cut))
                                        .send(Arrays.copyOfRange(bytes, cut, bytes.length));
                        same(whole, wire, "cut behind byte " + cut + ", " + around(cut));
                    }
                });
        trace.run(
                "one byte at a time",
                () -> {
                    Wire wire = new Wire();
                    for (byte next : bytes) {
                        wire.send(next);
                    }
                    same(whole, wire, "one byte at a time");
                });
    }

    private void same(Wire expected, Wire actual, String how) {
        if (!Arrays.equals(expected.out.toByteArray(), actual.out.toByteArray())) {
            trace.equal(
                    how,
                    expected.out.toString(StandardCharsets.UTF_8),
                    actual.out.toString(StandardCharsets.UTF_8),
                    "TCP may cut a stream anywhere. The answers must be the same: keep in fields what you know of the"
                            + " request that has begun.");
        }
    }

    private static String around(int cut) {
        return "between \""
                + CONVERSATION.substring(Math.max(0, cut - 8), cut)
                + "\" and \""
                + CONVERSATION.substring(cut, Math.min(CONVERSATION.length(), cut + 8))
                + '"';
    }

    @Test
    void aBodyIsNoRequestWhateverStandsInIt() {
        Wire wire = begin();

        List<Answer> answers =
                send(wire, post(get("/hello")) + get("/missing"), "POST", "GET", "GET");

        trace.equal(
                "the status codes of a POST, whose body looks like a GET, and of a GET",
                List.of(200, 404),
                answers.stream().map(Answer::code).toList(),
                "Behind the head stands the body: take as many bytes as bodyLength() says. The next request begins"
                        + " behind it.");
        trace.equal(
                "the answer to the POST",
                get("/hello").length() + " bytes\n",
                answers.getFirst().body(),
                "It tells how many bytes the body had.");
    }

    @Test
    void headHasTheHeadOfGetAndNoBody() {
        Wire wire = begin();

        Answer get = send(wire, get("/hello"), "GET").getFirst();
        wire.out.reset();
        trace.run(
                "HEAD /hello",
                () -> wire.send(Bytes.utf8("HEAD /hello HTTP/1.1\r\n" + HOST + "\r\n")));
        String head = wire.out.toString(StandardCharsets.UTF_8);

        trace.check(
                "the answer ends with its head",
                head.endsWith("\r\n\r\n") && head.indexOf("\r\n\r\n") == head.length() - 4,
                "The client expects no body, so it would take these bytes for the next answer: "
                        + head.substring(head.indexOf("\r\n\r\n") + 4));
        trace.equal(
                "the headers",
                get.headers(),
                AnswerReader.read(wire.out.toByteArray(), "HEAD").getFirst().headers(),
                "They are those of GET, with the length of the body that GET would get.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HTTP/1.1; Accept: */*; true;",
                "HTTP/1.1; Connection: close; false; close",
                "HTTP/1.1; connection: TE, Close; false; close",
                "HTTP/1.1; Connection: closed; true;",
                "HTTP/1.0; Accept: */*; false; close",
                "HTTP/1.0; Connection: Keep-Alive; true; keep-alive",
                "HTTP/1.0; Connection: close; false; close"
            })
    void staysOpenOrNot(String version, String header, boolean stays, String answered) {
        Wire wire = begin();
        String request = "GET /hello " + version + "\r\n" + HOST + header + "\r\n\r\n";

        Answer answer = send(wire, request, "GET").getFirst();

        isOpen(
                wire,
                stays,
                version
                        + " with \""
                        + header
                        + "\": HTTP/1.1 stays unless it says close, HTTP/1.0 closes unless it says keep-alive.");
        trace.equal(
                "the header Connection of the answer",
                answered,
                answer.headers().get("connection"),
                "The client must know whether it may send the next request on this connection.");
    }

    @Test
    void nothingIsAnsweredAfterClose() {
        Wire wire = begin();

        List<Answer> answers =
                send(
                        wire,
                        "GET /hello HTTP/1.1\r\n"
                                + HOST
                                + "Connection: close\r\n\r\n"
                                + get("/big"),
                        "GET",
                        "GET");
        trace.equal("so many answers", 1, answers.size(), "The last answer was the last one.");
        List<Answer> later = send(wire, get("/hello"), "GET");

        trace.equal("answers to what comes later", 0, later.size(), "The connection is done.");
        trace.equal("bytes left in the buffer", 0, wire.left.length, "They are thrown away.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "\r\n\r\n",
                "GET /hello\r\n\r\n",
                "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET /hello HTTP/1.1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"
            })
    void whatIsNoRequestIsRefusedAndTheEnd(String bytes) {
        isRefused(
                bytes,
                400,
                "HttpHead.parse has found no head in it, or one that can be read in two ways.");
    }

    @Test
    void aBodyWithoutALengthIsRefusedAndTheEnd() {
        isRefused(
                "POST /any HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                411,
                "You cannot know where this body ends, so what comes behind the head is no request.");
    }

    private void isRefused(String bytes, int code, String why) {
        Wire wire = begin();

        List<Answer> answers = send(wire, bytes + get("/hello"), "GET", "GET");

        trace.equal(
                "the status codes",
                List.of(code),
                answers.stream().map(Answer::code).toList(),
                why + " One answer, and nothing after it.");
        trace.equal(
                "the header Connection",
                "close",
                answers.getFirst().headers().get("connection"),
                "The last answer says so.");
        isOpen(wire, false, "Nobody knows where the next request would begin.");
    }

    @Test
    void aHeadMayHave8192BytesAndNotOneMore() {
        String longest = headOf(HttpPipeline.LONGEST_HEAD);
        Wire wire = begin();
        trace.equal(
                "the answer to a head of 8,192 bytes",
                List.of(200),
                send(wire, longest, "GET").stream().map(Answer::code).toList(),
                "This head is as long as it may be.");
        trace.equal(
                "again, in two pieces",
                List.of(200),
                Stream.concat(
                                send(wire, longest.substring(0, 8_191)).stream(),
                                send(wire, longest.substring(8_191)).stream())
                        .map(Answer::code)
                        .toList(),
                "This head is as long as it may be.");

        isRefused(headOf(HttpPipeline.LONGEST_HEAD + 1), 431, "The head has 8,193 bytes.");
    }

    private static String headOf(int bytes) {
        String begin = "GET /hello HTTP/1.1\r\n" + HOST + "X: ";
        return begin + "x".repeat(bytes - begin.length() - 4) + "\r\n\r\n";
    }

    @Test
    void aHeadWithoutEndIsNotCollected() {
        Wire wire = begin();
        trace.run(
                "10,000 bytes without an end, in pieces of 100",
                () -> {
                    for (int i = 0; i < 100; i++) {
                        wire.send(Bytes.utf8("x".repeat(100)));
                    }
                });

        List<Answer> answers = read(wire, "GET");
        trace.equal(
                "the status codes",
                List.of(431),
                answers.stream().map(Answer::code).toList(),
                "After 8,192 bytes without \\r\\n\\r\\n the head is too long: answer, and be done.");
        isOpen(wire, false, "Nobody knows where the next request would begin.");
        trace.equal("bytes left in the buffer", 0, wire.left.length, "They are thrown away.");
    }

    @Test
    void aBodyOfAGigabyteIsTakenAndNotKept() {
        byte[] piece = new byte[1_000_000];
        Wire wire = begin();
        trace.run(
                "a POST of 1,000,000,000 bytes",
                () ->
                        wire.send(
                                Bytes.utf8(
                                        "POST /any HTTP/1.1\r\n"
                                                + HOST
                                                + "Content-Length: 1000000000\r\n\r\n")));
        long allocated =
                trace.call(
                        "its body, in pieces of 1,000,000 bytes",
                        () -> {
                            long before = allocatedBytes();
                            for (int i = 0; i < 1_000; i++) {
                                ByteBuffer in = ByteBuffer.wrap(piece);
                                wire.collect(wire.pipeline.answer(in));
                                if (in.hasRemaining()) {
                                    throw new AssertionError(
                                            "the buffer of piece " + (i + 1) + " was not emptied");
                                }
                            }
                            return allocatedBytes() - before;
                        });

        trace.equal(
                "the answer",
                List.of("1000000000 bytes\n"),
                read(wire, "POST").stream().map(Answer::body).toList(),
                "It comes when the last byte of the body has come.");
        trace.check(
                "memory allocated for it: less than 1 MB",
                allocated < 1_000_000,
                "It was "
                        + allocated
                        + " bytes. Nobody needs the body: move the position, and count.");
    }

    @Test
    void tenRequestsFor10MegabytesDoNotCopyThem() {
        Wire wire = begin();
        ByteBuffer in = ByteBuffer.wrap(Bytes.utf8(get("/big").repeat(10)));
        List<ByteBuffer> answers = new ArrayList<>();
        long allocated =
                trace.call(
                        "10 times GET /big, in one piece",
                        () -> {
                            long before = allocatedBytes();
                            answers.addAll(wire.pipeline.answer(in));
                            return allocatedBytes() - before;
                        });

        long bytes = answers.stream().mapToLong(ByteBuffer::remaining).sum();
        trace.check(
                "more than 100 MB are to be sent",
                bytes > 10L * TEN_MEGABYTES,
                "It is "
                        + bytes
                        + " bytes. Two answers that share one buffer object share its position too: duplicate() gives"
                        + " each a position of its own.");
        trace.check(
                "memory allocated for it: less than 5 MB",
                allocated < 5_000_000,
                "It was "
                        + allocated
                        + " bytes. The answers wait until the client has read them: duplicate() shares the bytes of the"
                        + " file in place of copying them.");
    }

    /// Allocation is counted exactly, for the thread that asks.
    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "read-only", "in the middle of an array", "slice"})
    void everyKindOfBufferIsRead(String kind) {
        byte[] request = Bytes.utf8(get("/hello") + get("/missing"));
        ByteBuffer in =
                switch (kind) {
                    case "direct" -> ByteBuffer.allocateDirect(request.length).put(request).flip();
                    case "read-only" -> ByteBuffer.wrap(request).asReadOnlyBuffer();
                    default -> {
                        ByteBuffer wide = ByteBuffer.allocate(request.length + 200);
                        wide.put(Bytes.utf8("x".repeat(100))).put(request).limit(wide.position());
                        wide.position(100);
                        yield kind.equals("slice") ? wide.slice() : wide;
                    }
                };
        Wire wire = begin();

        trace.run(
                "two requests in a buffer: " + kind, () -> wire.collect(wire.pipeline.answer(in)));

        trace.equal(
                "the status codes",
                List.of(200, 404),
                read(wire, "GET", "GET").stream().map(Answer::code).toList(),
                "What counts is from position() to limit(). There need not be an array behind a buffer.");
    }

    @Test
    void twoConnectionsDoNotMix() {
        Wire one = begin();
        Wire other = begin();

        List<Answer> first = send(one, "GET /hello HT");
        List<Answer> second =
                send(other, "POST /any HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\n");
        List<Answer> third = send(one, "TP/1.1\r\n" + HOST + "\r\n", "GET");
        List<Answer> fourth = send(other, "123456789", "POST");

        trace.equal(
                "answers so far",
                List.of(),
                Stream.concat(first.stream(), second.stream()).toList(),
                "Neither request is complete.");
        String rule = "Each connection has its own object: no static fields.";
        trace.equal("to one", List.of("你好\n"), third.stream().map(Answer::body).toList(), rule);
        trace.equal(
                "to the other",
                List.of("9 bytes\n"),
                fourth.stream().map(Answer::body).toList(),
                rule);
    }

    /// With the given loop and a real connection. The client sends everything, ends its stream, and
    /// only then begins to read.
    @Test
    void onTheLoopAClientThatReadsLateGetsAll() throws Exception {
        begin();
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Server server =
                        HttpConversationHandler.open(
                                here,
                                new Visitors(nowhere, Integer.MAX_VALUE),
                                () -> new HttpPipeline(FILES));
                Socket client = new Socket(here.getAddress(), server.address().getPort())) {
            client.setSoTimeout(5_000);
            client.getOutputStream().write(Bytes.utf8(get("/hello") + get("/big") + post("12345")));
            client.shutdownOutput();

            byte[] bytes = trace.call("read all answers, up to the end", () -> readAll(client));

            List<Answer> answers = AnswerReader.read(bytes, "GET", "GET", "POST");
            trace.equal(
                    "the lengths of the bodies",
                    List.of(3, TEN_MEGABYTES, 8),
                    answers.stream().map(answer -> answer.body().length()).toList(),
                    "All three were asked before the client's stream ended.");
        }
    }

    private static byte[] readAll(Socket client) throws java.io.IOException {
        try (InputStream in = client.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private Wire begin() {
        return trace.call("a new connection", Wire::new);
    }

    /// Sends, and takes the answers that this call has given apart.
    private List<Answer> send(Wire wire, String text, String... methods) {
        wire.out.reset();
        trace.run(
                "send \"" + shown(text) + '"',
                () -> wire.send(text.getBytes(StandardCharsets.ISO_8859_1)));
        return read(wire, methods);
    }

    private List<Answer> read(Wire wire, String... methods) {
        try {
            return AnswerReader.read(wire.out.toByteArray(), methods);
        } catch (IllegalArgumentException e) {
            trace.check("the answers can be read", false, "A client cannot: " + e.getMessage());
            throw e;
        }
    }

    private void isOpen(Wire wire, boolean expected, String why) {
        trace.equal("isDone", !expected, trace.call("ask isDone", wire.pipeline::isDone), why);
    }

    private static String shown(String text) {
        String start = text.substring(0, Math.min(60, text.length()));
        return start.replace("\r", "\\r").replace("\n", "\\n")
                + (text.length() > 60 ? "... (" + text.length() + " bytes)" : "");
    }
}
