package lesson05.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import lesson05.exercise.GracefulServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server in a process of its own, which is closed from there. Its handler echoes lines.
@Exercise(number = "5.4", title = "Close in good order", points = 15, of = GracefulServer.class)
class GracefulServerOutsideTest {

    private static final String LONG = "60000";
    private static final String NONE = "0";

    private final Trace trace = new Trace().byHand("nc localhost 8888   (and close the server)");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void whoIsInHandMayGoOn() throws Exception {
        server.serve(GracefulServerMain.class, LONG);
        OutsideClient first = served();
        OutsideClient second = served();

        server.stop();
        server.checkRefused(
                "the server is closed: a new client is refused",
                "First of all the listener is closed.");
        checkEcho(first);
        checkEcho(second);
        first.endOutput();

        trace.equal(
                "one of them ends its stream",
                OutsideClient.END,
                first.next(),
                "Its handler has returned: close its socket.");
        checkEcho(second);
    }

    @Test
    void whoIsLeftAfterTheLimitIsCut() throws Exception {
        server.serve(GracefulServerMain.class, NONE);
        OutsideClient first = served();
        OutsideClient second = served();

        server.stop();

        for (OutsideClient client : new OutsideClient[] {first, second}) {
            trace.check(
                    "the server is closed, with a limit of 0: a client is cut",
                    client.isOver(),
                    "Its connection is still open. After the limit, close the sockets that are"
                            + " left.");
        }
        server.checkRefused("a new client is refused", "The listener is closed too.");
    }

    @Test
    void aHandlerThatBreaksHarmsNobodyElse() throws Exception {
        server.serve(GracefulServerMain.class, LONG);
        OutsideClient stays = served();
        OutsideClient breaks = served();

        breaks.say(GracefulServerMain.BREAK);

        trace.check(
                "the handler of one client throws a RuntimeException: its socket is closed",
                breaks.isOver(),
                "Close the socket whether the handler returns or throws.");
        checkEcho(stays);
        served();
    }

    private OutsideClient served() throws IOException {
        OutsideClient client = server.connect();
        checkEcho(client);
        return client;
    }

    private void checkEcho(OutsideClient client) throws IOException {
        String word = server.word();
        client.say(word);
        trace.equal("a client is served", word, client.line(), "The handler echoes lines.");
    }
}
