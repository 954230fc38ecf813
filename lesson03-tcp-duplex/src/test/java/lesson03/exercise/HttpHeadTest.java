package lesson03.exercise;

import static org.mockito.Mockito.mock;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "3.4",
        title = "Read the head of an HTTP response",
        points = 10,
        of = HttpHead.class)
class HttpHeadTest {

    private static final int MOST = 1_000;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-Note: hello\r\n\r\n";
    private static final byte[] BODY = Bytes.utf8("你好");

    private static final String LINE_END_RULE =
            "A line ends with CR LF (0d 0a). Two programs that disagree about where a line ends can"
                    + " be played off against each other.";

    private final Trace trace = new Trace();

    @Test
    void readsStatusAndFields() {
        HttpHead head = read(HEAD);

        trace.equal("the status", 200, head.status(), "It is the second word of the first line.");
        trace.equal("the reason", "OK", head.reason(), "It is the rest of the first line.");
        checkValues(head, "Content-Length", List.of("6"), "Name, colon, value.");
        checkValues(head, "X-Note", List.of("hello"), "Name, colon, value.");
        checkValues(head, "Date", List.of(), "A field that is not there has no values.");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 404 Not Found, 404, Not Found",
        "HTTP/1.0 500 Internal Server Error, 500, Internal Server Error",
        "'HTTP/1.1 299 ', 299, ''",
        "HTTP/1.1 200 OK: a b, 200, OK: a b"
    })
    void readsEveryStatusLine(String line, int status, String reason) {
        HttpHead head = read(line + "\r\n\r\n");

        trace.equal("the status", status, head.status(), "Three digits between two spaces.");
        trace.equal(
                "the reason",
                reason,
                head.reason(),
                "All that follows the second space, with its spaces and colons. It may be empty.");
    }

    @Test
    void leavesTheBodyInTheStream() throws IOException {
        WatchedStream in = WatchedStream.of(new ByteArrayInputStream(join(HEAD, BODY)));

        trace.call("read a head of 53 bytes, which a body follows", () -> HttpHead.read(in, MOST));

        trace.equal(
                "bytes taken from the stream",
                HEAD.length(),
                in.taken(),
                "The body belongs to the caller. A BufferedReader, or a read into an array, takes"
                        + " more than the head.");
        trace.bytes(
                "the caller reads the body, 6 bytes as Content-Length says",
                BODY,
                in.readNBytes(6),
                "The body begins right behind the empty line.");
    }

    @Test
    void doesNotWaitForMoreThanTheEmptyLine() throws IOException {
        try (PipedOutputStream server = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(server)) {
            server.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
            trace.ok("a server sends a head, and nothing more for now");

            HttpHead head = read("read the head", in, MOST);

            trace.equal("the status", 200, head.status(), "It is in the first line.");
        }
    }

    @Test
    void leavesTheNextHeadInTheStream() {
        WatchedStream in =
                WatchedStream.of(
                        new ByteArrayInputStream(
                                ascii("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")));

        HttpHead first = read("read the first of two heads", in, MOST);
        HttpHead second = read("read the second", in, MOST);

        trace.equal("the first status", 100, first.status(), "A head ends at its empty line.");
        trace.equal("the second status", 200, second.status(), "It begins right behind.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "CONTENT-LENGTH", "Content-Length", "cOnTeNt-lEnGtH"})
    void theCaseOfANamePlaysNoPart(String name) {
        trace.byHand(
                "curl -sI http://localhost:8888/ | grep -i '^content-length:'   (to the"
                        + " lesson's TinyHttpServer)");
        HttpHead head = read("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Type: a/b\r\n\r\n");

        checkValues(
                head,
                name,
                List.of("6"),
                "Names are compared without regard to case (RFC 9110, 5.1): servers write them as"
                        + " they like.");
    }

    @Test
    void keepsAllFieldsOfOneNameInTheirOrder() {
        HttpHead head =
                read("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX: y\r\nset-cookie: b=2, c\r\n\r\n");

        checkValues(
                head,
                "Set-Cookie",
                List.of("a=1", "b=2, c"),
                "A name may come several times, and each value counts. A Map keeps only the last.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X:a: b", "X: a: b", "X:  a: b  ", "X:\ta: b\t", "X: \t a: b \t "})
    void takesTheSpacesAroundAValueAway(String line) {
        HttpHead head = read("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n");

        checkValues(
                head,
                "X",
                List.of("a: b"),
                "The first colon ends the name. Spaces and tabs around the value do not belong to"
                        + " it, those inside do.");
    }

    @Test
    void aValueMayBeEmpty() {
        HttpHead head = read("HTTP/1.1 200 OK\r\nX:\r\nY: \r\n\r\n");

        checkValues(head, "X", List.of(""), "The field is there, its value is empty.");
        checkValues(head, "Y", List.of(""), "The field is there, its value is empty.");
    }

    @Test
    void joinsAFoldedValue() {
        HttpHead head = read("HTTP/1.1 200 OK\r\nX: one\r\n  two\r\n\tthree: 3\r\nY: four\r\n\r\n");

        checkValues(
                head,
                "X",
                List.of("one two three: 3"),
                "A line that begins with a space or a tab goes on with the value before it"
                        + " (obs-fold). The parts are joined by one space.");
        checkValues(head, "Y", List.of("four"), "The next field begins at the line's first char.");
    }

    @Test
    void keepsEveryByteOfAValue() {
        HttpHead head = read(join("HTTP/1.1 200 OK\r\nX: ", BODY, "\r\n\r\n"));

        checkValues(
                head,
                "X",
                List.of(new String(BODY, StandardCharsets.ISO_8859_1)),
                "One char per byte: ISO_8859_1. Then nothing is lost, and the caller can make the"
                        + " bytes of it again.");
    }

    @Test
    void anEndAtAnyByteOfTheHeadIsAnError() {
        byte[] head = ascii(HEAD);
        for (int length = 0; length < head.length; length++) {
            byte[] cut = Arrays.copyOf(head, length);

            trace.throwsA(
                    EOFException.class,
                    "read, when the stream ends after " + length + " of 53 bytes",
                    "The stream ended before the empty line. Half a head must not look like a whole"
                            + " one.",
                    () -> HttpHead.read(WatchedStream.oneByteAtATime(cut), MOST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nX: a\n\n",
                "HTTP/1.1 200 OK\r\nX: a\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\r\n\r\n"
            })
    void refusesALineThatDoesNotEndWithCrLf(String head) {
        checkRefused(head, LINE_END_RULE);
    }

    @Test
    void refusesABareLfAtOnce() throws IOException {
        try (PipedOutputStream server = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(server)) {
            server.write(ascii("HTTP/1.1 200 OK\n\n"));
            trace.ok("a server ends its lines with LF alone, and now waits for us");

            trace.throwsA(
                    ProtocolException.class, "read", LINE_END_RULE, () -> HttpHead.read(in, MOST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1",
                "HTTP/1.1 OK",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1  200 OK",
                " HTTP/1.1 200 OK",
                "HTTP/2.0 200 OK",
                "http/1.1 200 OK",
                "SSH-2.0-OpenSSH_9.2",
                "GET / HTTP/1.1"
            })
    void refusesWhatIsNoStatusLine(String line) {
        checkRefused(
                line + "\r\n\r\n",
                "A status line is HTTP/1. and a digit, a space, three digits, a space, a reason.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon",
                ": no name",
                "Space before : the colon",
                "Content-Length : 6",
                "Content-Length\t: 6",
                "\tafter the status line there is no field to go on with"
            })
    void refusesWhatIsNoField(String line) {
        checkRefused(
                "HTTP/1.1 200 OK\r\n" + line + "\r\nX: a\r\n\r\n",
                "A field is a name, a colon, a value. The name is not empty, and neither a space nor"
                        + " a tab stands in it or behind it.");
    }

    @Test
    void aHeadOfExactlyTheMostBytesIsRead() {
        WatchedStream in = WatchedStream.oneByteAtATime(ascii(HEAD));

        HttpHead head = read("read a head of 53 bytes, at most 53", in, 53);

        trace.equal("the status", 200, head.status(), "53 bytes are allowed, 54 are not.");
    }

    @Test
    void aLongerHeadIsRefusedInTime() {
        WatchedStream in = WatchedStream.of(new EndlessLine());

        trace.throwsA(
                ProtocolException.class,
                "read, at most 1000 bytes, from a server whose first line never ends",
                "Count the bytes while you read. A stranger must not decide how much memory you"
                        + " use.",
                () -> HttpHead.read(in, MOST));

        trace.check(
                "no more than 1000 bytes were taken",
                in.taken() <= MOST,
                "It took " + in.taken() + " bytes. Look at the limit before each byte.");
    }

    @Test
    void aHeadOneByteTooLongIsRefused() {
        WatchedStream in = WatchedStream.oneByteAtATime(ascii(HEAD));

        trace.throwsA(
                ProtocolException.class,
                "read a head of 53 bytes, at most 52",
                "The limit counts all bytes, the empty line's too.",
                () -> HttpHead.read(in, 52));
    }

    @Test
    void aBrokenConnectionIsReported() {
        InputStream reset =
                mock(
                        InputStream.class,
                        _ -> {
                            throw new SocketException("Connection reset");
                        });
        InputStream in =
                new SequenceInputStream(new ByteArrayInputStream(ascii("HTTP/1.1 2")), reset);

        trace.throwsA(
                SocketException.class,
                "read, when the connection is reset inside the status line",
                "The caller must learn that the connection broke. Let the exception pass.",
                () -> HttpHead.read(in, MOST));
    }

    @Test
    void doesNotCloseTheStream() {
        WatchedStream in = WatchedStream.oneByteAtATime(ascii(HEAD));

        trace.call("read a head", () -> HttpHead.read(in, MOST));

        trace.check(
                "the stream is still open",
                !in.isClosed(),
                "Closing a socket's stream closes the socket, and the body is lost.");
    }

    private HttpHead read(String head) {
        return read(ascii(head));
    }

    private HttpHead read(byte[] head) {
        String step = "read a head of " + head.length + " bytes, one byte per read";
        return read(step, WatchedStream.oneByteAtATime(head), MOST);
    }

    private HttpHead read(String step, InputStream in, int most) {
        HttpHead read = trace.call(step, () -> HttpHead.read(in, most));
        trace.check("read gives a head", read != null, "It gave null.");
        return read;
    }

    private void checkValues(HttpHead head, String name, List<String> expected, String why) {
        List<String> values = trace.call("ask for " + name, () -> head.values(name));
        trace.equal("the values of " + name, expected, values, why);
    }

    private void checkRefused(String head, String why) {
        String shown = head.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        trace.throwsA(
                ProtocolException.class,
                "read \"" + shown + "\"",
                why,
                () -> HttpHead.read(WatchedStream.oneByteAtATime(ascii(head)), MOST));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(String before, byte[] bytes) {
        return join(before, bytes, "");
    }

    private static byte[] join(String before, byte[] bytes, String after) {
        String middle = new String(bytes, StandardCharsets.ISO_8859_1);
        return (before + middle + after).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// `HTTP/1.1 200 xxxx...`, without end; after ten million bytes it gives up.
    private static final class EndlessLine extends InputStream {

        private int count;

        @Override
        public int read() throws IOException {
            if (count++ > 10_000_000) {
                throw new IOException("ten million bytes were read, and 1000 are allowed");
            }
            return count <= 13 ? "HTTP/1.1 200 ".charAt(count - 1) : 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }
    }
}
