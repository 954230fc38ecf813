package lesson06.exercise.outside;

import course.testkit.Exercise;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lesson06.exercise.DatagramChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A chat in a process of its own, in which everything that is shown is typed again.
@Exercise(number = "6.4", title = "A chat with an end", points = 15, of = DatagramChat.class)
class DatagramChatOutsideTest {

    private static final String LONG = "30000";
    private static final String SHORT = "300";
    private static final int AGAIN_MILLIS = 100;
    private static final int MOST_TIMES = 50;

    private final Trace trace = new Trace().byHand("nc -u 127.0.0.1 8888");

    @RegisterExtension final SecondProcess chat = new SecondProcess(trace);

    private final String hello = chat.word();
    private Datagrams other;

    @BeforeEach
    void open() throws IOException {
        other = new Datagrams(chat);
    }

    @AfterEach
    void close() {
        other.close();
    }

    @Test
    void whatComesIsShownAndWhatIsTypedIsSent() throws Exception {
        int port = begin();

        check("你好 " + chat.word(), port);
        check("", port);
        try (Datagrams stranger = new Datagrams(chat)) {
            stranger.send(port, chat.word());
            stranger.send(port, "bye");
            trace.ok("a stranger sends two lines");
        }
        other.send(port, "x".repeat(1_025));
        trace.ok("the other side sends a line that is too long");
        check(chat.word(), port);
    }

    @Test
    void byeFromTheOtherSideIsTheEnd() throws Exception {
        int port = begin();

        other.send(port, "bye");

        checkClosed("bye comes from the other side", port);
    }

    @Test
    void byeFromThisSideIsSentAndIsTheEnd() throws Exception {
        int port = begin();

        other.send(port, DatagramChatMain.SAY_BYE);

        trace.equal("bye is typed", "bye", next(), "It is sent to the other side.");
        checkClosed("and the chat ends", port);
    }

    @Test
    void silenceIsTheEnd() throws Exception {
        int port = chat.serve(DatagramChatMain.class, other.port(), SHORT);

        checkClosed("for 300 ms nothing comes", port);
    }

    /// The first line is sent until it comes back: a chat that connects its socket loses what has
    /// come before.
    private int begin() throws Exception {
        int port = chat.serve(DatagramChatMain.class, other.port(), LONG);
        boolean answered = false;
        for (int i = 0; i < MOST_TIMES && !answered && chat.isRunning(); i++) {
            other.send(port, hello);
            byte[] answer = other.receive(AGAIN_MILLIS);
            answered = answer != null && hello.equals(new String(answer, StandardCharsets.UTF_8));
        }
        trace.check(
                "a first line is shown, typed again and sent back",
                answered,
                "For three seconds it has not come back. One datagram is one line.");
        return port;
    }

    /// The next line; not the first one again.
    private String next() throws IOException {
        String line = other.text();
        while (line.equals(hello)) {
            line = other.text();
        }
        return line;
    }

    private void check(String line, int port) throws IOException {
        other.send(port, line);
        trace.equal(
                "a line is shown, typed again and sent back",
                line,
                next(),
                "One datagram is one line. Only what comes from the other side is shown.");
    }

    private void checkClosed(String step, int port) throws IOException, InterruptedException {
        trace.check(
                step + ": the socket is closed",
                Datagrams.isClosed(port),
                "It is still open: the chat has not ended.");
        chat.checkGoesOn();
    }
}
