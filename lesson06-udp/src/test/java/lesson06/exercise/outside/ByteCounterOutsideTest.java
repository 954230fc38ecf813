package lesson06.exercise.outside;

import course.testkit.Exercise;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import lesson06.exercise.ByteCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server in a process of its own; the lengths are drawn by the test.
@Exercise(number = "6.2", title = "Answer the sender", points = 10, of = ByteCounter.class)
class ByteCounterOutsideTest {

    private static final int LONGEST = 65_507;
    private static final String MANY = "1000";

    private final Trace trace =
            new Trace().byHand("printf '你好' | nc -u -w1 127.0.0.1 8888   (6 bytes)");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void theLongestAndTheEmptyDatagramAreCounted() throws Exception {
        int port = server.serve(ByteCounterMain.class, MANY);
        try (Datagrams client = new Datagrams(server)) {
            checkAnswer(client, port, LONGEST);
            checkAnswer(client, port, 0);
        }
    }

    @Test
    void afterAShortDatagramALongOneIsCounted() throws Exception {
        int port = server.serve(ByteCounterMain.class, MANY);
        try (Datagrams client = new Datagrams(server)) {
            checkAnswer(client, port, server.number(100));
            checkAnswer(client, port, 1_000 + server.number(1_000));
        }
    }

    @Test
    void everySenderGetsItsOwnAnswer() throws Exception {
        int port = server.serve(ByteCounterMain.class, MANY);
        try (Datagrams one = new Datagrams(server);
                Datagrams other = new Datagrams(server)) {
            for (int i = 0; i < 10; i++) {
                int length = 1_000 + server.number(1_000);
                int next = server.number(1_000);
                one.send(port, new byte[length]);
                other.send(port, new byte[next]);
                checkNumber(other, next);
                checkNumber(one, length);
            }
        }
    }

    @Test
    void theServerAnswersFromItsOwnPort() throws Exception {
        int port = server.serve(ByteCounterMain.class, MANY);
        try (Datagrams client = new Datagrams(server)) {
            checkAnswer(client, port, server.number(1_000));
            trace.check(
                    "it comes from the port that was asked",
                    client.lastPort() == port,
                    "Answer with the socket that has received.");
        }
    }

    @Test
    void afterTheLastDatagramItIsOver() throws Exception {
        int port = server.serve(ByteCounterMain.class, "1");
        try (Datagrams client = new Datagrams(server)) {
            checkAnswer(client, port, server.number(1_000));
            trace.check(
                    "it is to serve one datagram, and then it returns",
                    Datagrams.isClosed(port),
                    "The socket is closed when serve returns, and it is still open.");
            server.checkGoesOn();
        }
    }

    private void checkAnswer(Datagrams client, int port, int length) throws IOException {
        client.send(port, new byte[length]);
        checkNumber(client, length);
    }

    /// The number is in no sentence: it is another one in each run.
    private void checkNumber(Datagrams client, int length) throws IOException {
        String answer = client.text();
        boolean isNumber = answer.matches("\\d+");
        trace.check(
                "the answer is the number of bytes",
                answer.equals(Integer.toString(length)),
                (isNumber ? "It is another number" : "It is \"" + answer + "\"")
                        + ". The packet knows how many bytes have come; and think of its length"
                        + " before you receive into it again.");
    }
}
