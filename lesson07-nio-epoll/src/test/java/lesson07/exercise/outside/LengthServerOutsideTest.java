package lesson07.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lesson07.exercise.LengthServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server in a process of its own; the lengths are drawn by the test.
@Exercise(
        number = "7.2",
        title = "Many clients, one selector",
        points = 15,
        of = LengthServer.class)
class LengthServerOutsideTest {

    private static final int LINES = 40;
    private static final int LONGEST = 2_000;
    private static final String BYTES = "The answer is the number of bytes before the line feed.";

    private final Trace trace = new Trace().byHand("printf 'hello\\n' | nc -N localhost 8888");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void manyLinesInOnePieceAreAnsweredInTheirOrder() throws Exception {
        server.serve(LengthServerMain.class);
        OutsideClient client = server.connect();
        StringBuilder text = new StringBuilder();
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String line = "你".repeat(server.number(3)) + "x".repeat(server.number(LONGEST));
            lengths.add(line.getBytes(StandardCharsets.UTF_8).length);
            text.append(line).append('\n');
        }

        client.send(text + "half a line");
        client.endOutput();

        boolean right = true;
        for (int length : lengths) {
            right &= client.line().equals(Integer.toString(length));
        }
        trace.check(
                "a client sends " + LINES + " lines in one write: all answers are right",
                right,
                BYTES);
        trace.equal(
                "it ends its stream with half a line",
                OutsideClient.END,
                client.next(),
                "Half a line has no answer. After the other answers the connection is closed.");
    }

    @Test
    void twoClientsSendByteByByteInTurns() throws Exception {
        server.serve(LengthServerMain.class);
        server.connect("one client connects and says nothing");
        OutsideClient first = server.connect();
        OutsideClient second = server.connect();
        int shorter = 5 + server.number(20);
        int longer = shorter + 5 + server.number(20);

        for (int i = 0; i < longer; i++) {
            first.send(i < shorter ? "x" : i == shorter ? "\n" : "y");
            second.send("z");
        }
        second.send("\n");

        checkAnswer("the first of two that send byte by byte", shorter, first);
        checkAnswer("the second one", longer, second);
        first.send("\n");
        checkAnswer("the first one again", longer - shorter - 1, first);
    }

    @Test
    void aResetEndsThisConnectionOnly() throws Exception {
        server.serve(LengthServerMain.class);
        OutsideClient stays = server.connect();
        OutsideClient goes = server.connect();
        goes.send("half");

        goes.reset();

        int length = server.number(100);
        stays.say("x".repeat(length));
        checkAnswer("one client resets its connection; another one", length, stays);
        OutsideClient next = server.connect();
        next.say("x".repeat(length));
        checkAnswer("a new one", length, next);
    }

    private void checkAnswer(String who, int length, OutsideClient client) throws IOException {
        String line = client.line();
        trace.check(
                who + " gets the length of its line",
                line.equals(Integer.toString(length)),
                (line.matches("\\d+") ? "It got another number" : "It got \"" + line + "\"")
                        + ". "
                        + BYTES
                        + " Each client needs a memory of its own.");
    }
}
