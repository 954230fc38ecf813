package lesson03.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "3.5", title = "Answer curl", points = 15, of = AnswerCurl.class)
class AnswerCurlTest {

    private static final String NI_HAO = "你好\n";
    private static final String SECRET = "secret";

    private static final String FOLDER_RULE =
            "Make the path an absolute one without \"..\" (normalize), and look whether it still"
                    + " begins with the folder: as a Path, not as a text.";

    private final Trace trace = new Trace();
    private @TempDir Path outside;
    private Path folder;

    /// What a test sees of an answer; `rest` is the body, one char per byte.
    private record Answer(String statusLine, List<String> fields, String rest) {

        byte[] body() {
            return rest.getBytes(StandardCharsets.ISO_8859_1);
        }

        /// The value of a field; a sentence where it is not there once.
        String field(String name) {
            List<String> values =
                    fields.stream()
                            .filter(line ->
                                    line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                            .map(line -> line.substring(name.length() + 1).strip())
                            .toList();
            return values.size() == 1 ? values.getFirst() : "(" + values.size() + " fields)";
        }
    }

    @BeforeEach
    void makeFiles() throws IOException {
        folder = Files.createDirectories(outside.resolve("site/sub")).getParent();
        Files.writeString(folder.resolve("hello.txt"), NI_HAO);
        Files.writeString(folder.resolve("sub/page.html"), "<p>你好</p>");
        Files.writeString(folder.resolve("你 好.txt"), NI_HAO);
        Files.write(folder.resolve("empty.txt"), new byte[0]);
        Files.write(folder.resolve("data.bin"), Bytes.of("00 0d 0a ff fe 0d 0a 0d 0a"));
        Files.writeString(outside.resolve("secret.txt"), SECRET);
        Files.createDirectories(outside.resolve("site-of-others"));
        Files.writeString(outside.resolve("site-of-others/secret.txt"), SECRET);
    }

    @Test
    void answersWithTheFile() {
        trace.byHand("curl -v http://localhost:8888/hello.txt");
        Answer answer = ask("GET", "/hello.txt");

        checkStatus(answer, "200 OK", "The file is there.");
        trace.bytes("the body", Bytes.utf8(NI_HAO), answer.body(), "The bytes of the file.");
        checkField(answer, "Content-Type", "text/plain; charset=utf-8", "By the file's ending.");
        checkField(answer, "Connection", "close", "One answer, then the connection is closed.");
    }

    @Test
    void contentLengthCountsBytes() {
        trace.byHand("curl -v http://localhost:8888/hello.txt | wc -c");
        Answer answer = ask("GET", "/hello.txt");

        checkField(
                answer,
                "Content-Length",
                "7",
                "你好 and a line end are 3 characters and 7 bytes. Content-Length counts bytes:"
                        + " curl would show 3 of them and throw the rest away.");
    }

    @ParameterizedTest
    @CsvSource({
        "/sub/page.html, text/html; charset=utf-8",
        "/hello.txt, text/plain; charset=utf-8",
        "/data.bin, application/octet-stream"
    })
    void theEndingOfTheNameGivesTheType(String path, String type) {
        Answer answer = ask("GET", path);

        checkStatus(answer, "200 OK", "The file is there.");
        checkField(answer, "Content-Type", type, "The name's ending decides.");
    }

    @Test
    void anyBytesArriveAsTheyAre() {
        Answer answer = ask("GET", "/data.bin");

        trace.bytes(
                "the body",
                Bytes.of("00 0d 0a ff fe 0d 0a 0d 0a"),
                answer.body(),
                "A file need not be text: read and write bytes.");
    }

    @Test
    void anEmptyFileHasALength() {
        Answer answer = ask("GET", "/empty.txt");

        checkStatus(answer, "200 OK", "A file without bytes is a file.");
        checkField(answer, "Content-Length", "0", "Without it curl waits until the close.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%E4%BD%A0%20%E5%A5%BD.txt", "/%e4%bd%a0%20%e5%a5%bd.txt?a=b&c"})
    void decodesThePath(String target) {
        trace.byHand("curl -v 'http://localhost:8888" + target + "'");
        Answer answer = ask("GET", target);

        checkStatus(
                answer,
                "200 OK",
                "%E4 stands for the byte e4; the bytes are UTF-8. What follows a ? is no part of"
                        + " the path. URI.getPath does both.");
        trace.bytes("the body", Bytes.utf8(NI_HAO), answer.body(), "The bytes of the file.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hello.txt",
                "/sub/page.html",
                "/nothing.txt",
                "/../secret.txt",
                "/data.bin"
            })
    void headGetsTheSameHeadAndNoBody(String path) {
        trace.byHand("curl -I http://localhost:8888" + path);
        Answer get = ask("GET", path);
        Answer head = ask("HEAD", path);

        trace.bytes(
                "no body",
                new byte[0],
                head.body(),
                "The client reads no body after HEAD. What you send is taken for the next answer.");
        trace.equal("the same status", get.statusLine, head.statusLine, "HEAD is GET, cut off.");
        trace.equal(
                "the same fields",
                get.fields,
                head.fields,
                "Content-Length says how long the body of GET is (RFC 9110, 9.3.2).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.txt", "/sub", "/", "/sub/", "/HELLO.TXT.no", "/hello.txt/x"})
    void whatIsNoFileIsNotFound(String path) {
        trace.byHand("curl -v http://localhost:8888" + path);
        Answer answer = ask("GET", path);

        checkStatus(answer, "404 Not Found", "There is no such file; a folder is none.");
        checkLength(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/%2E%2E%2Fsecret.txt",
                "/..%2fsecret.txt",
                "/sub/../../secret.txt",
                "/./.././secret.txt",
                "/../site-of-others/secret.txt",
                "/%2e%2e/site-of-others/secret.txt"
            })
    void noPathLeadsOutOfTheFolder(String path) {
        trace.byHand("curl -v --path-as-is 'http://localhost:8888" + path + "'");
        Answer answer = ask("GET", path);

        trace.check(
                "the file outside of the folder is not in the answer",
                !answer.rest.contains(SECRET),
                "A stranger has read a file that is none of the site's. " + FOLDER_RULE);
        checkStatus(answer, "404 Not Found", FOLDER_RULE);
    }

