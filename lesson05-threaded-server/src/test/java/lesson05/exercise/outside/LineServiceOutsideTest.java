package lesson05.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.nio.charset.StandardCharsets;
import lesson05.exercise.LineService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server around the service, in a process of its own. It answers `you said: TEXT`.
@Exercise(
        number = "5.3",
        title = "A time limit against slow senders",
        points = 15,
        of = LineService.class)
class LineServiceOutsideTest {

    private static final String LONG = "60000";
    private static final String SHORT = "300";

    private final Trace trace = new Trace().byHand("nc localhost 8888");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void aWholeLineIsAnswered() throws Exception {
        server.serve(LineServiceMain.class, LONG);
        String text = "你好 " + server.word();
        OutsideClient pieces = server.connect();
        OutsideClient other = server.connect();

        for (byte next : (text + "\r\n").getBytes(StandardCharsets.UTF_8)) {
            pieces.send(next);
        }
        trace.equal(
                "it sends a line byte by byte, with CR LF at its end",
                "you said: " + text,
                pieces.line(),
                "Make text of a line when all of it is there. The CR is not part of it.");
        other.send("a\nb\n");

        trace.equal(
                "another one sends two lines at once",
                "you said: a",
                other.line(),
                "What comes behind the first line feed is ignored.");
    }

    @Test
    void aLineThatIsTooLongIsRefusedAtOnce() throws Exception {
        server.serve(LineServiceMain.class, LONG);
        String longest = (server.word() + "x".repeat(1_000)).substring(0, 1_000);
        OutsideClient fits = server.connect();
        OutsideClient tooLong = server.connect();

        fits.say(longest);
        trace.check(
                "a line of 1,000 bytes is answered",
                fits.line().equals("you said: " + longest),
                "So many bytes may stand before the line feed.");
        tooLong.send(longest + "x");

        trace.equal(
                "after 1,001 bytes without a line feed",
                "too long",
                tooLong.line(),
                "Nobody knows how much is still to come: answer at once.");
    }

    @Test
    void bytesDoNotBuyTime() throws Exception {
        trace.byHand("while true; do printf x; sleep 0.1; done | nc localhost 8888");
        server.serve(LineServiceMain.class, SHORT);
        OutsideClient slow = server.connect();

        String answer = slow.dripUntilLine();

        trace.equal(
                "a client sends byte after byte and never a line feed; the limit is 300 ms",
                "too slow: the line was not whole in time",
                answer,
                "The limit is for the whole line. Before each read, set the time-out to what is"
                        + " left.");
    }

    @Test
    void halfALineIsNoLine() throws Exception {
        server.serve(LineServiceMain.class, LONG);
        OutsideClient client = server.connect();

        client.send(server.word());
        client.endOutput();

        trace.equal(
                "a client sends half a line and ends its stream",
                OutsideClient.END,
                client.line(),
                "When the stream ends before the line feed there is no answer.");
    }
}
