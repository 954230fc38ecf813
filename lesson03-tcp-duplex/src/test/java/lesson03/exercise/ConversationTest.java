package lesson03.exercise;

import static org.mockito.Mockito.mock;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import course.testkit.TricklingInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "3.6",
        title = "A conversation that survives",
        points = 20,
        of = Conversation.class)
class ConversationTest {

    private static final int LONGEST = 100;
    private static final int TEN_MILLION = 10_000_000;
    private static final long MUCH_MEMORY = 2_000_000;
    private static final String TOO_LONG = "error: more than 100 bytes\n";

    private static final String LINE_RULE =
            "A line ends with \\n, and a \\r in front of it belongs to the line end. Each line has one"
                    + " answer.";
    private static final String MEMORY_RULE =
            "Stop keeping bytes when more than the longest line has come.";

    private final Trace trace = new Trace();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, Integer.MAX_VALUE})
    void serverAnswersEachLineUntilBye(int bytesPerRead) {
        trace.byHand("printf '你好\\n\\nbye\\n' | nc -N localhost 8888");

        boolean bye = serve(trickling("你好\n\nbye\nnobody reads this\n", bytesPerRead));

        checkAnswers("you said: 你好\nyou said: \nbye\n", LINE_RULE);
        trace.equal("serve returns", true, bye, "true when the client has said bye.");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\r\nbye\r\n', 'you said: a\nbye\n'",
        "'a\rb\nbye\n', 'you said: a\rb\nbye\n'",
        "'a\r\r\nbye\n', 'you said: a\r\nbye\n'",
        "'bye \nBYE\nbye\n', 'you said: bye \nyou said: BYE\nbye\n'"
    })
    void serverKnowsBothLineEnds(String sent, String expected) {
        serve(trickling(sent, 1));

        checkAnswers(expected, LINE_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half a line", "bye", "bye\r"})
    void serverTakesNoPieceForALine(String piece) {
        trace.byHand("printf 'one\\n" + piece.replace("\r", "\\r") + "' | nc -N localhost 8888");

        boolean bye = serve(trickling("one\n" + piece, 1));

        checkAnswers(
                "you said: one\n",
                "The stream has ended inside a line. What would have followed, nobody knows: \"bye\""
                        + " may be the beginning of \"bye for now\".");
        trace.equal("serve returns", false, bye, "false when the stream has ended without bye.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void serverTakesALineOfExactlyTheLongest(String lineEnd) {
        String line = "你".repeat(33) + "x";

        serve(trickling(line + lineEnd + "bye\n", 1));

        checkAnswers(
                "you said: " + line + "\nbye\n",
                "100 bytes are allowed, and the line end is not part of them: neither \\n nor \\r.");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 1_000})
    void serverRefusesALongerLineOnceAndGoesOn(int length) {
        trace.byHand(
                "{ head -c "
                        + length
                        + " /dev/zero | tr '\\0' x; printf '\\nbye\\n'; } | nc -N"
                        + " localhost 8888");

        serve(trickling("x".repeat(length) + "\nbye\n", 7));

        checkAnswers(
                TOO_LONG + "bye\n",
                "One answer for one line, however long. The next line begins behind its \\n.");
    }

    @Test
    void serverCountsBytesAndNotCharacters() {
        serve(trickling("你".repeat(34) + "\nbye\n", 1));

        checkAnswers(TOO_LONG + "bye\n", "34 characters, 102 bytes: the limit counts bytes.");
    }

    @Test
    void serverAnswersALineWithoutAnEndAtOnce() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.setSoTimeout(2_000);
            pair.peerDoes(() ->
                    Conversation.serve(
                            pair.mine.getInputStream(), pair.mine.getOutputStream(), LONGEST));
            byte[] line = Bytes.utf8("x".repeat(110));

            byte[] answer =
                    trace.call(
                            "send 110 bytes without a line end, and wait for the answer",
                            () -> {
                                serveNothing();
                                pair.peer.getOutputStream().write(line);
                                return readOrNothing(pair.peer.getInputStream(), TOO_LONG.length());
                            });

            trace.equal(
                    "the answer",
                    TOO_LONG,
                    new String(answer, StandardCharsets.UTF_8),
                    "It is certain after 102 bytes. The line's end may never come, and the client"
                            + " waits.");
        }
    }

    @Test
    void serverSurvivesALineOfTenMillionBytes() {
        trace.byHand("{ head -c 10000000 /dev/zero; printf '\\nbye\\n'; } | nc -N localhost 8888");
        InputStream in = new SequenceInputStream(zeros(TEN_MILLION), trickling("\nbye\n", 100));

        long allocated = serveMeasured(in);

        checkAnswers(TOO_LONG + "bye\n", "The next line begins behind the \\n of the long one.");
        checkMemory(allocated);
    }

    @Test
    void serverSurvivesALineThatNeverEnds() {
        trace.byHand("head -c 10000000 /dev/zero | nc -N localhost 8888");

        long allocated = serveMeasured(zeros(TEN_MILLION));

        checkAnswers(TOO_LONG, "One answer, and then the end of the stream.");
        checkMemory(allocated);
    }

    @Test
    void serverIsQuickEnoughForALineOfTenMillionBytesOverTcp() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> {
                zeros(TEN_MILLION).transferTo(pair.peer.getOutputStream());
                pair.peer.getOutputStream().write(Bytes.utf8("\nbye\n"));
            });

            boolean bye =
                    trace.call(
                            "serve a client that sends 10 MB and then bye",
                            () ->
                                    Conversation.serve(
                                            pair.mine.getInputStream(),
                                            pair.mine.getOutputStream(),
                                            LONGEST));

            trace.equal("serve returns", true, bye, "true when the client has said bye.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "e4 bd", "c0 80", "ed a0 bd ed b8 80", "41 80 42"})
    void serverRefusesWhatIsNotUtf8(String bytes) {
        byte[] line = Bytes.of(bytes);
        trace.byHand("printf '" + Bytes.printf(line) + "\\nbye\\n' | nc -N localhost 8888");
        InputStream in =
                new SequenceInputStream(new ByteArrayInputStream(line), trickling("\nbye\n", 100));

        serve(in);

        checkAnswers(
                "error: not UTF-8\nbye\n",
                "new String and InputStreamReader put U+FFFD in the place of what they cannot read,"
                        + " and tell nobody. A decoder of newDecoder() throws.");
    }

    @Test
    void serverSendsEachAnswerBeforeItReadsOn() {
        byte[] lines = Bytes.utf8("one\ntwo\nbye\n");
        FlushCounter out = new FlushCounter();
        InputStream in = new TricklingInputStream(new ByteArrayInputStream(lines), 4);

        trace.call("serve three lines", () -> Conversation.serve(in, out, LONGEST));

        trace.check(
                "each answer has been flushed",
                out.flushes >= 3 && !out.unflushed,
                "The stream may be buffered: flush after each answer, or the client waits for it.");
    }

    @Test
    void serverPassesOnThatTheConnectionBroke() {
        InputStream reset =
                mock(
                        InputStream.class,
                        _ -> {
                            throw new SocketException("Connection reset");
                        });
        InputStream in = new SequenceInputStream(trickling("one\n", 100), reset);

        trace.throwsA(
                SocketException.class,
                "serve a client that says \"one\" and resets",
                "A reset is not the end of the stream: let the exception pass.",
                () -> Conversation.serve(in, answers, LONGEST));
    }

    @Test
    void clientSaysEachLineAndCollectsTheAnswers() {
        List<String> got =
                talk(
                        trickling("you said: 你好\r\nbye\nmore\n", 1),
                        List.of("你好", "bye", "never said"));

        trace.equal(
                "the answers",
                List.of("you said: 你好", "bye"),
                got,
                "After the answer bye the conversation is over.");
        trace.equal(
                "what the client has said",
                "你好\nbye\n",
                answers.toString(StandardCharsets.UTF_8),
                "Each line and \\n, until the server says bye.");
    }

    @Test
    void clientAndServerOfThisClassUnderstandEachOther() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() ->
                    Conversation.serve(
                            pair.peer.getInputStream(), pair.peer.getOutputStream(), LONGEST));

            List<String> got =
                    trace.call(
                            "talk to serve: 你好, 101 bytes, bye",
                            () ->
                                    Conversation.talk(
                                            pair.mine.getInputStream(),
                                            pair.mine.getOutputStream(),
                                            List.of("你好", "x".repeat(101), "bye"),
                                            LONGEST));

            trace.equal(
                    "the answers",
                    List.of("you said: 你好", TOO_LONG.strip(), "bye"),
                    got,
                    "Say a line, flush, read one answer, and then say the next.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nbye", "a\r", "\n"})
    void clientRefusesALineThatWouldBeTwo(String line) {
        trace.throwsA(
                IllegalArgumentException.class,
                "talk, with \"" + line.replace("\n", "\\n").replace("\r", "\\r") + "\" as a line",
                "To the server it is two lines. Who can put a line end into a line can put words"
                        + " into your mouth.",
                () ->
                        Conversation.talk(
                                trickling("you said: a\n", 100),
                                answers,
                                List.of("a", line),
                                LONGEST));

        trace.check(
                "nothing has been said",
                answers.size() == 0,
                "Look at all lines before you send the first one.");
    }

    @Test
    void clientSurvivesAnAnswerThatNeverEnds() {
        long[] allocated = new long[1];
        InputStream in = zeros(TEN_MILLION);

        trace.throwsA(
                ProtocolException.class,
                "talk to a server that answers with ten million bytes and no line end",
                MEMORY_RULE,
                () -> {
                    long before = allocatedBytes();
                    try {
                        Conversation.talk(in, answers, List.of("hello"), LONGEST);
                    } finally {
                        allocated[0] = allocatedBytes() - before;
                    }
                });

        checkMemory(allocated[0]);
    }

    @Test
    void clientRefusesAnAnswerThatIsNotUtf8() {
        trace.throwsA(
                ProtocolException.class,
                "talk to a server that answers ff",
                "An answer that is not UTF-8 is none.",
                () ->
                        Conversation.talk(
                                new ByteArrayInputStream(Bytes.of("ff 0a")),
                                answers,
                                List.of("hello"),
                                LONGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "you said", "bye"})
    void clientTakesNoPieceForAnAnswer(String piece) {
        trace.throwsA(
                EOFException.class,
                "talk to a server that answers \"" + piece + "\" and closes",
                "The answer is complete when its line end has come.",
                () -> Conversation.talk(trickling(piece, 1), answers, List.of("hello"), LONGEST));
    }

    private boolean serve(InputStream in) {
        return trace.call("serve", () -> Conversation.serve(in, answers, LONGEST));
    }

    private List<String> talk(InputStream in, List<String> lines) {
        return trace.call("talk", () -> Conversation.talk(in, answers, lines, LONGEST));
    }

    /// Meets the stub, on the thread of a step: the server's thread could not say "not started".
    private static void serveNothing() throws IOException {
        Conversation.serve(InputStream.nullInputStream(), OutputStream.nullOutputStream(), LONGEST);
    }

    private long serveMeasured(InputStream in) {
        return trace.call(
                "serve",
                () -> {
                    long before = allocatedBytes();
                    Conversation.serve(in, answers, LONGEST);
                    return allocatedBytes() - before;
                });
    }

    private void checkAnswers(String expected, String why) {
        trace.equal("the answers", expected, answers.toString(StandardCharsets.UTF_8), why);
    }

    private void checkMemory(long allocated) {
        trace.check(
                "it needs little memory",
                allocated < MUCH_MEMORY,
                "It has allocated " + allocated + " bytes. " + MEMORY_RULE);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static byte[] readOrNothing(InputStream in, int length) throws IOException {
        try {
            return in.readNBytes(length);
        } catch (SocketTimeoutException _) {
            return Bytes.utf8("nothing within two seconds");
        }
    }

    private static InputStream trickling(String text, int bytesPerRead) {
        return new TricklingInputStream(new ByteArrayInputStream(Bytes.utf8(text)), bytesPerRead);
    }

    /// So many bytes 0 and then the end, without an array of that size.
    private static InputStream zeros(int count) {
        byte[] piece = new byte[100_000];
        return new SequenceInputStream(
                Collections.enumeration(
                        Collections.nCopies(count / piece.length, piece).stream()
                                .map(ByteArrayInputStream::new)
                                .toList()));
    }

    private static final class FlushCounter extends OutputStream {
        private int flushes;
        private boolean unflushed;

        @Override
        public void write(int b) {
            unflushed = true;
        }

        @Override
        public void flush() {
            flushes++;
            unflushed = false;
        }
    }
}