    @Test
    void anAbsolutePathIsInsideTheFolder() {
        Answer answer = ask("GET", outside.resolve("secret.txt").toUri().getRawPath());

        trace.check(
                "the file outside of the folder is not in the answer",
                !answer.rest.contains(SECRET),
                "folder.resolve(\"/x\") is /x itself: a path with / in front is absolute. Take the"
                        + " / away first.");
        checkStatus(answer, "404 Not Found", "There is no such file inside the folder.");
    }

    @Test
    void dotsInsideTheFolderAreAllowed() {
        Answer answer = ask("GET", "/sub/../hello.txt");

        checkStatus(answer, "200 OK", "This path leads to a file inside the folder.");
    }

    @Test
    void theCharacter0IsInNoFileName() {
        trace.byHand("curl -v http://localhost:8888/hello.txt%00.html");
        Answer answer = ask("GET", "/hello.txt%00.html");

        checkStatus(
                answer,
                "404 Not Found",
                "%00 is the character 0. A Path with it cannot be made: catch the"
                        + " InvalidPathException.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz.txt", "hello.txt", "//hello.txt", "//x/hello.txt"})
    void aBadPathIsABadRequest(String path) {
        Answer answer = ask("GET", path);

        checkStatus(
                answer,
                "400 Bad Request",
                "A path begins with one /, and a % has two hexadecimal digits behind it. Otherwise"
                        + " it is not this server's fault that it has nothing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "OPTIONS", "get", "你"})
    void otherMethodsAreNotAllowed(String method) {
        trace.byHand("curl -v -X " + method + " http://localhost:8888/hello.txt");
        Answer answer = ask(method, "/hello.txt");

        checkStatus(answer, "405 Method Not Allowed", "Only GET and HEAD, in capital letters.");
        checkField(answer, "Allow", "GET, HEAD", "405 says what is allowed (RFC 9110, 15.5.6).");
        checkLength(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hello.txt",
                "GET",
                "",
                "GET  /hello.txt HTTP/1.1",
                "GET /hello.txt HTTP/1.1 ",
                "GET /hello.txt HTTP/2.0",
                "GET /hello.txt HTTPS/1.1",
                "GET /hello .txt HTTP/1.1",
                " GET /hello.txt HTTP/1.1"
            })
    void aBadRequestLineIsABadRequest(String line) {
        trace.byHand("printf '" + line + "\\r\\n\\r\\n' | nc localhost 8888");
        Answer answer = ask(Bytes.utf8(line + "\r\nHost: localhost\r\n\r\n"), line);

        checkStatus(
                answer, "400 Bad Request", "Three words, with one space between them: no less.");
        checkLength(answer);
    }

    @Test
    void http10IsAnswered() {
        trace.byHand("curl -v --http1.0 http://localhost:8888/hello.txt");
        Answer answer = ask(Bytes.utf8("GET /hello.txt HTTP/1.0\r\n\r\n"), "GET in HTTP/1.0");

        checkStatus(answer, "200 OK", "HTTP/1.0 needs no Host, and no field at all.");
    }

    @Test
    void answersWhileTheClientWaits() throws IOException {
        trace.byHand("curl -v http://localhost:8888/hello.txt");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            client.setSoTimeout(2_000);
            client.getOutputStream().write(request("GET", "/hello.txt"));
            trace.ok("a client sends its request, and waits for the answer without closing");

            trace.run(
                    "answer",
                    () ->
                            new AnswerCurl(folder)
                                    .answer(server.getInputStream(), server.getOutputStream()));

            trace.equal(
                    "the first byte that the client reads within two seconds",
                    "H",
                    firstCharacter(client),
                    "What you have written must have left: flush.");
        }
    }

    private static String firstCharacter(Socket client) throws IOException {
        try {
            int first = client.getInputStream().read();
            return first < 0 ? "the end of the stream" : Character.toString(first);
        } catch (SocketTimeoutException _) {
            return "nothing";
        }
    }

    @Test
    void readsTheWholeHead() {
        byte[] one = request("GET", "/hello.txt");
        WatchedStream in = WatchedStream.oneByteAtATime(one);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        trace.run(
                "answer a request of " + one.length + " bytes",
                () -> new AnswerCurl(folder).answer(in, out));

        trace.check(
                "the head was read up to the empty line",
                in.taken() >= one.length,
                "Only "
                        + in.taken()
                        + " bytes were read. Closing a socket with unread bytes sends a reset, and"
                        + " that can destroy your answer on its way (lesson 2, section 5).");
    }

    @Test
    void aClientThatLeavesGetsNoByte() {
        byte[] request = request("GET", "/hello.txt");
        for (int length = 0; length < request.length; length++) {
            byte[] cut = Arrays.copyOf(request, length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            trace.run(
                    "answer, when the client has left after " + length + " bytes",
                    () -> new AnswerCurl(folder).answer(WatchedStream.oneByteAtATime(cut), out));

            trace.bytes(
                    "no answer",
                    new byte[0],
                    out.toByteArray(),
                    "The head is not complete, so nobody knows what was asked, and nobody waits.");
        }
    }

    @Test
    void aHeadThatNeverEndsIsRefused() {
        trace.byHand("head -c 9000 /dev/zero | tr '\\0' a | nc localhost 8888");
        EndlessHead endless = new EndlessHead();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        trace.run(
                "answer a client that sends one field after the other, without end",
                () -> new AnswerCurl(folder).answer(endless, out));

        checkStatus(
                parse(out.toByteArray()),
                "431 Request Header Fields Too Large",
                "Count the bytes of the head: 8192 are enough.");
    }

    @Test
    void aHeadOfExactlyTheLimitIsAnswered() {
        String start = "GET /hello.txt HTTP/1.1\r\nHost: localhost\r\nX: ";
        String padding = "x".repeat(8_192 - start.length() - 4);

        Answer answer =
                ask(Bytes.utf8(start + padding + "\r\n\r\n"), "GET, with a head of 8192 bytes");

        checkStatus(answer, "200 OK", "8192 bytes are allowed, 8193 are not.");
    }

    @Test
    void closesNeitherStream() throws IOException {
        WatchedStream in = WatchedStream.oneByteAtATime(request("GET", "/hello.txt"));
        boolean[] closed = {false};
        ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };

        trace.run("answer", () -> new AnswerCurl(folder).answer(in, out));

        trace.check(
                "both streams are open",
                !in.isClosed() && !closed[0],
                "Who opens a socket closes it. Flush, and leave the rest to the caller.");
    }

    private Answer ask(String method, String target) {
        return ask(request(method, target), method + " " + target);
    }

    private Answer ask(byte[] request, String step) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trace.run(
                "answer \"" + step + "\"",
                () -> new AnswerCurl(folder).answer(WatchedStream.oneByteAtATime(request), out));
        return parse(out.toByteArray());
    }

