package lesson07.exercise;

import course.testkit.ChatRoomContract;
import course.testkit.Exercise;
import course.testkit.LiveThreads;
import course.testkit.LoopGuard;
import course.testkit.Stray;
import course.testkit.TextClient;
import course.testkit.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import lesson07.ChatWords;
import lesson07.LineClient;
import lesson07.LineClientProbe;
import lesson07.LineHandler;
import lesson07.LineLoop;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract of lesson 5's room, and what is asked of a room on one thread beside it.
@Exercise(number = "7.7", title = "A chat room on one thread", points = 20, of = ChatRoom.class)
class ChatRoomTest extends ChatRoomContract {

    /// On a very busy machine the two seconds may be over before anybody can look.
    private static final long SURELY_LESS_THAN_TWO_SECONDS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Trace trace = new Trace().byHand("nc localhost 8888   (in two terminals)");
    private final List<TextClient> ours = new ArrayList<>();
    private final List<LineClientProbe> probes = new CopyOnWriteArrayList<>();
    private Room room;
    private volatile Thread loopThread;

    @Override
    protected Room open(int port) throws IOException {
        ChatRoom chat = new ChatRoom();
        LineLoop loop =
                new LineLoop(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        ChatWords.LONGEST_LINE,
                        client -> enter(chat, client));
        int bound = loop.address().getPort();
        return new Room() {

            @Override
            public int port() {
                return bound;
            }

            @Override
            public void close() {
                try {
                    loop.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private LineHandler enter(ChatRoom chat, LineClient client) {
        loopThread = Thread.currentThread();
        probes.add(new LineClientProbe(client));
        return chat.enter(client);
    }

    @AfterEach
    void closeOurs() throws Exception {
        for (TextClient client : ours) {
            client.close();
        }
        if (room != null) {
            Thread closing =
                    Thread.ofPlatform()
                            .daemon()
                            .uncaughtExceptionHandler((_, _) -> {})
                            .start(room::close);
            closing.join(Duration.ofSeconds(3));
        }
        if (loopThread != null && loopThread.isAlive()) {
            Stray.giveWay(loopThread);
        }
    }

    @Test
    void aQuietRoomSleepsInSelect() throws Exception {
        open();
        TextClient ming = join("小明", 0);
        TextClient hua = join("阿华", 0);
        ming.say("你好");
        expectAtLast(hua, "小明: 你好");

        checkIdle("nobody says anything: the loop sleeps");
    }

    @Test
    void aMemberThatDoesNotReadCostsNoProcessorTime() throws Exception {
        open();
        TextClient ming = join("小明", 0);
        TextClient lazy = join("lazy", 4_096);
        talkUntilItsLinesWait(ming, lazy);

        checkIdle("lines wait for lazy, who reads nothing: the loop sleeps");

        ming.say("go on");
        expectAtLast(ming, "小明: go on");
        expectAtLast(lazy, "小明: go on");
        checkIdle("lazy has read all of them: the loop sleeps again");
    }

    @Test
    void manyMembersAndOneThread() throws Exception {
        try (LiveThreads threads = new LiveThreads()) {
            open();
            for (int i = 0; i < 20; i++) {
                join("m" + i, 0);
            }

            trace.equal(
                    "threads of a room with 20 members",
                    1,
                    threads.count(),
                    "The loop's thread is the only one:\n" + threads.inWords());
        }
    }

    @Test
    void whoLeavesAndDoesNotReadIsCutOffAfterTwoSeconds() throws Exception {
        open();
        TextClient ming = join("小明", 0);
        TextClient lazy = join("lazy", 4_096);
        LineClientProbe probe = probes.getLast();
        talkUntilItsLinesWait(ming, lazy);

        long bye = System.nanoTime();
        lazy.say("bye");
        expectAtLast(ming, "* lazy left");
        ming.say("one more"); // its answer comes when the loop is done with the bye
        expectAtLast(ming, "小明: one more");

        trace.check(
                "at first, it may still read",
                probe.isOpen() || System.nanoTime() - bye > SURELY_LESS_THAN_TWO_SECONDS,
                "It has two seconds for what waits for it.");
        trace.check(
                "after two seconds, its connection is closed",
                within4Seconds(() -> !probe.isOpen()),
                "It has said bye, and does not read what waits for it. Ask the loop to close it after two seconds:"
                        + " later.");
    }

    /// Who is put out is in the middle of the list: the room goes through its members just then.
    @Test
    void whoIsPutOutIsMissedByNobodyElse() throws Exception {
        open();
        TextClient ming = join("小明", 0);
        TextClient lazy = join("lazy", 4_096);
        TextClient hua = join("阿华", 0);
        talkUntilItsLinesWait(ming, lazy);
        String text = "x".repeat(100) + "\n";
        for (int batch = 0; batch < 3; batch++) {
            ming.send(text.repeat(400) + "again " + batch + "\n");
            expectAtLast(ming, "小明: again " + batch);
            expectAtLast(hua, "小明: again " + batch);
        }

        ming.say("/who");
        expectAtLast(ming, "* here: 小明, 阿华");
        ming.say("go on");
        expectAtLast(ming, "小明: go on");
        expectAtLast(hua, "小明: go on");
    }

    /// While the room tells many lines, connections of others break: a write to them fails just
    /// then.
    @Test
    void aConnectionThatBreaksWhileOthersTalkIsNobodyElsesFault() throws Exception {
        open();
        TextClient ming = join("小明", 0);
        for (int round = 0; round < 5; round++) {
            List<TextClient> gone = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                gone.add(join("gone" + round + "-" + i, 0));
            }
            ming.send("x\n".repeat(600) + "round " + round + "\n");
            for (TextClient client : gone) {
                client.reset();
            }
            expectAtLast(ming, "小明: round " + round);
        }

        trace.equal(
                "at last, who is here",
                "* here: 小明",
                whoIsHereAtLast(ming),
                "All others have been reset. The loop calls lost() of each of them.");
    }

    /// Asks until nobody else is here, a hundred times at most.
    private static String whoIsHereAtLast(TextClient asker) throws IOException {
        String here = "";
        for (int i = 0; i < 100 && !here.equals("* here: 小明"); i++) {
            asker.say("/who");
            do {
                here = asker.line();
            } while (here.endsWith(" left") || here.endsWith(" joined"));
        }
        return here;
    }

    private void open() {
        room = trace.call("open a room on a free port", () -> open(0));
    }

    private void checkIdle(String step) {
        new LoopGuard(probes.getFirst().selector(), loopThread).checkIdle(trace, step);
    }

    private TextClient join(String name, int receiveBuffer) throws IOException {
        TextClient client = new TextClient(room.port(), receiveBuffer);
        ours.add(client);
        client.say(name);
        expectAtLast(client, "* " + name + " joined");
        return client;
    }

    /// More than the kernel keeps, and less than 1,000 lines more than that.
    private void talkUntilItsLinesWait(TextClient talker, TextClient lazy) throws IOException {
        LineClientProbe probe = probes.get(ours.indexOf(lazy));
        String text = "x".repeat(900);
        for (int batch = 0; !probe.waitsToWrite() && batch < 1_000; batch++) {
            talker.send((text + "\n").repeat(20) + "batch " + batch + "\n");
            expectAtLast(talker, "小明: batch " + batch);
        }
        trace.check(
                "one talks until the kernel takes no more for lazy",
                probe.waitsToWrite(),
                "18 MB were said. When write has taken less than the whole line, ask the loop to tell when it takes"
                        + " more: tellWhenWritable.");
    }

    private void expectAtLast(TextClient reader, String line) throws IOException {
        String next = reader.line();
        while (!next.equals(line)
                && !next.equals(TextClient.END)
                && !next.equals(TextClient.NOTHING)) {
            next = reader.line();
        }
        trace.equal(
                "client " + (ours.indexOf(reader) + 1) + " reads \"" + line + '"',
                line,
                next,
                "The others must not be disturbed, whatever one member does or does not do.");
    }

    private static boolean within4Seconds(java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(4, TimeUnit.SECONDS).until(condition);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }
}
