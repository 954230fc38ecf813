package lesson03.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lesson03.exercise.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each end runs in a process of its own, one after the other; the test is the other end.
@Exercise(
        number = "3.6",
        title = "A conversation that survives",
        points = 20,
        of = Conversation.class)
class ConversationOutsideTest {

    private static final String TOO_LONG =
            "error: more than " + ConversationMain.LONGEST + " bytes";

    private final Trace trace = new Trace().byHand("nc localhost 8888");

    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

    @Test
    void theServerAnswersHoweverALineComes() throws Exception {
        second.serve(ConversationMain.class, "serve");
        String first = "你好 " + second.word();
        String next = "a\rb " + second.word();
        OutsideClient client = second.connect();

        for (byte piece : (first + "\r\n").getBytes(StandardCharsets.UTF_8)) {
            client.send(piece);
        }
        expect("it says a line byte by byte", "you said: " + first, client);
        client.send(next + "\n\nbye\n");
        expect("it says three lines at once", "you said: " + next, client);
        expect("the second one is empty", "you said: ", client);
        expect("the third one is bye", "bye", client);
        expect("and that is the end", OutsideClient.END, client);
    }

    @Test
    void theServerSurvivesWhatIsNoLine() throws Exception {
        second.serve(ConversationMain.class, "serve");
        String longest = (second.word() + "x".repeat(100)).substring(0, ConversationMain.LONGEST);
        OutsideClient client = second.connect();

        client.say(longest);
        expect("a line that just fits", "you said: " + longest, client);
        client.send(longest + "xx");
        expect("one that does not, and has no end yet", TOO_LONG, client);
        client.send("x".repeat(200_000) + "\n");
        client.send((byte) 0xe4, (byte) 0xbd, (byte) '\n');
        expect("then bytes that are not UTF-8", "error: not UTF-8", client);
        String word = second.word();
        client.say(word);
        expect("then a good line", "you said: " + word, client);
        client.send(word);
        client.endOutput();

        expect("then a piece without an end", OutsideClient.END, client);
    }

    @Test
    void theClientWaitsForEachAnswer() throws Exception {
        List<String> said = List.of("你好 " + second.word(), second.word());
        List<String> answers = List.of(second.word() + " 好", second.word());
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(listener.getLocalPort());
            second.start(ConversationMain.class, port, said.get(0), said.get(1));
            OutsideClient client = second.accept(listener, "the client's end connects");

            expect("it says its first line", said.get(0), client);
            client.send(answers.get(0) + "\r\n");
            expect("it says its second line", said.get(1), client);
            for (byte piece : (answers.get(1) + "\n").getBytes(StandardCharsets.UTF_8)) {
                client.send(piece);
            }
            expect("now it says what it was answered", answers.get(0), client);
            client.say("x");
            expect("and the second answer", answers.get(1), client);
            client.say("bye");
            expect("it has no more to say", OutsideClient.END, client);
        }
    }

    private void expect(String step, String line, OutsideClient client) throws IOException {
        trace.equal(
                step,
                line,
                client.line(),
                "Every line ends with LF, and is sent before the next one is read.");
    }
}
