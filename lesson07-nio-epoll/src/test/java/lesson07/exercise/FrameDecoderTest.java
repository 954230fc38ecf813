package lesson07.exercise;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.NotStarted;
import course.testkit.Stray;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a failure of the simplest is shown first
@Exercise(
        number = "7.1",
        title = "Frames out of a ByteBuffer",
        points = 10,
        of = FrameDecoder.class)
class FrameDecoderTest {

    private static final int MAXIMUM = 6;

    /// Larger than the whole stream, so that each piece comes with one read.
    private static final int LONGEST = 20;

    private static final int MOST_FRAMES = 1_000;

    /// "你好", nothing, and "ab".
    private static final byte[] STREAM = Bytes.of("0006 e4bda0e5a5bd 0000 0002 6162");

    private static final List<String> FRAMES = List.of("e4 bd a0 e5 a5 bd", "(no bytes)", "61 62");

    private static final String SIGN_RULE =
            "A byte and a short have a sign in Java: 80 00 is -32768. Short.toUnsignedInt makes 32768 of it.";
    private static final String ROOM_RULE =
            "The buffer needs room for the two length bytes and for the longest payload behind them.";

    private final Trace trace = new Trace();

    @AfterEach
    void letALoopWithoutEndGiveWay() {
        Stray.stepsGiveWay();
    }

    @Test
    @Order(1)
    void aFrameThatComesWholeIsHandedOver() {
        check(Bytes.of("0006 e4bda0e5a5bd"), List.of(8), List.of("e4 bd a0 e5 a5 bd"));
    }

    @Test
    @Order(2)
    void threeFramesInOneReadAreHandedOver() {
        check(STREAM, List.of(STREAM.length), FRAMES);
    }

    @Test
    void oneByteAtATimeIsEnough() {
        check(STREAM, Collections.nCopies(STREAM.length, 1), FRAMES);
    }

    @Test
    @Order(3)
    void aFrameInTwoPiecesWaitsForItsRest() {
        check(Bytes.of("0006 e4bda0e5a5bd"), List.of(5, 3), List.of("e4 bd a0 e5 a5 bd"));
    }

    @Test
    void anyWayToCutTheStreamGivesTheSameFrames() {
        List<List<Integer>> splits = splitsOf(STREAM.length);
        List<List<Integer>> failing = new ArrayList<>();

        trace.call("a decoder", () -> new FrameDecoder(LONGEST));
        trace.run(
                "decode the " + STREAM.length + " bytes, cut in all " + splits.size() + " ways",
                () ->
                        splits.stream()
                                .filter(pieces -> !FRAMES.equals(framesOrError(STREAM, pieces)))
                                .limit(1)
                                .forEach(failing::add));

        if (failing.isEmpty()) {
            trace.ok("each way gives the same three frames");
        } else {
            trace.ok("not every way gives the same; this one has the fewest cuts");
            check(STREAM, failing.getFirst(), FRAMES);
        }
    }

    @Test
    void aReadThatBringsNothingChangesNothing() {
        check(STREAM, List.of(0, 5, 0, 0, 9, 0), FRAMES);
    }

    @Test
    void framesOfTheGreatestLengthFitOneAfterTheOther() {
        byte[] two = Bytes.of("0006 010203040506 0006 0708090a0b0c");

        check(MAXIMUM, two, List.of(7, 8, 1), List.of("01 02 03 04 05 06", "07 08 09 0a 0b 0c"));
    }

    @ParameterizedTest
    @CsvSource({
        "128, 00 80",
        "200, 00 c8",
        "255, 00 ff",
        "256, 01 00",
        "32768, 80 00",
        "65535, ff ff"
    })
    void theLengthIsUnsigned(int length, String lengthBytes) {
        byte[] payload = new byte[length];
        payload[length - 1] = 'z';
        byte[] stream = concat(Bytes.of(lengthBytes), payload);
        FrameDecoder decoder = decoder(65_535);
        PiecesChannel channel = new PiecesChannel(stream, List.of(3, stream.length - 3));
        List<byte[]> frames = new ArrayList<>();

        String what = "a frame whose length bytes are " + lengthBytes + ", that is " + length;
        String first = readOrError("read the first 3 bytes of " + what, decoder, channel, frames);
        trace.check(
                "it waits for the rest", first.isEmpty() && frames.isEmpty(), first + SIGN_RULE);
        String rest = readOrError("read the rest of it", decoder, channel, frames);

        trace.equal("frames", 1, frames.size(), rest + SIGN_RULE + " " + ROOM_RULE);
        trace.bytes("the payload", payload, frames.getFirst(), "The payload comes as it was sent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 07", "00 ff", "7f ff", "80 00", "ff ff"})
    void aLengthAboveTheMaximumIsRefusedAtOnce(String length) {
        int number = Short.toUnsignedInt(ByteBuffer.wrap(Bytes.of(length)).getShort());
        FrameDecoder decoder = decoder(MAXIMUM);
        List<byte[]> frames = new ArrayList<>();
        PiecesChannel channel =
                new PiecesChannel(concat(Bytes.of("0001 61"), Bytes.of(length)), List.of(5));

        ProtocolException refusal =
                trace.throwsA(
                        ProtocolException.class,
                        "read a frame, and behind it the length " + number + ", without a payload",
                        "A stranger says what will come. Compare the length with the maximum as soon as you have it,"
                                + " do not wait for the payload: it would never fit.",
                        () -> decoder.read(channel, frames::add));

        trace.equal("frames before it", List.of("61"), hex(frames), "Good frames before it count.");
        trace.check(
                "the message names the length " + number,
                refusal.getMessage() != null && refusal.getMessage().contains("" + number),
                "It is: "
                        + refusal.getMessage()
                        + ". Whoever reads the log wants to know what was sent.");
    }

