package lesson07.exercise;

import course.testkit.Exercise;
import course.testkit.LoopRun;
import course.testkit.Stray;
import course.testkit.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(number = "7.4", title = "A timer without a thread", points = 15, of = IdleTimeouts.class)
class IdleTimeoutsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_MILLIS = 300;

    private static final String ROUND_UP_RULE =
            "Whole milliseconds, rounded up. Rounded down, the time-out becomes 0 in the last millisecond, and select(0)"
                    + " waits as long as it takes: a connection that is due would stay open until somebody else sends"
                    + " something.";
    private static final String RENEWED_RULE =
            "touch begins the time of this channel again, and another channel is the next to be due. In a map that keeps"
                    + " the order of insertion, put leaves a known key in its old place.";
    private static final String DIFFERENCE_RULE =
            "nanoTime may be negative and may wrap around. now - then is right all the same; then + limit < now is not.";

    private final Trace trace =
            new Trace().byHand("nc localhost 8888   (write nothing, and wait for the end)");

    /// A clock that stands still until the test moves it.
    private long now = 1_000_000_000L;

    /// A channel that only can be open or closed.
    private static final class Line implements Channel {

        private boolean open = true;
        private boolean breaks;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            if (breaks) {
                throw new IOException("close failed, as this test wants it");
            }
        }
    }

    @AfterEach
    void letALoopWithoutEndGiveWay() {
        Stray.stepsGiveWay();
    }

    @Test
    @Order(1)
    void withoutChannelsSelectMayWaitForEver() {
        IdleTimeouts timeouts = timeouts();

        checkTimeout(
                timeouts,
                0,
                "No channel is open, so nothing is due. 0 is select's word for no limit.");
        checkClosed(timeouts, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 10000", "1, 9999", "4000, 6000", "9999, 1"})
    @Order(2)
    void theTimeoutIsWhatIsLeft(long afterMillis, long expected) {
        IdleTimeouts timeouts = timeouts();
        touch(timeouts, "a channel", new Line());

        pass(Duration.ofMillis(afterMillis));

        checkTimeout(
                timeouts, expected, "The limit is " + LIMIT.toMillis() + " ms from the last byte.");
    }

    @ParameterizedTest
    @CsvSource({"1, 10000", "999999, 10000", "1000000, 9999", "9999000001, 1", "9999999999, 1"})
    void partsOfAMillisecondAreRoundedUp(long afterNanos, long expected) {
        IdleTimeouts timeouts = timeouts();
        touch(timeouts, "a channel", new Line());

        pass(Duration.ofNanos(afterNanos));

        checkTimeout(timeouts, expected, ROUND_UP_RULE);
        checkClosed(timeouts, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 10_001, 3_600_000})
    void overdueIsNeverZeroAndNeverNegative(long afterMillis) {
        IdleTimeouts timeouts = timeouts();
        Line line = new Line();
        touch(timeouts, "a channel", line);

        pass(Duration.ofMillis(afterMillis));

        checkTimeout(
                timeouts,
                1,
                "A channel is overdue. 0 would mean to wait for ever, and a negative number is an"
                        + " IllegalArgumentException of select.");
        checkClosed(timeouts, 1);
        checkOpen("the channel is closed", line, false, "It was silent for the limit or longer.");
        checkTimeout(timeouts, 0, "No channel is left.");
    }

    @Test
    void aByteBeginsTheTimeAgain() {
        IdleTimeouts timeouts = timeouts();
        Line talks = new Line();
        Line silent = new Line();
        touch(timeouts, "the first channel", talks);
        pass(Duration.ofSeconds(1));
        touch(timeouts, "the second channel", silent);
        pass(Duration.ofSeconds(8));
        touch(timeouts, "the first channel", talks);
        checkTimeout(timeouts, 2_000, "The second channel is the next to be due. " + RENEWED_RULE);

        pass(Duration.ofSeconds(2));

        checkClosed(timeouts, 1);
        checkOpen("the silent one is closed", silent, false, RENEWED_RULE);
        checkOpen("the one that has sent something is open", talks, true, RENEWED_RULE);
        checkTimeout(timeouts, 8_000, RENEWED_RULE);
    }

    @Test
    void allThatAreDueAreClosedAndNoOthers() {
        IdleTimeouts timeouts = timeouts();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(new Line());
            touch(timeouts, "channel " + i, lines.get(i));
            pass(Duration.ofSeconds(1));
        }

        pass(Duration.ofMillis(7_500)); // 12.5 s after channel 0, 9.5 s after channel 3

        checkClosed(timeouts, 3);
        for (int i = 0; i < 5; i++) {
            checkOpen(
                    "channel " + i,
                    lines.get(i),
                    i > 2,
                    "0, 1 and 2 were silent for 10 s or longer.");
        }
        checkTimeout(timeouts, 500, "Channel 3 is the next.");
    }

    @Test
    void aChannelThatSomebodyElseHasClosedDoesNotCount() throws IOException {
        IdleTimeouts timeouts = timeouts();
        Line left = new Line();
        touch(timeouts, "a channel", left);
        pass(Duration.ofSeconds(4));
        touch(timeouts, "another channel", new Line());

        left.close();
        trace.ok("the first client leaves, and the loop closes its channel");

        checkTimeout(
                timeouts,
                10_000,
                "A closed channel is not due for anything: ask isOpen(). Else the loop wakes up for nothing, and the map"
                        + " keeps every connection that there ever was.");
        pass(Duration.ofSeconds(10));
        checkClosed(timeouts, 1);
        checkTimeout(timeouts, 0, "Both are closed.");
    }

    @Test
    void aCloseThatThrowsDoesNotKeepTheOthersOpen() {
        IdleTimeouts timeouts = timeouts();
        Line breaks = new Line();
        breaks.breaks = true;
        Line other = new Line();
        touch(timeouts, "a channel whose close will throw", breaks);
        touch(timeouts, "another channel", other);
        pass(LIMIT);

        trace.run("close what has expired", timeouts::closeExpired);

        checkOpen(
                "the other one is closed",
                other,
                false,
                "Catch the IOException of each close by itself.");
        checkTimeout(timeouts, 0, "None is left.");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 3_000_000_000L, -3_000_000_000L, Long.MIN_VALUE})
    void theClockMayBeNegativeAndMayWrapAround(long start) {
        now = start;
        IdleTimeouts timeouts = timeouts();
        Line line = new Line();
        touch(timeouts, "a channel, when the clock says " + start, line);

        for (long left = 8_000; left > 0; left -= 2_000) {
            pass(Duration.ofSeconds(2));
            checkTimeout(timeouts, left, DIFFERENCE_RULE);
            checkClosed(timeouts, 0, DIFFERENCE_RULE);
        }
        pass(Duration.ofSeconds(2));
        checkClosed(timeouts, 1, DIFFERENCE_RULE);
        checkOpen("the channel is closed", line, false, DIFFERENCE_RULE);
    }

    @Test
    void aHundredThousandChannelsCostNoMoreThanOne() {
        IdleTimeouts timeouts = timeouts();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            lines.add(new Line());
        }
        trace.run("touch 100,000 channels", () -> lines.forEach(timeouts::touch));
        long[] result = new long[2];

        trace.run(
                "5,000 rounds of the loop",
                () -> {
                    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                    long start = threads.getCurrentThreadCpuTime();
                    for (int i = 0; i < 5_000 && result[1] < MOST_MILLIS; i++) {
                        timeouts.touch(lines.get(i));
                        timeouts.selectTimeout();
                        timeouts.closeExpired();
                        result[0]++;
                        long used = threads.getCurrentThreadCpuTime() - start;
                        result[1] = TimeUnit.NANOSECONDS.toMillis(used);
                    }
                });

        trace.check(
                "they took less than " + MOST_MILLIS + " ms of processor time",
                result[1] < MOST_MILLIS,
                result[0]
                        + " rounds took "
                        + result[1]
                        + " ms. You look at every channel in every round. The limit is the same for all: who was touched"
                        + " first is due first. Keep them in this order, and look at the first.");
    }

    @Test
    void aSilentClientIsCutOffByTheLoopAndATalkingOneIsNot() throws Exception {
        IdleTimeouts timeouts =
                trace.call(
                        "a limit of 300 ms, and the real clock",
                        () -> new IdleTimeouts(Duration.ofMillis(300), System::nanoTime));
        try (Selector selector = Selector.open();
                ServerSocketChannel listener =
                        ServerSocketChannel.open()
                                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            ChannelLoop echo =
                    new ChannelLoop(
                            selector, listener, (_, c) -> echoOf(timeouts, c), timerOf(timeouts));
            try (LoopRun loop = LoopRun.start(trace, "an echo loop", selector, echo::run);
                    WireClient silent = new WireClient(listener.socket().getLocalPort());
                    WireClient talks = new WireClient(listener.socket().getLocalPort())) {
                checkCutOff(loop, echo, silent, talks);
                talks.endOutput();
                loop.checkIdle(trace, "both have gone, and the loop sleeps in select");
            }
        }
    }

    private void checkCutOff(LoopRun loop, ChannelLoop echo, WireClient silent, WireClient talks)
            throws IOException {
        trace.ok("two clients connect; one of them says nothing");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        int lines = 0;
        boolean cut = false;
        while (!cut && System.nanoTime() < end) {
            talks.say("你好");
            String answer = talks.line();
            if (!answer.equals("你好")) {
                trace.equal(
                        "the one that talks is answered",
                        "你好",
                        answer,
                        loop.epitaph() + RENEWED_RULE);
            }
            lines++;
            cut = silent.hasEnded(20);
        }
        trace.check(
                "the silent one is cut off while the other one talks",
                cut,
                loop.epitaph() + "After 4 s it is still connected, and the limit is 300 ms.");
        trace.check(
                "select returned for a reason each time",
                echo.rounds() < 3L * lines + 30,
                "For "
                        + lines
                        + " lines the loop went round "
                        + echo.rounds()
                        + " times. select's time-out is the time until the next channel is due, not a small number to be"
                        + " sure.");
    }

    private static ChannelLoop.Connection echoOf(IdleTimeouts timeouts, SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        timeouts.touch(client);
        return () -> {
            if (client.read(buffer) < 0) {
                client.close();
                return;
            }
            timeouts.touch(client);
            client.write(buffer.flip());
            buffer.clear();
        };
    }

    private static ChannelLoop.Timer timerOf(IdleTimeouts timeouts) {
        return new ChannelLoop.Timer() {
            @Override
            public long selectTimeout() {
                return timeouts.selectTimeout();
            }

            @Override
            public void expire() {
                timeouts.closeExpired();
            }
        };
    }

    private IdleTimeouts timeouts() {
        return trace.call(
                "a limit of " + LIMIT.toSeconds() + " s", () -> new IdleTimeouts(LIMIT, () -> now));
    }

    private void touch(IdleTimeouts timeouts, String name, Channel channel) {
        trace.run("touch " + name, () -> timeouts.touch(channel));
    }

    private void pass(Duration time) {
        now += time.toNanos();
        trace.ok(time.toNanos() + " ns pass");
    }

    private void checkTimeout(IdleTimeouts timeouts, long expected, String why) {
        long actual = trace.call("ask for select's time-out", timeouts::selectTimeout);
        trace.equal("the time-out in ms", expected, actual, why);
    }

    private void checkClosed(IdleTimeouts timeouts, int expected) {
        checkClosed(
                timeouts,
                expected,
                "Those, and only those, that were silent for the limit or longer.");
    }

    private void checkClosed(IdleTimeouts timeouts, int expected, String why) {
        int actual = trace.call("close what has expired", timeouts::closeExpired);
        trace.equal("how many were closed", expected, actual, why);
    }

    private void checkOpen(String step, Channel channel, boolean expected, String why) {
        trace.equal(step + ": is it open?", expected, channel.isOpen(), why);
    }
}
