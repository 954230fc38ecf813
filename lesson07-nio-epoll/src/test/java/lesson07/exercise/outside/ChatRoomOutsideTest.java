package lesson07.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lesson07.exercise.ChatRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A room that runs in a process of its own: names and texts are drawn by the test.
@Exercise(number = "7.7", title = "A chat room on one thread", points = 20, of = ChatRoom.class)
class ChatRoomOutsideTest {

    private static final int TALKERS = 3;
    private static final int LINES = 50;

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in two terminals)");

    @RegisterExtension final SecondProcess room = new SecondProcess(trace);

    @Test
    void allHearAllInTheSameOrder() throws Exception {
        room.serve(ChatRoomMain.class);
        List<String> names = new ArrayList<>();
        List<OutsideClient> members = new ArrayList<>();
        for (int i = 0; i < TALKERS; i++) {
            names.add("小明" + room.word());
            members.add(join(names.getLast(), members));
        }
        List<List<String>> said = new ArrayList<>();
        for (OutsideClient talker : members) {
            said.add(words());
            talker.send(String.join("\n", said.getLast()) + "\n");
        }
        trace.ok("all members talk at the same time");

        List<String> first = lines(members.getFirst());

        for (int i = 0; i < TALKERS; i++) {
            checkAllOf(said.get(i), names.get(i) + ": ", first);
        }
        for (OutsideClient other : members.subList(1, TALKERS)) {
            trace.check(
                    "another member has got the same lines in the same order",
                    lines(other).equals(first),
                    "All members have to get all lines in the same order.");
        }
    }

    @Test
    void aNameIsTakenUntilItsOwnerHasLeft() throws Exception {
        room.serve(ChatRoomMain.class);
        String name = room.word();
        String text = room.word();
        OutsideClient first = join(name, List.of());
        OutsideClient watcher = join("阿华", List.of(first));
        OutsideClient second = room.connect();
        expect("name?", "The room speaks first.", second);

        second.say(name);
        checkRefusal(second);
        first.send(text + "\nbye\n");
        expect(name + ": " + text, "What was said before bye goes to all.", first, watcher);
        expect("* bye", "Who says bye is told goodbye.", first);
        expect(OutsideClient.END, "After that its stream ends.", first);
        expect("* " + name + " left", "The others are told who has left.", watcher);
        second.say(name);
        expect("* " + name + " joined", "The name is free again.", second, watcher);
        second.say("/who");

        expect("* here: 阿华, " + name, "The names, in the order of joining.", second);
    }

    @Test
    void whoIsLostOrSaysTooMuchHarmsNobody() throws Exception {
        room.serve(ChatRoomMain.class);
        OutsideClient stays = join("阿华", List.of());
        String lost = room.word();
        String loud = room.word();
        OutsideClient first = join(lost, List.of(stays));
        OutsideClient second = join(loud, List.of(stays, first));

        first.reset();
        expect("* " + lost + " left", "A reset is a leaving.", stays, second);
        second.say("x".repeat(1_001));
        checkRefusal(second);
        expect(OutsideClient.END, "After a line that is too long it is put out.", second);
        expect("* " + loud + " left: line too long", "The others are told why.", stays);
        String text = room.word();
        stays.say(text);

        expect("阿华: " + text, "The others go on.", stays);
    }

    private OutsideClient join(String name, List<OutsideClient> others) throws IOException {
        OutsideClient client = room.connect();
        expect("name?", "The room speaks first.", client);
        client.say(name);
        expect("* " + name + " joined", "A name that is free is taken.", client);
        expect("* " + name + " joined", "All are told.", others.toArray(OutsideClient[]::new));
        return client;
    }

    private void expect(String line, String why, OutsideClient... clients) throws IOException {
        for (OutsideClient client : clients) {
            trace.equal("a client gets the next line", line, client.line(), why);
        }
    }

    private void checkRefusal(OutsideClient client) throws IOException {
        String line = client.line();
        trace.check(
                "it is refused",
                line.startsWith("! "),
                "It got \"" + line + "\". A refusal begins with \"! \".");
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            words.add(room.word());
        }
        return words;
    }

    private static List<String> lines(OutsideClient member) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < TALKERS * LINES
                && (lines.isEmpty() || !lines.getLast().endsWith(OutsideClient.NOTHING))) {
            lines.add(member.line());
        }
        return lines;
    }

    private void checkAllOf(List<String> said, String prefix, List<String> heard) {
        List<String> ofOne =
                heard.stream()
                        .filter(line -> line.startsWith(prefix))
                        .map(line -> line.substring(prefix.length()))
                        .toList();
        trace.equal(
                "the first member has got all lines of one talker, in their order",
                said,
                ofOne,
                "What a member says goes to all, the talker too.");
    }
}