    @Test
    void theEndBetweenTwoFramesIsAGoodEnd() {
        FrameDecoder decoder = decoder(MAXIMUM);
        PiecesChannel channel = new PiecesChannel(Bytes.of("0001 61"), List.of(3));

        checkGoesOn(trace.call("read a whole frame", () -> decoder.read(channel, _ -> {})));

        trace.equal(
                "read at the end of the stream answers",
                false,
                trace.call("read once more", () -> decoder.read(channel, _ -> {})),
                "channel.read gives -1 at the end. false says: this connection brings nothing more.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void theEndInsideAFrameIsAnError(int bytes) {
        FrameDecoder decoder = decoder(MAXIMUM);
        byte[] part = Arrays.copyOf(STREAM, bytes);
        PiecesChannel channel = new PiecesChannel(part, List.of(bytes));

        checkGoesOn(
                trace.call(
                        "read " + bytes + " bytes of a frame",
                        () -> decoder.read(channel, _ -> {})));

        trace.throwsA(
                EOFException.class,
                "read again, where the stream has ended",
                "Part of a message is lost, and the caller must learn that.",
                () -> decoder.read(channel, _ -> {}));
    }

    @Test
    void aBrokenConnectionIsReported() {
        FrameDecoder decoder = decoder(MAXIMUM);
        ReadableByteChannel broken =
                new ReadableByteChannel() {
                    @Override
                    public int read(ByteBuffer buffer) throws IOException {
                        throw new SocketException("Connection reset");
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };

        trace.throwsA(
                SocketException.class,
                "read from a connection that was reset",
                "The loop has to close this connection. Let the exception pass.",
                () -> decoder.read(broken, _ -> {}));
    }

    @Test
    void eachCallReadsOnce() {
        FrameDecoder decoder = decoder(MAXIMUM);
        PiecesChannel channel = new PiecesChannel(STREAM, List.of(4, 4, 6));

        trace.run("call read while more is there", () -> decoder.read(channel, _ -> {}));

        trace.equal(
                "calls of channel.read",
                1,
                channel.reads(),
                "One read a call. A client that sends all the time would keep the thread for itself.");
    }

    @Test
    void twoDecodersShareNothing() {
        FrameDecoder one = decoder(MAXIMUM);
        FrameDecoder other = decoder(MAXIMUM);
        PiecesChannel first = new PiecesChannel(Bytes.of("0002 6162"), List.of(3, 1));
        PiecesChannel second = new PiecesChannel(Bytes.of("0002 7a7a"), List.of(3, 1));
        List<byte[]> frames = new ArrayList<>();

        trace.run("one client sends half a frame", () -> one.read(first, frames::add));
        trace.run("another one too", () -> other.read(second, frames::add));
        trace.run("the first sends the rest", () -> one.read(first, frames::add));

        trace.equal("frames", List.of("61 62"), hex(frames), "Each connection has its own buffer.");
    }

    @Test
    void aMillionBytesNeedNoMoreMemory() {
        int maximum = 4_000;
        FrameDecoder decoder = decoder(maximum);
        byte[] frame = concat(Bytes.of("00 64"), new byte[100]);
        int count = 10_000;
        long[] allocated = new long[1];

        trace.run(
                "read " + count + " frames of 100 bytes, each in two pieces",
                () -> {
                    long before = allocatedBytes();
                    for (int i = 0; i < count; i++) {
                        PiecesChannel channel = new PiecesChannel(frame, List.of(50, 52));
                        decoder.read(channel, _ -> {});
                        decoder.read(channel, _ -> {});
                    }
                    allocated[0] = allocatedBytes() - before;
                });

        long most = count * 1_000L;
        trace.check(
                "about as much memory as the payloads have",
                allocated[0] < most,
                "read has allocated "
                        + allocated[0] / count
                        + " bytes for each frame of 100 bytes. Make one buffer for the connection, in the"
                        + " constructor, and compact it: no new one for each read or message.");
    }

    private void check(byte[] stream, List<Integer> pieces, List<String> expected) {
        check(LONGEST, stream, pieces, expected);
    }

    private void check(int maximum, byte[] stream, List<Integer> pieces, List<String> expected) {
        FrameDecoder decoder = decoder(maximum);
        PiecesChannel channel = new PiecesChannel(stream, pieces);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < pieces.size() + stream.length && channel.taken() < stream.length; i++) {
            int before = frames.size();
            int from = channel.taken();
            int pending = from - beginOf(stream, completeIn(stream, from));
            String thrown = readOrError("read", decoder, channel, frames);
            trace.ok("it brings " + shown(stream, from, channel.taken()));
            trace.equal(
                    "the frames that are complete by now",
                    expected.subList(0, completeIn(stream, channel.taken())),
                    hex(frames),
                    thrown + whyOf(channel, pending, frames.subList(before, frames.size())));
            trace.check("read throws nothing", thrown.isEmpty(), thrown);
        }
        trace.equal("bytes taken from the channel", stream.length, channel.taken(), ROOM_RULE);
    }

    /// One read. What it throws, as a sentence, or "".
    private String readOrError(
            String step, FrameDecoder decoder, PiecesChannel channel, List<byte[]> frames) {
        return trace.call(
                step,
                () -> {
                    try {
                        return decoder.read(channel, payload -> add(frames, payload))
                                ? ""
                                : "read says that the stream has ended, but channel.read has not given -1. ";
                    } catch (IOException | RuntimeException e) {
                        if (NotStarted.isThrownByStub(e)) {
                            throw e;
                        }
                        return "read has thrown " + e + ". ";
                    }
                });
    }

    /// What has gone wrong with the buffer, as far as the channel has seen it.
    private static String whyOf(PiecesChannel channel, int pending, List<byte[]> handedOver) {
        if (channel.lastPosition() != pending) {
            return "When channel.read was called, the position of the buffer was "
                    + channel.lastPosition()
                    + ", and "
                    + pending
                    + " bytes of an incomplete frame should stand before it. compact() keeps what is left and lets you"
                    + " fill behind it; clear() forgets it, and without either the old frames stay.";
        }
        // No payload here ends with a zero.
        boolean zeros =
                handedOver.isEmpty()
                        || handedOver.stream().anyMatch(p -> p.length == 0 || p[p.length - 1] == 0);
        if (zeros) {
            return "After channel.read the position stands behind the new bytes, and get reads from the position to the"
                    + " limit. flip() sets the limit to the position and the position to 0: now you read what came, and"
                    + " no more. A frame is handed over as soon as its last byte is there.";
        }
        return "Every frame that is complete, in order; a payload without its length; nothing of the next frame.";
    }

    private static void add(List<byte[]> frames, byte[] payload) {
        if (frames.size() >= MOST_FRAMES) {
            throw new IllegalStateException(
                    "a loop without end: "
                            + MOST_FRAMES
                            + " frames were handed over, from a few bytes");
        }
        frames.add(payload);
    }

    private List<String> framesOrError(byte[] stream, List<Integer> pieces) {
        List<byte[]> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(LONGEST);
        PiecesChannel channel = new PiecesChannel(stream, pieces);
        try {
            for (int i = 0; i < pieces.size(); i++) {
                if (!decoder.read(channel, payload -> add(frames, payload))) {
                    return List.of("ended too early");
                }
            }
            return hex(frames);
        } catch (IOException | RuntimeException e) {
            return List.of(e.toString());
        }
    }

    private FrameDecoder decoder(int maximum) {
        return trace.call(
                "a decoder, at most " + maximum + " bytes", () -> new FrameDecoder(maximum));
    }

    private void checkGoesOn(boolean more) {
        trace.check(
                "read says that the stream goes on",
                more,
                "It answered false. The stream has not ended: channel.read has not given -1.");
    }

    /// All ways to cut so many bytes, those with few cuts first.
    private static List<List<Integer>> splitsOf(int length) {
        return IntStream.range(0, 1 << (length - 1))
                .boxed()
                .sorted(Comparator.comparingInt(Integer::bitCount))
                .map(cuts -> pieces(cuts, length))
                .toList();
    }

    private static List<Integer> pieces(int cuts, int length) {
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < length; i++) {
            if ((cuts & 1 << (i - 1)) != 0) {
                pieces.add(i - from);
                from = i;
            }
        }
        pieces.add(length - from);
        return pieces;
    }

    /// How many frames are complete in the first `count` bytes.
    private static int completeIn(byte[] stream, int count) {
        int complete = 0;
        while (beginOf(stream, complete + 1) <= count) {
            complete++;
        }
        return complete;
    }

    /// Where the frame with this index begins; far away when there is none.
    private static int beginOf(byte[] stream, int index) {
        int begin = 0;
        for (int i = 0; i < index; i++) {
            if (begin + 2 > stream.length) {
                return Integer.MAX_VALUE;
            }
            begin += 2 + Short.toUnsignedInt(ByteBuffer.wrap(stream).getShort(begin));
        }
        return begin;
    }

    private static String shown(byte[] stream, int from, int to) {
        return Bytes.hex(Arrays.copyOfRange(stream, from, to));
    }

    private static List<String> hex(List<byte[]> frames) {
        return frames.stream().map(Bytes::hex).toList();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
