package lesson07.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lesson07.exercise.WorkerServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with two workers in a process of its own. Its handler echoes.
@Exercise(
        number = "7.5",
        title = "An acceptor and its workers",
        points = 15,
        of = WorkerServer.class)
class WorkerServerOutsideTest {

    private static final int CLIENTS = 50;

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in several terminals)");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void manyClientsAreServed() throws Exception {
        server.serve(WorkerServerMain.class);
        List<OutsideClient> clients = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(server.tryConnect());
            words.add(server.word());
            clients.getLast().say(words.getLast());
        }

        List<String> answers = new ArrayList<>();
        for (OutsideClient client : clients) {
            answers.add(client.line());
        }
        trace.check(
                CLIENTS + " clients connect and say something: each gets its own words back",
                answers.equals(words),
                "Register each connection with the selector of one worker, on that worker's"
                        + " thread.");
        clients.getFirst().endOutput();
        trace.equal(
                "one of them ends its stream",
                OutsideClient.END,
                clients.getFirst().next(),
                "The handler has returned false: close the channel.");
    }

    @Test
    void whileOneWorkerWaitsTheOtherGoesOn() throws Exception {
        server.serve(WorkerServerMain.class);
        OutsideClient waits = served("the first client, of the first worker");
        OutsideClient other = served("the second one, of the other worker");
        served("the third one, of the first worker");

        waits.say("wait");
        trace.ok("the handler of the first client takes long");
        checkEcho("the second client", other);
        served("a new one: the other worker has fewer clients");
        checkEcho("the second client", other);
        other.say("go on");
        trace.equal("the second client lets it go on", "go on", other.line(), "It is served.");

        trace.equal(
                "the first client gets its answer", "wait", waits.line(), "The handler echoes.");
    }

    @Test
    void aHandlerThatBreaksHarmsNobodyElseAndCloseEndsAll() throws Exception {
        server.serve(WorkerServerMain.class);
        OutsideClient breaks = served("a client");
        served("another one");
        OutsideClient stays = served("one more, of the same worker");

        breaks.say("break");
        trace.check(
                "the handler of one client throws: its channel is closed",
                breaks.isOver(),
                "Its connection is still open. Close it whatever the handler throws.");
        checkEcho("the other client of this worker", stays);
        server.stop();

        trace.check(
                "the server is closed: its clients are cut",
                stays.isOver(),
                "A connection is still open. The workers close the channels of their clients.");
        server.checkRefused("a new client is refused", "Close the listener first.");
    }

    private OutsideClient served(String who) throws IOException {
        OutsideClient client = server.connect(who + " connects");
        checkEcho(who, client);
        return client;
    }

    private void checkEcho(String who, OutsideClient client) throws IOException {
        String word = server.word();
        client.say(word);
        trace.equal(who + " is served", word, client.line(), "The handler echoes.");
    }
}
