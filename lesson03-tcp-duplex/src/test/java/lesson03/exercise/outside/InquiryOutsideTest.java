package lesson03.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lesson03.exercise.Inquiry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The client runs in a process of its own, and the test is its server. Each question but the first
/// tells what came of the one before it.
@Exercise(number = "3.3", title = "A clear outcome, in time", points = 15, of = Inquiry.class)
class InquiryOutsideTest {

    private static final String LONG = "30000";
    private static final String SHORT = "250";

    /// What the test does as a server.
    private enum Server {
        ANSWERED("the server answers"),
        CLOSED("the server sends half a line and closes"),
        RESET("the server resets the connection"),
        TOO_LONG("the server sends 1,001 bytes without a line feed");

        private final String inWords;

        Server(String inWords) {
            this.inWords = inWords;
        }
    }

    private final Trace trace = new Trace().byHand("nc -l 8888");

    @RegisterExtension final SecondProcess client = new SecondProcess(trace);

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        listener.close();
    }

    @Test
    void theOutcomeOfALineIsAnswered() throws Exception {
        checkOutcomesOf(Server.ANSWERED);
    }

    @Test
    void anEndAndAResetAreTwoOutcomes() throws Exception {
        checkOutcomesOf(Server.CLOSED, Server.RESET);
    }

    @Test
    void theOutcomeOfALineWithoutAnEndIsTooLong() throws Exception {
        checkOutcomesOf(Server.TOO_LONG);
    }

    /// Each comes twice, in an order that nobody knows before. So the steps come at the end, in an
    /// order that is always the same.
    private void checkOutcomesOf(Server... played) throws IOException {
        String question = ask(LONG);
        List<Server> servers = new ArrayList<>(List.of(played));
        servers.addAll(List.of(played));
        Collections.shuffle(servers, new Random(client.number(Integer.MAX_VALUE)));
        OutsideClient connection = accept();
        trace.equal("the first question", question, connection.line(), "With a line feed.");

        Map<Server, String> wrong = new EnumMap<>(Server.class);
        for (Server server : servers) {
            String expected = server + " " + play(server, connection);
            connection = accept();
            String told = connection.line();
            if (!told.equals(expected)) {
                wrong.put(server, told.split(" ")[0]);
            }
        }

        for (Server server : played) {
            trace.check(
                    server.inWords,
                    !wrong.containsKey(server),
                    "The outcome should be "
                            + server
                            + ", with the text that came. It was "
                            + wrong.get(server)
                            + ".");
        }
    }

    @Test
    void theLimitIsForTheWholeAnswer() throws Exception {
        OutsideClient slow = firstQuestion();

        trace.equal(
                "the server sends byte after byte, and no line feed; the limit is 250 ms",
                "the client leaves",
                slow.dripUntilLine().endsWith(OutsideClient.NOTHING)
                        ? "the client stays"
                        : "the client leaves",
                "Before each read, set the time-out to what is left.");
        checkOutcome("TOO_SLOW x", accept().line());
    }

    @Test
    void aServerThatSaysNothingIsSilent() throws Exception {
        firstQuestion();

        trace.ok("the server says nothing; the limit is 250 ms");
        checkOutcome("SILENT ", accept().line());
    }

    private OutsideClient firstQuestion() throws IOException {
        String question = ask(SHORT);
        OutsideClient connection = accept();
        trace.equal(
                "the first question", question, connection.line(), "The question and a line feed.");
        return connection;
    }

    private String ask(String limit) throws IOException {
        String question = "你好 " + client.word();
        client.start(InquiryMain.class, Integer.toString(listener.getLocalPort()), limit, question);
        return question;
    }

    private OutsideClient accept() throws IOException {
        return client.accept(listener, "the client connects");
    }

    /// Returns the text of the outcome.
    private String play(Server server, OutsideClient to) throws IOException {
        String text = client.word();
        switch (server) {
            case ANSWERED -> to.say(text);
            case CLOSED -> {
                to.send(text);
                to.endOutput();
            }
            case RESET -> {
                to.reset();
                return "";
            }
            case TOO_LONG -> {
                to.send(text + "x".repeat(1_001 - text.length()));
                return text + "x".repeat(InquiryMain.SHOWN - text.length());
            }
        }
        return text;
    }

    private void checkOutcome(String expected, String line) {
        trace.check(
                "the next question tells the outcome",
                line.startsWith(expected),
                "It should begin with \"" + expected + "\", and is \"" + line + "\".");
    }
}
