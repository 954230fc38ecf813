package lesson05.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.util.List;
import lesson05.exercise.LimitedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with two places, in a process of its own. Its handler echoes lines.
@Exercise(
        number = "5.2",
        title = "At most N, and a polite no",
        points = 15,
        of = LimitedServer.class)
class LimitedServerOutsideTest {

    private static final String BUSY = "busy, try again later";
    private static final int ROUNDS = 3;

    private final Trace trace =
            new Trace().byHand("nc localhost 8888   (in one terminal more than there are places)");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void whoComesWhenAllPlacesAreTakenGetsOneLineAndTheEnd() throws Exception {
        server.serve(LimitedServerMain.class);
        OutsideClient first = served();
        OutsideClient second = served();

        turnedAway();
        turnedAway();

        checkEcho(first);
        checkEcho(second);
    }

    @Test
    void aFreePlaceIsOnePlace() throws Exception {
        server.serve(LimitedServerMain.class);
        OutsideClient stays = served();
        OutsideClient goes = served();

        for (int round = 1; round <= ROUNDS; round++) {
            leave(goes, round);
            goes = servedAtLast();
            turnedAway();
            checkEcho(stays);
        }
    }

    @Test
    void whoIsTurnedAwayWhileItSendsGetsNoReset() throws Exception {
        server.serve(LimitedServerMain.class);
        served();
        served();
        OutsideClient late = server.connect("one more client connects");

        late.send("x".repeat(10_000));
        trace.equal(
                "it sends 10,000 bytes and reads",
                BUSY,
                late.line(),
                "Who is turned away is told.");
        trace.equal(
                "then its stream ends",
                OutsideClient.END,
                late.next(),
                "End the stream with shutdownOutput, and read what comes before you close: else the"
                        + " system answers with a reset.");
    }

    private OutsideClient served() throws IOException {
        OutsideClient client = server.connect();
        checkEcho(client);
        return client;
    }

    private void checkEcho(OutsideClient client) throws IOException {
        String word = server.word();
        client.say(word);
        trace.equal(
                "a client that has a place is served", word, client.line(), "The handler echoes.");
    }

    private void turnedAway() throws IOException {
        OutsideClient client = server.connect("one more client connects");
        trace.equal(
                "it is told that there is no place",
                BUSY,
                client.line(),
                "All places are taken: do not call the handler, send the line.");
        trace.equal(
                "then its stream ends", OutsideClient.END, client.next(), "One line and the end.");
    }

    /// One of them is reset, the others end their streams.
    private void leave(OutsideClient client, int round) throws IOException {
        if (round == 1) {
            client.reset();
            trace.ok("one of the two resets its connection");
            return;
        }
        client.endOutput();
        trace.equal(
                "one of the two ends its stream",
                OutsideClient.END,
                client.next(),
                "When the handler has returned, close the socket.");
    }

    /// The place is free a moment after the client has gone.
    private OutsideClient servedAtLast() throws IOException {
        long deadline = System.nanoTime() + OutsideClient.MILLIS * 1_000_000L;
        while (System.nanoTime() < deadline) {
            OutsideClient client = server.tryConnect();
            String word = server.word();
            client.say(word);
            String line = client.line();
            if (line.equals(word)) {
                trace.ok("a new client gets the free place");
                return client;
            }
            trace.check(
                    "a client is served, or told that there is no place",
                    List.of(BUSY, OutsideClient.RESET).contains(line),
                    "It got \"" + line + "\".");
        }
        trace.check(
                "a new client gets the free place",
                false,
                "For three seconds all were turned away. A place has to become free when the handler"
                        + " returns or throws.");
        throw new IllegalStateException("the check has failed");
    }
}
