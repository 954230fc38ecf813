package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lesson07.exercise.ChatRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The chat room with real `nc` at the other end of the wire, five of them at once.
@NeedsPeer
@Exercise(number = "7.7", title = "A chat room on one thread", points = 20, of = ChatRoom.class)
class ChatRoomPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// Says its name; says something as soon as five are here; says bye as soon as all five have
    /// spoken. What `nc` prints goes to a file, because the one who types must see it too. The last
    /// to speak leaves last.
    private static final String GUEST =
            """
            out=$(mktemp)
            seen() { until grep -qF -- "$1" $out; do sleep 0.02; done; }
            {
              printf '客人%d\\n' N
              seen '* 客人N joined'
              seen '* go'
              printf '你好 from N\\n'
              for i in 1 2 3 4 5; do seen "你好 from $i"; done
              printf 'bye\\n'
            } | nc HOST PORT >$out
            cat $out
            """;

    private final Trace trace = new Trace();
    private LineLoop room;

    @AfterEach
    void close() throws IOException {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void fiveNcHearTheSameInTheSameOrder() throws Exception {
        int port = open();
        Peer peer = Peer.get();
        List<PeerCommand> guests = new ArrayList<>();
        try {
            for (int i = 1; i <= 5; i++) {
                guests.add(peer.start(guest(i, port)));
            }
            awaitFiveAndSayGo(peer, port);

            List<List<String>> heard = new ArrayList<>();
            for (PeerCommand guest : guests) {
                heard.add(guest.await(LIMIT).text().lines().toList());
            }

            check(heard);
        } finally {
            guests.forEach(PeerCommand::close);
        }
    }

    @Test
    void ncThatIsStoppedHarmsNobody() throws Exception {
        int port = open();
        Peer peer = Peer.get();
        try (PeerCommand stopped =
                peer.start("{ printf 'lazy\\n'; sleep 60; } | nc " + Peer.HOST + " " + port)) {
            awaitLine(peer, port, "lazy");
            stopped.signal("STOP");

            PeerCommand.Result talker =
                    peer.run(
                            "{ printf '小明\\n'; yes 你好 | head -500; printf 'bye\\n'; } | nc "
                                    + Peer.HOST
                                    + " "
                                    + port);

            trace.equal(
                    "the other one hears all that it says",
                    500L,
                    talker.text().lines().filter(line -> line.equals("小明: 你好")).count(),
                    "A client that does not read must make nobody wait.");
            trace.equal(
                    "and leaves in good order",
                    "* bye",
                    talker.text().lines().toList().getLast(),
                    "A client that does not read must make nobody wait.");
            stopped.signal("CONT");
        }
    }

    private int open() throws IOException {
        ChatRoom chat = trace.call("a room", ChatRoom::new);
        room = new LineLoop(new InetSocketAddress(0), ChatWords.LONGEST_LINE, chat::enter);
        return room.address().getPort();
    }

    private static String guest(int number, int port) {
        return GUEST.replace("HOST", Peer.HOST)
                .replace("PORT", Integer.toString(port))
                .replace("N\n", number + "\n")
                .replace("客人N", "客人" + number)
                .replace("from N", "from " + number);
    }

    /// A sixth client, which comes and asks until the five are there; then it comes by the name
    /// "go".
    private void awaitFiveAndSayGo(Peer peer, int port) {
        awaitLine(peer, port, "客人1", "客人2", "客人3", "客人4", "客人5");
        trace.ok("five nc have joined");
        peer.run("printf 'go\\nbye\\n' | nc " + Peer.HOST + " " + port);
    }

    private void awaitLine(Peer peer, int port, String... names) {
        String found =
                Stream.of(names)
                        .map(name -> " && grep -qF '" + name + "' /tmp/who")
                        .collect(Collectors.joining());
        String ask =
                "printf 'asker\\n/who\\nbye\\n' | nc "
                        + Peer.HOST
                        + " "
                        + port
                        + " | grep 'here:' >/tmp/who";
        trace.run(
                "the room says that " + String.join(", ", names) + " are here",
                () -> peer.run("until { " + ask + found + "; }; do sleep 0.05; done", LIMIT));
    }

    private void check(List<List<String>> heard) {
        List<String> first = greetings(heard.getFirst());
        trace.equal("one hears five greetings", 5, first.size(), "What one says goes to all.");
        for (int i = 1; i <= 5; i++) {
            assertThat(first).contains("客人" + i + ": 你好 from " + i);
        }
        for (List<String> other : heard) {
            trace.equal(
                    "each hears them in the same order",
                    first,
                    greetings(other),
                    "All members get all lines in the same order.");
            trace.equal(
                    "each is told goodbye",
                    "* bye",
                    other.getLast(),
                    "Who says bye is told goodbye.");
        }
    }

    private static List<String> greetings(List<String> lines) {
        return lines.stream().filter(line -> line.contains(": 你好 from ")).toList();
    }
}
