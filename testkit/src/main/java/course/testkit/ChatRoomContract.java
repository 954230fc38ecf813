package course.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every chat room does, seen from outside: nothing but connections to a port. How it does it,
/// with many threads or with one, is its own business. A subclass says how a room is opened.
public abstract class ChatRoomContract {

    private static final int LONGEST_LINE = 1_000;

    /// More than the kernel keeps for a connection (4 MiB by default) and the room's queue
    /// together.
    private static final int MUCH = 24_000_000;

    private static final int MEMBERS = 30;
    private static final int TALKERS = 8;
    private static final String LINES_AT_ONCE =
            IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(Collectors.joining());

    private static final String ORDER_RULE =
            "All members have to get all lines in the same order. Put a line into the queues of all members in one"
                    + " step, under a lock, so that no other line comes between.";

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in two terminals)");
    private final List<TextClient> clients = new ArrayList<>();
    private LiveThreads threads;
    private Room room;

    /// A chat room that listens on a port of the loopback address.
    protected interface Room extends AutoCloseable {
        /// Where it listens.
        int port();

        @Override
        void close();
    }

    /// Opens a room on this port of the loopback address; 0 is any free port.
    protected abstract Room open(int port) throws IOException;

    @AfterEach
    final void stop() throws Exception {
        for (TextClient client : clients) {
            client.close();
        }
        if (threads != null) {
            threads.close();
        }
        if (room != null) {
            // On a thread of its own: a close that hangs or throws has been reported already.
            Thread closing =
                    Thread.ofPlatform()
                            .daemon()
                            .uncaughtExceptionHandler((_, _) -> {})
                            .start(room::close);
            closing.join(Duration.ofSeconds(3));
        }
    }

    @Test
    final void everybodyHearsEverybody() throws Exception {
        open();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);

        ming.say("你好 😀");
        expect("小明: 你好 😀", "What a member says goes to all, the talker too.", ming, hua);
        hua.say("再见");
        expect("阿华: 再见", "What a member says goes to all, the talker too.", ming, hua);
    }

    @Test
    final void whoHasNoNameYetHearsNothing() throws Exception {
        open();
        TextClient silent = connect();
        TextClient ming = join("小明");
        ming.say("secret");
        expect("小明: secret", "What a member says goes to all.", ming);

        silent.say("阿华");

        expect(
                "* 阿华 joined",
                "The first line after its name is that it has joined: it gets nothing before.",
                silent,
                ming);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:b",
                "GET / HTTP/1.1",
                "abcdefghijklmnopqrstu",
                "bell\u0007",
                "\u001b[2J",
                "小明\u200b",
                "\u202eeve"
            })
    final void refusesANameInWordsAndAsksAgain(String name) throws Exception {
        open();
        TextClient client = connect();

        client.say(name);
        expectRefusal("name", client);
        client.say("小明");
        expect("* 小明 joined", "After a refusal the next line is the next try.", client);
    }

    @Test
    final void aNameMayHaveTwentyCharacters() throws Exception {
        open();

        join("一二三四五六七八九十一二三四五六七八九十");
        join("😀".repeat(20), clients.getFirst());
    }

    @Test
    final void refusesANameThatIsTakenAndGivesItWhenItIsFree() throws Exception {
        open();
        TextClient first = join("小明");
        TextClient second = connect();

        second.say("小明");
        expectRefusal("name that a member has", second);
        first.say("bye");
        expect("* bye", "Who says bye is told goodbye.", first);
        expect(TextClient.END, "After that its stream ends.", first);
        second.say("小明");

        expect("* 小明 joined", "The first one has left, so its name is free.", second);
    }

    @Test
    final void ofManyWhoWantOneNameOneGetsIt() throws Exception {
        open();
        TextClient watcher = join("watcher");
        for (int round = 1; round <= 40; round++) {
            List<TextClient> rivals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rivals.add(new TextClient(room.port()));
                clients.add(rivals.getLast());
                rivals.getLast().line(); // name?
            }
            allAtOnce(rivals, rival -> rival.say("小明"));

            int joined = 0;
            for (TextClient rival : rivals) {
                joined += rival.line().equals("* 小明 joined") ? 1 : 0;
            }
            trace.equal(
                    "round "
                            + round
                            + ": 8 clients want one name at the same moment, and so many get it",
                    1,
                    joined,
                    "Look whether a name is free and take it in one step, under one lock: putIfAbsent.");
            for (TextClient rival : rivals) {
                rival.close();
            }
            watcher.line(); // joined
            trace.equal("the winner leaves", "* 小明 left", watcher.line(), "The others are told.");
        }
    }

    @Test
    final void threeRefusalsAreTheEnd() throws Exception {
        open();
        TextClient client = connect();
        for (int i = 0; i < 3; i++) {
            client.say("no good");
            expectRefusal("name", client);
        }

        expect(TextClient.END, "After three refusals the room closes the connection.", client);
    }

    @Test
    final void whoTellsWhoIsHere() throws Exception {
        open();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);
        TextClient adam = join("adam", ming, hua);

        hua.say("/who");
        expect("* here: 小明, 阿华, adam", "The names, in the order of joining.", hua);
        ming.say("bye");
        expect("* 小明 left", "The others are told who has left.", hua, adam);
        adam.say("/who");
        expect(
                "* here: 阿华, adam",
                "Who has left is not here; and only the asker is answered.",
                adam);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/dance", "/WHO", "/who is there", "clear: \u001b[2J", "a\tb", "\u0000"})
    final void refusesATextInWords(String text) throws Exception {
        open();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);

        ming.say(text);
        expectRefusal("text", ming);
        ming.say("still here");

        expect("小明: still here", "A refused text goes to nobody, and the talker stays.", ming, hua);
    }

    @Test
    final void anEmptyLineIsNothing() throws Exception {
        open();
        TextClient ming = join("小明");

        ming.send("\n\r\n\nhello\n");

        expect("小明: hello", "Empty lines are not passed on.", ming);
    }

    @Test
    final void aLineIsWhatEndsWithALineEnd() throws Exception {
        open();
        TextClient ming = connect();

        ming.send("小明\r\n你好\r\na\nb\n");
        expect("* 小明 joined", "CR LF ends a line, as LF does.", ming);
        expect("小明: 你好", "The second line came in the same segment.", ming);
        expect("小明: a", "The third line came in the same segment.", ming);
        expect("小明: b", "The fourth line came in the same segment.", ming);
        for (byte next : "再见\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            ming.send(next);
        }

        expect(
                "小明: 再见",
                "These bytes came one by one. Make text of a line when all of it is there.",
                ming);
    }

    @Test
    final void whoSaysByeGetsAllThatWasSaidBefore() throws Exception {
        open();
        TextClient ming = connect();
        TextClient hua = join("阿华");

        ming.send("小明\n1\n2\n3\nbye\n4\n");

        for (String line : List.of("* 小明 joined", "小明: 1", "小明: 2", "小明: 3")) {
            expect(line, "What was said before bye still has to be written.", ming, hua);
        }
        expect("* 小明 left", "The others are told; what comes after bye is not passed on.", hua);
        expect("* bye", "Who says bye is told goodbye, behind all lines that waited for it.", ming);
        expect(TextClient.END, "After that its stream ends.", ming);
    }

    @Test
    final void theEndOfItsStreamIsALeaving() throws Exception {
        trace.byHand("printf '小明\\nhello\\n' | nc -N localhost 8888");
        open();
        TextClient hua = join("阿华");
        TextClient ming = connect();

        ming.send("小明\nhello\nno line end");
        ming.endOutput();

        expect("* 小明 joined", "It has given a name.", ming, hua);
        expect("小明: hello", "It has said something before its stream ended.", ming, hua);
        expect("小明: no line end", "The last line may end with the stream.", ming, hua);
        expect(TextClient.END, "Its stream has ended, so yours ends too.", ming);
        expect("* 小明 left", "A stream that has ended is a member that has left.", hua);
    }

    @Test
    final void aResetIsALeaving() throws Exception {
        open();
        TextClient hua = join("阿华");
        TextClient ming = join("小明", hua);

        ming.reset();

        expect("* 小明 left", "A connection that is reset is a member that has left.", hua);
        join("小明", hua);
    }

    @Test
    final void aLineMayHaveAThousandBytesAndNotOneMore() throws Exception {
        open();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);
        String longest = "好".repeat(333) + "!";

        ming.say(longest);
        expect("小明: " + longest, "A line of 1,000 bytes is allowed.", ming, hua);
        ming.say(longest + "!");

        expectRefusal("line of 1,001 bytes", ming);
        expect(TextClient.END, "Then it is put out.", ming);
        expect("* 小明 left: line too long", "The others are told why.", hua);
        hua.say("hello");
        expect("阿华: hello", "The others go on.", hua);
    }

    @Test
    final void aLineWithoutEndIsNotCollected() throws Exception {
        trace.byHand("tr '\\0' x < /dev/zero | nc localhost 8888");
        open();
        TextClient hua = join("阿华");
        TextClient ming = join("小明", hua);

        trace.run(
                "it sends 5 MB without a line end, or as much as it can",
                () -> {
                    try {
                        for (int i = 0; i < 50; i++) {
                            ming.send("x".repeat(100_000));
                        }
                    } catch (IOException _) {
                        // It was put out: that is what should happen.
                    }
                });

        expect(
                "* 小明 left: line too long",
                "After 1,000 bytes without a line end it is put out.",
                hua);
    }

    @Test
    final void whoNeverReadsHarmsNobody() throws Exception {
        trace.byHand("nc localhost 8888   (give a name, then press Ctrl-Z: it reads no more)");
        open();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);
        TextClient lazy = new TextClient(room.port(), 4_096);
        clients.add(lazy);
        lazy.say("lazy");
        expect("* lazy joined", "It has given a name. From now on it reads nothing.", ming, hua);

        boolean putOut = talkUntilPutOut(MUCH, ming, hua);

        trace.check(
                "the one that never reads is put out",
                putOut,
                MUCH / 1_000_000
                        + " MB were said, and the member that reads nothing is still there: somewhere the lines for it"
                        + " pile up, or are thrown away. At most 1,000 may wait; then the member is cut off, and the others get"
                        + " \"* lazy left: too slow\".");
        ming.say("/who");
        expect("* here: 小明, 阿华", "Who is put out is not here.", ming);
        ming.say("it is quiet now");
        expect("小明: it is quiet now", "The others go on.", ming, hua);
        trace.check(
                "its connection is closed",
                endsAtLast(lazy),
                "It was put out, but its connection is still open. Close its socket.");
    }

    @Test
    final void whoSaysByeAndNeverReadsIsNotKept() throws Exception {
        threads = new LiveThreads();
        open();
        TextClient ming = join("小明");
        int before = threads.count();
        TextClient lazy = new TextClient(room.port(), 4_096);
        clients.add(lazy);
        lazy.say("lazy");
        expect("* lazy joined", "It has given a name. From now on it reads nothing.", ming);
        talkUntilPutOut(3_000_000, ming);

        lazy.say("bye");

        trace.check(
                "after two seconds, it is let go",
                threads.fallTo(before),
                "It has said bye and does not read what waits for it, and a thread still waits to write that:\n"
                        + threads.inWords()
                        + "\nAfter two seconds, close its socket.");
    }

    /// Many members, so that a line is on its way to all of them for a while; and many rounds,
    /// because without an order two lines need not cross in each of them.
    @Test
    final void allHearAllInTheSameOrder() throws Exception {
        open();
        List<TextClient> members = joinMany(MEMBERS);
        List<TextClient> talkers = members.subList(0, TALKERS);
        for (int round = 1; round <= 40; round++) {
            allAtOnce(talkers, talker -> talker.send(LINES_AT_ONCE));
            checkRound(round, members);
        }
    }

    private void checkRound(int round, List<TextClient> members) throws IOException {
        List<String> first = linesOf(members.getFirst(), TALKERS * 100);
        for (int talker = 0; talker < TALKERS; talker++) {
            checkNothingIsMissing("m" + talker + ": ", first);
        }
        for (TextClient other : members.subList(1, members.size())) {
            checkSameOrder(first, linesOf(other, TALKERS * 100));
        }
        trace.ok(
                "round "
                        + round
                        + ": "
                        + MEMBERS
                        + " members have read the same 800 lines in the same order");
    }

    private List<TextClient> joinMany(int count) {
        return trace.call(
                count + " members join",
                () -> {
                    List<TextClient> members = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        TextClient member = new TextClient(room.port());
                        clients.add(member);
                        members.add(member);
                        member.say("m" + i);
                        for (TextClient one : members) {
                            while (!one.line().endsWith("m" + i + " joined")) {
                                // "name?" comes first
                            }
                        }
                    }
                    return members;
                });
    }

    private void checkNothingIsMissing(String begin, List<String> lines) {
        List<String> own = lines.stream().filter(line -> line.startsWith(begin)).toList();
        List<String> expected = IntStream.range(0, 100).mapToObj(i -> begin + i).toList();
        if (!own.equals(expected)) {
            trace.equal(
                    "what one member says comes in its order, and nothing is missing",
                    expected,
                    own,
                    ORDER_RULE);
        }
    }

    private void checkSameOrder(List<String> first, List<String> other) {
        int at = 0;
        while (at < first.size() && first.get(at).equals(other.get(at))) {
            at++;
        }
        if (at < first.size()) {
            String line = "Line %d of one is \"%s\", of another \"%s\". ";
            trace.check(
                    "two members read the same lines in the same order",
                    false,
                    line.formatted(at + 1, first.get(at), other.get(at)) + ORDER_RULE);
        }
    }

    @Test
    final void manyComeAndGoAndNothingIsLeft() throws Exception {
        threads = new LiveThreads();
        open();
        TextClient hua = join("阿华");
        int before = threads.count();
        for (int i = 0; i < 50; i++) {
            try (TextClient _ = comeAndReadAll("gone" + i, 2);
                    TextClient nameless = comeAndReadAll("", 1)) {
                nameless.send("half a name");
                comeAndReadAll("reset" + i, 2).reset();
            }
        }
        trace.ok("150 clients come, and leave in three ways");

        expectAtLast(hua, "* gone49 left");
        hua.say("/who");
        expectAtLast(hua, "* here: 阿华");
        trace.check(
                "no thread is left for any of them",
                threads.fallTo(before),
                "A client has gone and a thread is still there for it:\n" + threads.inWords());
    }

    @Test
    final void closingEndsEverything() throws Exception {
        threads = new LiveThreads();
        open();
        TextClient nameless = connect();
        TextClient ming = join("小明");
        TextClient hua = join("阿华", ming);
        int port = room.port();

        trace.run("close the room", room::close);
        trace.run("close it again: now this does nothing", room::close);

        trace.check(
                "everybody sees the end",
                endsAtLast(nameless) && endsAtLast(ming) && endsAtLast(hua),
                "A connection is still open after close: close the sockets of all clients, members or not.");
        trace.check(
                "no thread of the room is left",
                threads.fallTo(0),
                "close has returned, but a thread has not ended:\n" + threads.inWords());
        trace.throwsA(
                ConnectException.class,
                "a new client is refused",
                "The listener is still open: close it.",
                () -> new TextClient(port).close());
        room = trace.call("open a second room on the same port", () -> open(port));
        join("小明");
    }

    /// Connects, says a name unless it is empty, and reads so many lines: nothing is on its way any
    /// more.
    private TextClient comeAndReadAll(String name, int lines) throws IOException {
        TextClient client = new TextClient(room.port());
        client.send(name.isEmpty() ? "" : name + "\n");
        for (int i = 0; i < lines; i++) {
            client.line();
        }
        return client;
    }

    private void open() {
        room = trace.call("open a room on a free port", () -> open(0));
        int port = trace.call("ask for its address", room::port);
        trace.check(
                "the address has a real port", port != 0, "Ask the listener which port it got.");
    }

    private TextClient connect() throws IOException {
        TextClient client = trace.call("a client connects", () -> new TextClient(room.port()));
        clients.add(client);
        expect("name?", "The room asks every client for its name.", client);
        return client;
    }

    private TextClient join(String name, TextClient... others) throws IOException {
        TextClient client = connect();
        client.say(name);
        expect("* " + name + " joined", "The new member is told that it has joined.", client);
        expect("* " + name + " joined", "All members are told who has joined.", others);
        return client;
    }

    private void expect(String line, String why, TextClient... readers) throws IOException {
        for (TextClient reader : readers) {
            trace.equal(
                    "client " + (clients.indexOf(reader) + 1) + " reads \"" + line + '"',
                    line,
                    reader.line(),
                    why);
        }
    }

    private void expectRefusal(String what, TextClient reader) throws IOException {
        String line = reader.line();
        trace.check(
                "the " + what + " is refused in words",
                line.startsWith("! ") && line.length() > 4,
                "A refusal is \"! \" and the reason, for this client alone; what came is \""
                        + line
                        + "\".");
    }

    /// Reads on until this line comes.
    private void expectAtLast(TextClient reader, String line) throws IOException {
        String next = reader.line();
        while (!next.equals(line)
                && !next.equals(TextClient.END)
                && !next.equals(TextClient.NOTHING)) {
            next = reader.line();
        }
        trace.equal(
                "at last, \"" + line + '"', line, next, "The members have to be told, and asked.");
    }

    private static boolean endsAtLast(TextClient reader) throws IOException {
        String next = reader.line();
        while (!next.equals(TextClient.END) && !next.equals(TextClient.NOTHING)) {
            next = reader.line();
        }
        return next.equals(TextClient.END);
    }

    private static List<String> linesOf(TextClient reader, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            lines.add(reader.line());
            if (lines.getLast().equals(TextClient.NOTHING)
                    || lines.getLast().equals(TextClient.END)) {
                break;
            }
        }
        while (lines.size() < count) {
            lines.add("(missing)");
        }
        return lines;
    }

    /// The first member talks, and after each 40 lines all have to have heard them: so no queue but
    /// that of a member that does not read can fill up. Returns whether all were told that `lazy`
    /// has left.
    private boolean talkUntilPutOut(int mostBytes, TextClient... members) throws IOException {
        String text = "x".repeat(LONGEST_LINE - 100);
        boolean[] told = new boolean[members.length];
        for (int batch = 0; batch * 40 * text.length() < mostBytes; batch++) {
            members[0].send((text + "\n").repeat(40) + "batch " + batch + "\n");
            boolean allTold = true;
            for (int i = 0; i < members.length; i++) {
                told[i] |= hearsThatLazyLeft(members[i], batch);
                allTold &= told[i];
            }
            if (allTold) {
                return true;
            }
        }
        return false;
    }

    private boolean hearsThatLazyLeft(TextClient member, int batch) throws IOException {
        boolean left = false;
        String line = member.line();
        while (!line.equals("小明: batch " + batch)) {
            if (line.equals(TextClient.NOTHING) || line.equals(TextClient.END)) {
                trace.check(
                        "the others go on while lazy reads nothing",
                        false,
                        "A member that reads waits for a line, and gets "
                                + line
                                + ". The one that reads nothing must make nobody wait: do not write to a socket while"
                                + " others need the lock. Put the line into a queue for each client, and let a thread"
                                + " of its own write it.\n"
                                + HangReport.ofThisMoment());
            }
            left |= line.equals("* lazy left: too slow");
            line = member.line();
        }
        return left;
    }

    /// What a client does.
    private interface Act {
        void on(TextClient client) throws IOException;
    }

    /// All of them at the same moment, each on a thread of its own. Returns when all have done it.
    private void allAtOnce(List<TextClient> actors, Act act) {
        CyclicBarrier start = new CyclicBarrier(actors.size());
        trace.run(
                actors.size() + " clients at the same moment",
                () -> {
                    List<Thread> threads = new ArrayList<>();
                    for (TextClient actor : actors) {
                        threads.add(
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(() -> {
                                            try {
                                                start.await(4, TimeUnit.SECONDS);
                                                act.on(actor);
                                            } catch (Exception e) {
                                                throw new IllegalStateException(
                                                        "the test's own client has failed", e);
                                            }
                                        }));
                    }
                    for (Thread thread : threads) {
                        thread.join();
                    }
                });
    }
}
