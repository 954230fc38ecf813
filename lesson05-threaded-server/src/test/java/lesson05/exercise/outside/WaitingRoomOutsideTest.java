package lesson05.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lesson05.exercise.WaitingRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A waiting room in a process of its own, with a heap of 64 MB.
@Exercise(number = "5.6", title = "Five thousand idle clients", points = 10, of = WaitingRoom.class)
class WaitingRoomOutsideTest {

    private static final int CLIENTS = 300;
    private static final int SPEAKERS = 20;

    private final Trace trace = new Trace().byHand("nc localhost 8888");

    @RegisterExtension final SecondProcess room = new SecondProcess(trace);

    @Test
    void manyWaitAndSomeSpeak() throws Exception {
        room.serve(WaitingRoomMain.class);
        List<OutsideClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(room.tryConnect());
        }
        trace.ok(CLIENTS + " clients connect");

        List<Integer> numbers = new ArrayList<>();
        for (OutsideClient client : clients) {
            numbers.add(numberOf(client.line()));
        }
        trace.equal(
                "each gets a number of its own",
                IntStream.rangeClosed(1, CLIENTS).boxed().toList(),
                numbers.stream().sorted().toList(),
                "Two threads must not count at the same moment; and the first client is number 1.");
        for (int i = 0; i < SPEAKERS; i++) {
            int speaker = room.number(CLIENTS);
            checkEcho("one of them", numbers.get(speaker), clients.get(speaker));
        }
    }

    @Test
    void aResetHarmsNobodyElse() throws Exception {
        OutsideClient stays = firstClient();
        OutsideClient reset = room.connect();
        checkNumber(2, reset);

        reset.reset();
        trace.ok("one resets its connection");

        checkEcho("the first one", 1, stays);
        checkNumber(3, room.connect());
    }

    @Test
    void whoSendsALineThatIsTooLongIsPutOut() throws Exception {
        OutsideClient stays = firstClient();
        OutsideClient loud = room.connect();
        checkNumber(2, loud);

        loud.say("x".repeat(1_001));

        trace.check(
                "one sends a line of 1,001 bytes, and is put out",
                loud.isOver(),
                "Its connection is still open. TextLines throws for a line that is too long.");
        checkEcho("the first one", 1, stays);
    }

    @Test
    void whoEndsItsStreamIsLetGo() throws Exception {
        OutsideClient first = firstClient();
        checkEcho("the client", 1, first);

        first.endOutput();

        trace.equal(
                "it ends its stream", OutsideClient.END, first.next(), "So the server closes too.");
    }

    private OutsideClient firstClient() throws Exception {
        room.serve(WaitingRoomMain.class);
        OutsideClient client = room.connect();
        checkNumber(1, client);
        return client;
    }

    private int numberOf(String greeting) {
        if (!greeting.matches("You are number [1-9]\\d{0,3}")) {
            trace.equal("each is greeted", "You are number 17", greeting, "17 is any number here.");
        }
        return Integer.parseInt(greeting.replaceAll("\\D", ""));
    }

    private void checkNumber(int number, OutsideClient client) throws IOException {
        trace.equal(
                "client number " + number + " is greeted",
                "You are number " + number,
                client.line(),
                "The first client is number 1, and each has a number of its own.");
    }

    private void checkEcho(String who, int number, OutsideClient client) throws IOException {
        String text = "你好 " + room.word();
        client.say(text);
        String line = client.line();
        trace.check(
                who + " speaks, and its line comes back with its number",
                line.equals(number + ": " + text),
                "It got \"" + line.replaceFirst("^" + number + ":", "NUMBER:") + "\".");
    }
}