    private static byte[] request(String method, String target) {
        return Bytes.utf8(
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost:8888\r\nUser-Agent: curl\r\nAccept:"
                        + " */*\r\n\r\n");
    }

    /// Takes an answer apart as a strict client does.
    private Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        trace.check(
                "the answer has a head, ended by an empty line",
                end >= 0,
                "The answer is \""
                        + Bytes.printf(Arrays.copyOf(bytes, Math.min(bytes.length, 200)))
                        + "\". Each line ends with CR LF (\\r\\n in Java, \\015\\012 here), and after"
                        + " the fields comes an empty line.");
        String head = text.substring(0, end);
        trace.check(
                "no line of the head ends with LF alone",
                !head.replace("\r\n", "").contains("\n"),
                "HTTP's lines end with CR LF. println, or \\n, is not enough.");
        List<String> lines = head.lines().toList();
        return new Answer(
                lines.getFirst(), lines.subList(1, lines.size()), text.substring(end + 4));
    }

    private void checkStatus(Answer answer, String status, String why) {
        trace.equal("the status line", "HTTP/1.1 " + status, answer.statusLine, why);
    }

    private void checkField(Answer answer, String name, String value, String why) {
        trace.equal("the field " + name, value, answer.field(name), why);
    }

    private void checkLength(Answer answer) {
        checkField(
                answer,
                "Content-Length",
                Integer.toString(answer.body().length),
                "The body of an error has a length, too.");
        checkField(answer, "Connection", "close", "One answer, then the connection is closed.");
    }

    /// `GET / HTTP/1.1`, and then fields without end; after a million bytes it gives up.
    private static final class EndlessHead extends InputStream {

        private static final String START = "GET / HTTP/1.1\r\n";
        private static final String FIELD = "X: 0123456789\r\n";

        private int count;

        @Override
        public int read() throws IOException {
            if (count > 1_000_000) {
                throw new IOException("a million bytes of head were read, and 8192 are allowed");
            }
            int at = count++;
            return at < START.length()
                    ? START.charAt(at)
                    : FIELD.charAt((at - START.length()) % FIELD.length());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }
    }
}
