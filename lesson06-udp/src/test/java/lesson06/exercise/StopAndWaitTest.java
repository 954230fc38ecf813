package lesson06.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import lesson06.Frame;
import lesson06.Frame.Ack;
import lesson06.Frame.Data;
import lesson06.RetransmissionTimer;
import lesson06.UdpLink;
import lesson06.exercise.ScriptedLink.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.5", title = "Stop and wait", points = 25, of = StopAndWait.class)
class StopAndWaitTest {

    private static final int MEGABYTE = 1_048_576;
    private static final int SEEDS = 20;
    private static final int PERCENT = 30;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ROUND_TRIP = Duration.ofMillis(100);

    private final Trace trace = new Trace();
    private ScriptedLink link;

    @Test
    void aMegabyteArrivesWholeAndInOrderOverABadLink() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            byte[] data = randomBytes(MEGABYTE, seed);
            VirtualNetwork network = new VirtualNetwork(seed, PERCENT);

            byte[] received =
                    trace.call(
                            "1 MB over a link that loses, doubles and holds up 30 % each, "
                                    + network,
                            () -> transfer(network, data));

            checkSame(data, received);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024, 1_025, 2_048, 5_000})
    void dataOfAnyLengthArrives(int length) {
        byte[] data = randomBytes(length, length);
        VirtualNetwork network = new VirtualNetwork(1, 0);

        byte[] received =
                trace.call(length + " bytes over a good link", () -> transfer(network, data));

        checkSame(data, received);
        trace.equal(
                "the number of frames",
                (length + 1_023) / 1_024 + 1,
                network.sentFrames(),
                "Each Data frame carries 1,024 bytes, the last one what is left, and then comes one"
                        + " End. On a good link each is sent once.");
    }

    /// What stop-and-wait costs on a link that loses nothing: each way takes 10 to 20 ms.
    @Test
    void aMegabyteTakesARoundTripForEachFrame() {
        byte[] data = randomBytes(MEGABYTE, 1);
        VirtualNetwork network = new VirtualNetwork(1, 0);
        Duration[] took = new Duration[1];

        trace.call(
                "1 MB over a good link",
                () ->
                        network.run(
                                end -> {
                                    StopAndWait.send(end, data, new RetransmissionTimer());
                                    took[0] = end.now();
                                    return null;
                                },
                                end -> StopAndWait.receive(end, data.length, HOUR)));

        trace.check(
                "it takes 1,025 round trips of 20 to 40 ms",
                took[0].toMillis() >= 1_025 * 20 && took[0].toMillis() <= 1_025 * 40,
                "It took "
                        + took[0].toMillis()
                        + " ms on the link's clock. One frame is on its way at a time, and the next"
                        + " one leaves when the Ack has come.");
    }

    // The sender

    @Test
    void theNextFrameWaitsForTheAcknowledgement() {
        List<String> order = new ArrayList<>();
        link =
                new ScriptedLink(frame -> {
                    order.add(frame.toString());
                    link.arrive(ROUND_TRIP, new Ack(frame.number()));
                });

        send("send 2,000 bytes; each Ack takes 100 ms", 2_000);

        trace.equal(
                "what was sent, in order",
                List.of("Data 0 (1024 bytes)", "Data 1 (976 bytes)", "End 2"),
                order,
                "Numbers begin at 0 and grow by one; End has the number after the last Data frame.");
        trace.check(
                "each frame waited for the Ack of the one before",
                gaps(link.sent()).equals(List.of(100L, 100L)),
                "The times between the frames are "
                        + gaps(link.sent())
                        + " ms. Stop and wait: send the next frame when the Ack has come, 100 ms"
                        + " later.");
    }

    @Test
    void anOldAcknowledgementDoesNotCount() {
        // Ack 0 comes a second time, late; Data 1 is lost once.
        link =
                new ScriptedLink(frame -> {
                    if (frame.number() != 1 || link.sentWith(1).size() > 1) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                    if (frame.number() == 0) {
                        link.arriveAfterMillis(150, new Ack(0));
                    }
                });

        send("send 3,000 bytes; Ack 0 comes twice, and Data 1 is lost once", 3_000);

        trace.equal(
                "how often Data 1 was sent",
                2,
                link.sentWith(1).size(),
                "An acknowledgement counts for the frame whose number it has. Ack 0 came again"
                        + " while Data 1 was waiting, and Data 1 was lost: compare the numbers.");
    }

    @Test
    void aLaterNumberAcknowledgesNothingEither() {
        link =
                new ScriptedLink(frame -> {
                    link.arriveAfterMillis(10, new Ack(frame.number() + 1));
                    if (link.sentWith(frame.number()).size() > 1) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                });

        send("send 100 bytes; each frame is first answered with the next number", 100);

        trace.equal(
                "how often Data 0 was sent",
                2,
                link.sentWith(0).size(),
                "Ack 1 is no answer to Data 0. Only the frame's own number counts.");
    }

    @Test
    void whatIsNoAcknowledgementIsIgnoredAndDoesNotMakeTheWaitLonger() {
        byte[] garbage = Bytes.utf8("GET / HTTP/1.1");
        link =
                new ScriptedLink(frame -> {
                    for (int millis = 10; millis < 5_000; millis += 300) {
                        link.arrive(Duration.ofMillis(millis), garbage);
                        link.arriveAfterMillis(millis, new Data(frame.number(), garbage));
                    }
                    if (link.sent().size() > 1) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                });

        send("send nothing but End; it is lost once, and garbage comes every 300 ms", 0);

        trace.equal(
                "the time between the two times that End was sent, in ms",
                List.of(1_000L),
                gaps(link.sentWith(0)),
                "The first time-out is one second from the moment of sending. Compute when it ends"
                        + " once, and wait for the rest of it after each datagram.");
    }

    @ParameterizedTest
    @CsvSource({"800, 0", "2500, 2", "20000, 5"})
    void aSlowLinkIsLearnt(long roundTripMillis, int mostRepeated) {
        link =
                new ScriptedLink(
                        frame -> link.arriveAfterMillis(roundTripMillis, new Ack(frame.number())));

        send(
                "send 20,000 bytes; nothing is lost, each Ack takes " + roundTripMillis + " ms",
                20_000);

        int repeated = link.sent().size() - 21;
        trace.check(
                "at most " + mostRepeated + " frames were sent again",
                repeated <= mostRepeated,
                repeated
                        + " were, of 21, though nothing was lost: the time-out was shorter than the"
                        + " way there and back. Wait as long as the timer says, give it its"
                        + " samples, and let it back off each time it was too short.");
    }

    @Test
    void everyRepetitionWaitsTwiceAsLongUntilTheSenderGivesUp() {
        link = new ScriptedLink(_ -> {});

        trace.throwsA(
                SocketTimeoutException.class,
                "send to an end that never answers",
                "After 30 times the sender gives up and says so. It must not end as if all had"
                        + " arrived.",
                () -> StopAndWait.send(link, new byte[1], new RetransmissionTimer()));

        trace.equal(
                "how often Data 0 was sent",
                StopAndWait.MOST_ATTEMPTS,
                link.sent().size(),
                "One frame is sent MOST_ATTEMPTS times at most, and not less.");
        trace.equal(
                "the first waits, in ms",
                List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L),
                gaps(link.sent()).subList(0, 8),
                "Each time-out doubles the next one, up to 60 s: backOff(), then ask timeOut()"
                        + " again.");
        trace.check(
                "the last time-out was waited for too",
                link.now().minus(link.sent().getLast().at()).toSeconds() >= 60,
                "The sender gave up at once after the last time. That one needs its chance, too.");
    }

    @Test
    void noSampleIsTakenOfAFrameThatWasSentTwice() {
        // Data 10 is lost once. Data 12 is lost once, and tells which time-out was in force.
        List<Long> waits = waitsWithLosses(10, 1, ROUND_TRIP);

        checkWait(
                waits,
                "Data 10 was sent twice: nobody knows which of the two was answered, and the time"
                        + " since either of them must not become a sample (Karn's rule).");
    }

    @Test
    void noSampleIsTakenOfAnAnswerThatCameLate() {
        // The Ack of the first Data 10 is late: it comes 1 ms after Data 10 was sent again.
        List<Long> waits = waitsWithLosses(10, 1, Duration.ofMillis(1));

        checkWait(
                waits,
                "The Ack that came 1 ms after the second Data 10 answers the first one. It says"
                        + " nothing about the path (Karn's rule).");
    }

    @Test
    void afterARepetitionTheTimeOutComesDownAgain() {
        List<Long> waits = waitsWithLosses(10, 4, ROUND_TRIP);

        checkWait(
                waits,
                "Data 10 was sent five times, and the time-out doubled each time. The next frame"
                        + " that is answered at once gives a sample, and that ends the back-off."
                        + " Ask timer.timeOut() before each wait, and do not keep a copy.");
    }

    @Test
    void theSenderWaitsForTheAcknowledgementOfTheEnd() {
        link =
                new ScriptedLink(frame -> {
                    if (frame instanceof Data || link.sentWith(1).size() > 3) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                });

        send("send 10 bytes; End is lost three times", 10);

        trace.equal(
                "how often End was sent",
                4,
                link.sentWith(1).size(),
                "Without End the receiver waits for more data. End is a frame like the others: send"
                        + " it until it is acknowledged.");
    }

    @Test
    void theSenderWaitsForTheAcknowledgementOfTheLastData() {
        link =
                new ScriptedLink(frame -> {
                    if (frame.number() != 2 || link.sentWith(2).size() > 1) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                });

        send("send 3,000 bytes; the last Data frame, number 2, is lost once", 3_000);

        trace.equal(
                "how often Data 2 was sent",
                2,
                link.sentWith(2).size(),
                "The last piece of the data needs its acknowledgement too, before End is sent.");
    }

    // The receiver

    @Test
    void aDoubledFrameIsTakenOnceAndAcknowledgedTwice() throws IOException {
        link = arriving(data(0, "你"), data(0, "你"), data(1, "好"), new Frame.End(2));

        byte[] received = receive("Data 0 comes twice, then Data 1 and End");

        trace.bytes(
                "the data",
                Bytes.utf8("你好"),
                received,
                "A number that was taken before is not taken again: the network doubles, and so"
                        + " does a sender whose Ack was lost.");
        checkAcks(
                "0, 0, 1, 2",
                "Each Data and End frame that comes is answered with its own number, also the"
                        + " second time: the first Ack may be lost.");
    }

    @Test
    void anOldFrameIsAcknowledgedWithItsOwnNumber() {
        link = arriving(data(0, "a"), data(1, "b"), data(0, "a"), data(2, "c"), new Frame.End(3));

        byte[] received = receive("Data 0 comes again after Data 1");

        trace.bytes("the data", Bytes.utf8("abc"), received, "Data 0 was taken already.");
        checkAcks(
                "0, 1, 0, 2, 3",
                "An Ack has the number of the frame that it answers, not of the one expected next"
                        + " and not of the newest.");
    }

    @Test
    void aFrameFromTheFutureIsNotTakenAndNotAcknowledged() {
        link =
                arriving(
                        data(0, "a"),
                        data(7, "x"),
                        new Frame.End(9),
                        data(1, "b"),
                        new Frame.End(2));

        byte[] received = receive("Data 7 and End 9 come when Data 1 is expected");

        trace.bytes(
                "the data",
                Bytes.utf8("ab"),
                received,
                "Only the frame with the expected number is taken; higher ones leave a hole.");
        checkAcks("0, 1, 2", "What was not taken is not acknowledged: it would be lost for good.");
    }

    @Test
    void whatIsNoFrameOfASenderIsIgnored() {
        link = new ScriptedLink(_ -> {});
        link.arrive(Duration.ofMillis(1), new byte[0]);
        link.arrive(Duration.ofMillis(2), Bytes.of("01 00 00 00"));
        link.arrive(Duration.ofMillis(3), Bytes.of("09 00 00 00 00"));
        link.arrive(Duration.ofMillis(4), new Ack(0));
        link.arrive(Duration.ofMillis(5), new byte[60_000]);
        link.arriveAfterMillis(6, data(0, "a"));
        link.arriveAfterMillis(7, new Frame.End(1));

        byte[] received = receive("garbage comes, an Ack, then Data 0 and End");

        trace.bytes("the data", Bytes.utf8("a"), received, "The rest was no Data and no End.");
        checkAcks("0, 1", "Frame.parse gives nothing for garbage, and an Ack is not acknowledged.");
    }

    @Test
    void dataBehindTheEndIsNotTaken() {
        link = arriving(data(0, "a"), new Frame.End(1), data(2, "x"), data(0, "a"));

        byte[] received = receive("Data 0, End 1, and then Data 2 and Data 0");

        trace.bytes("the data", Bytes.utf8("a"), received, "After End there is no more data.");
        checkAcks("0, 1, 0", "What was taken is acknowledged again. Data 2 was never taken.");
    }

    @Test
    void theReceiverStaysToAcknowledgeTheEndAgain() {
        link = arriving(data(0, "a"), new Frame.End(1));
        link.arriveAfterMillis(9_000, new Frame.End(1));

        receive("End comes again, 9 seconds later: its Ack was lost");

        checkAcks(
                "0, 1, 1",
                "Nobody acknowledges an acknowledgement. After End stay for the time of patience,"
                        + " 10 s here, and answer.");
    }

    @Test
    void theReceiverDoesNotStayForEver() {
        link = arriving(data(0, "a"), new Frame.End(1));
        Duration start = link.now();
        for (int second = 1; second < 10_000; second++) {
            link.arrive(Duration.ofSeconds(second), new Frame.End(1));
        }

        receive("End comes again every second, for hours");

        checkStayed(
                start,
                "The time counts from the first End. Else whoever repeats End keeps the receiver"
                        + " for ever.");
    }

    @Test
    void silenceBeforeTheEndIsReported() {
        link = arriving(data(0, "a"));
        Duration start = link.now();

        checkGivesUp("Data 0 comes, then nothing more");

        checkStayed(start, "It gives up when no new frame has come for the time of patience.");
    }

    @Test
    void repeatedFramesAndGarbageDoNotKeepTheReceiverWaiting() {
        link = arriving(data(0, "a"));
        Duration start = link.now();
        for (int second = 1; second < 10_000; second++) {
            link.arrive(Duration.ofSeconds(second), data(0, "a"));
            link.arrive(Duration.ofSeconds(second), new byte[3]);
        }

        checkGivesUp("Data 0 comes again and again, and garbage, but never Data 1");

        checkStayed(
                start,
                "Only a new frame is progress. Compute when patience ends once per new frame.");
    }

    @Test
    void moreThanTheCallerAllowsIsRefused() {
        link = arriving(data(0, "12345"), data(1, "67890"), data(2, "x"), new Frame.End(3));

        trace.throwsA(
                IOException.class,
                "receive at most 10 bytes; 11 come",
                "A stranger must not fill the memory: check the sum before you keep a piece.",
                () -> StopAndWait.receive(link, 10, PATIENCE));
    }

    @Test
    void exactlyWhatTheCallerAllowsIsTaken() {
        link = arriving(data(0, "12345"), data(1, "67890"), new Frame.End(2));

        byte[] received =
                trace.call(
                        "receive at most 10 bytes; 10 come",
                        () -> StopAndWait.receive(link, 10, PATIENCE));

        trace.bytes("the data", Bytes.utf8("1234567890"), received, "10 bytes are not too many.");
    }

    // Both, over real sockets

    @Test
    void aTransferOverRealSocketsArrivesWhole() throws Exception {
        byte[] data = randomBytes(10_000, 1);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket sending = new DatagramSocket(0, loopback);
                DatagramSocket receiving = new DatagramSocket(0, loopback);
                LossyRelay relay = new LossyRelay(sending, receiving, 6, PERCENT)) {
            sending.connect(relay.addressForSender());
            receiving.connect(relay.addressForReceiver());

            byte[] received =
                    trace.call(
                            "10,000 bytes through a relay that loses, doubles and holds up 30 %",
                            () -> transfer(sending, receiving, data));

            checkSame(data, received);
        }
    }

    private static byte[] transfer(DatagramSocket sending, DatagramSocket receiving, byte[] data)
            throws Exception {
        FutureTask<byte[]> received =
                new FutureTask<>(() ->
                        StopAndWait.receive(
                                new UdpLink(receiving), data.length, Duration.ofSeconds(1)));
        Thread.ofPlatform().daemon().name("receiver").start(received);
        RetransmissionTimer timer =
                new RetransmissionTimer(
                        Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMillis(60));
        StopAndWait.send(new UdpLink(sending), data, timer);
        return received.get(3, TimeUnit.SECONDS);
    }

    private static byte[] transfer(VirtualNetwork network, byte[] data) throws Exception {
        return network.run(
                end -> {
                    StopAndWait.send(end, data, new RetransmissionTimer());
                    return null;
                },
                end -> StopAndWait.receive(end, data.length, HOUR));
    }

    private void send(String step, int bytes) {
        trace.run(
                step,
                () -> StopAndWait.send(link, randomBytes(bytes, 1), new RetransmissionTimer()));
    }

    private byte[] receive(String step) {
        return trace.call(step, () -> StopAndWait.receive(link, 1_000, PATIENCE));
    }

    /// Sends 20 frames over a path with a round trip of 100 ms. The one with the number `lost` is
    /// answered only after so many repetitions, and then after `lateness`. Data 12 is lost once.
    /// Returns how long the sender waited for it the first time.
    private List<Long> waitsWithLosses(int lost, int repetitions, Duration lateness) {
        link =
                new ScriptedLink(frame -> {
                    int times = link.sentWith(frame.number()).size();
                    if (frame.number() == lost) {
                        if (times > repetitions) {
                            link.arrive(lateness, new Ack(frame.number()));
                        }
                    } else if (frame.number() != 12 || times > 1) {
                        link.arrive(ROUND_TRIP, new Ack(frame.number()));
                    }
                });
        send(
                "send 20 frames, round trip 100 ms; Data 10 has to be sent "
                        + (repetitions + 1)
                        + " times, Data 12 twice",
                19 * Frame.MOST_PAYLOAD);
        trace.equal(
                "how often Data 10 was sent",
                repetitions + 1,
                link.sentWith(lost).size(),
                "A frame is sent again until it is acknowledged, and not once more.");
        return gaps(link.sentWith(12));
    }

    private void checkWait(List<Long> waits, String why) {
        RetransmissionTimer reference = new RetransmissionTimer();
        IntStream.range(0, 11).forEach(_ -> reference.sample(ROUND_TRIP));
        trace.equal(
                "how long Data 12, lost once, was waited for, in ms",
                List.of(reference.timeOut().toMillis()),
                waits,
                why);
    }

    private void checkAcks(String expected, String why) {
        String acks =
                String.join(
                        ", ",
                        link.sent().stream()
                                .map(sent ->
                                        sent.frame() instanceof Ack(int number)
                                                ? Integer.toString(number)
                                                : sent.frame().toString())
                                .toList());
        trace.equal("the acknowledgements", expected, acks, why);
    }

    private void checkGivesUp(String step) {
        trace.throwsA(
                SocketTimeoutException.class,
                step,
                "The data is not complete. The caller must learn that, and may not wait for ever.",
                () -> StopAndWait.receive(link, 1_000, PATIENCE));
    }

    private void checkStayed(Duration start, String why) {
        long millis = link.now().minus(start).toMillis();
        trace.check(
                "it ended about 10 seconds later",
                millis >= 10_000 && millis <= 11_100,
                "It ended after " + millis + " ms. " + why);
    }

    private void checkSame(byte[] data, byte[] received) {
        trace.check(
                "it is whole and in order",
                Arrays.equals(data, received),
                received == null
                        ? "null was returned."
                        : received.length
                                + " bytes came instead of "
                                + data.length
                                + "; they differ from byte "
                                + Bytes.firstDifference(data, received)
                                + " on.");
    }

    private static ScriptedLink arriving(Frame... frames) {
        ScriptedLink link = new ScriptedLink(_ -> {});
        for (int i = 0; i < frames.length; i++) {
            link.arriveAfterMillis(10L * (i + 1), frames[i]);
        }
        return link;
    }

    private static Data data(int number, String text) {
        return new Data(number, Bytes.utf8(text));
    }

    private static List<Long> gaps(List<Sent> sent) {
        return IntStream.range(1, sent.size())
                .mapToObj(i -> sent.get(i).at().minus(sent.get(i - 1).at()).toMillis())
                .toList();
    }

    private static byte[] randomBytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
