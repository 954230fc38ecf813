package lesson02.exercise;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "2.4", title = "A length you cannot trust", points = 10, of = FrameReader.class)
class FrameReaderTest {

    private static final int MAXIMUM = 1_000;

    /// Far more than an exception and its message need, far less than the frames that are refused.
    private static final long MUCH_MEMORY = 10_000_000;

    private static final String PARTIAL_RULE =
            "One read may give fewer bytes than you asked for. Read on until the frame is"
                    + " complete.";
    private static final String TRUST_RULE =
            "The length comes from a stranger. Compare it with the maximum before you use it.";

    private final Trace trace = new Trace();

    @Test
    void readsOneFrame() {
        check(
                "00 00 00 03 61 62 63",
                "61 62 63",
                "The first four bytes are the length, the highest byte first.");
    }

    @Test
    void readsALengthOfMoreThanOneByte() {
        String payload = "7a".repeat(0x0102);

        check(
                "00 00 01 02" + payload,
                payload,
                "00 00 01 02 is 1 * 256 + 2 = 258: the highest byte comes first.");
    }

    @Test
    void readsALengthWithTheHighestBitOfAByteSet() {
        String payload = "7a".repeat(200);

        check(
                "00 00 00 c8" + payload,
                payload,
                "c8 is 200. A Java byte is signed: write b & 0xff.");
    }

    @Test
    void aLengthOfZeroIsAFrame() {
        FrameReader reader = reader("00 00 00 00 00 00 00 01 41");

        trace.bytes(
                "the first frame is empty",
                new byte[0],
                next(reader),
                "A length of 0 is a frame without bytes.");
        trace.bytes(
                "the second frame",
                Bytes.of("41"),
                next(reader),
                "The next frame begins right behind it.");
        checkEnd(reader);
    }

    @Test
    void readsFramesOneAfterTheOtherUntilTheEnd() {
        FrameReader reader = reader("00 00 00 01 41 00 00 00 06 e4 bd a0 e5 a5 bd");

        trace.bytes("the first frame", Bytes.of("41"), next(reader), PARTIAL_RULE);
        trace.bytes("the second frame", Bytes.of("e4 bd a0 e5 a5 bd"), next(reader), PARTIAL_RULE);
        checkEnd(reader);
        checkEnd(reader);
    }

    @Test
    void takesNoByteOfTheNextFrame() {
        WatchedStream in =
                WatchedStream.of(
                        new ByteArrayInputStream(Bytes.of("00 00 00 01 41 00 00 00 01 42")));
        FrameReader reader =
                trace.call("a reader over two frames", () -> new FrameReader(in, MAXIMUM));

        next(reader);

        trace.equal(
                "bytes taken from the stream",
                5,
                in.taken(),
                "The frame has 5 bytes. Do not put a buffered stream in between: it takes more than"
                        + " it is asked for.");
    }

    @Test
    void theMaximumItselfIsAllowed() {
        String payload = "7a".repeat(MAXIMUM);

        check("00 00 03 e8" + payload, payload, "The maximum length is allowed, one more is not.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 03 e9", "00 01 00 00", "05 f5 e1 00", "7f ff ff ff"})
    void refusesALengthAboveTheMaximum(String length) {
        trace.byHand(
                "printf '"
                        + Bytes.printf(Bytes.of(length))
                        + "abc' | od -An -tx1   (what the stranger sends)");
        checkRefused(length, "Allowed are " + MAXIMUM + " bytes. " + TRUST_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff ff ff ff", "80 00 00 00", "ff ff ff 00"})
    void refusesANegativeLength(String length) {
        trace.byHand(
                "printf '"
                        + Bytes.printf(Bytes.of(length))
                        + "abc' | od -An -tx1   (what the stranger sends)");
        checkRefused(
                length,
                "As an int this is negative, so it is smaller than any maximum. Check both ends of"
                        + " the range.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "00 00", "00 00 00"})
    void anEndInsideTheLengthIsAnError(String bytes) {
        FrameReader reader = reader(bytes);

        trace.throwsA(
                EOFException.class,
                "next, from " + bytes + " and then the end",
                "The stream ends inside a length. Only the end before the first byte of a frame is"
                        + " a good end.",
                reader::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 03", "00 00 00 03 61", "00 00 00 03 61 62"})
    void anEndInsideThePayloadIsAnError(String bytes) {
        FrameReader reader = reader(bytes);

        trace.throwsA(
                EOFException.class,
                "next, from " + bytes + " and then the end",
                "Three bytes are announced, fewer have come. Half a payload must not look like a"
                        + " whole one.",
                reader::next);
    }

    @Test
    void aBrokenConnectionIsReported() {
        InputStream in =
                new SequenceInputStream(
                        new ByteArrayInputStream(Bytes.of("00 00 00 03 61")),
                        WatchedStream.ofABrokenConnection());
        FrameReader reader = trace.call("a reader", () -> new FrameReader(in, MAXIMUM));

        trace.throwsA(
                SocketException.class,
                "next, when a read throws \"Connection reset\"",
                "The caller must learn that the connection broke. Let the exception pass.",
                reader::next);
    }

    @Test
    void refusesANegativeMaximum() {
        trace.throwsA(
                IllegalArgumentException.class,
                "a reader with the maximum -1",
                "No frame could ever be read. Say so in the constructor, where the mistake is.",
                () -> new FrameReader(InputStream.nullInputStream(), -1));
    }

    @Test
    void doesNotCloseTheStream() {
        WatchedStream in = WatchedStream.oneByteAtATime(Bytes.of("00 00 00 01 41"));
        FrameReader reader = trace.call("a reader", () -> new FrameReader(in, MAXIMUM));

        next(reader);
        checkEnd(reader);

        trace.check(
                "the stream is still open",
                !in.isClosed(),
                "The stream belongs to the caller, who closes it.");
    }

    private void check(String frame, String payload, String why) {
        String length = frame.substring(0, 11);
        trace.byHand("printf '" + Bytes.printf(Bytes.of(length)) + "...' | od -An -tu1");

        FrameReader reader = reader(frame);
        String step =
                "next, when the length is " + length + ", that is " + Bytes.of(payload).length;
        trace.bytes("the payload", Bytes.of(payload), next(step, reader), why);
    }

    private FrameReader reader(String bytes) {
        return trace.call(
                "a reader over "
                        + Bytes.hex(Bytes.of(bytes))
                        + ", one byte per read, at most "
                        + MAXIMUM,
                () -> new FrameReader(WatchedStream.oneByteAtATime(Bytes.of(bytes)), MAXIMUM));
    }

    private byte[] next(FrameReader reader) {
        return next("next", reader);
    }

    private byte[] next(String step, FrameReader reader) {
        Optional<byte[]> frame = trace.call(step, reader::next);
        trace.check(
                "next gives an Optional",
                frame != null,
                "It gave null. At the end give Optional.empty().");
        trace.check(
                "there is a frame",
                frame.isPresent(),
                "next says that the stream has ended, but a frame is there.");
        return frame.get();
    }

    private void checkEnd(FrameReader reader) {
        Optional<byte[]> frame = trace.call("next, at the end of the stream", reader::next);
        trace.check(
                "next says that the stream has ended",
                frame != null && frame.isEmpty(),
                "At the end, before the first byte of a frame, the answer is Optional.empty().");
    }

    private void checkRefused(String length, String why) {
        WatchedStream in = WatchedStream.oneByteAtATime(Bytes.of(length + "61 62 63"));
        FrameReader reader =
                trace.call("a reader, at most " + MAXIMUM, () -> new FrameReader(in, MAXIMUM));
        AtomicLong allocated = new AtomicLong();

        ProtocolException refusal =
                trace.throwsA(
                        ProtocolException.class,
                        "next, when the length is " + length,
                        why,
                        () -> nextMeasured(reader, allocated));

        trace.check(
                "no memory was reserved for the payload",
                allocated.get() < MUCH_MEMORY,
                "next has allocated "
                        + allocated.get()
                        + " bytes for a frame that it refuses. "
                        + TRUST_RULE);
        trace.equal(
                "bytes taken from the stream",
                4,
                in.taken(),
                "After a bad length nobody knows where the next frame begins: read nothing more.");
        String number = Integer.toString(ByteBuffer.wrap(Bytes.of(length)).getInt());
        trace.check(
                "the message names the length " + number,
                refusal.getMessage() != null && refusal.getMessage().contains(number),
                "It is: "
                        + refusal.getMessage()
                        + ". Whoever reads the log wants to know what was sent.");
    }

    private static void nextMeasured(FrameReader reader, AtomicLong allocated) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reader.next();
        } finally {
            allocated.set(threads.getCurrentThreadAllocatedBytes() - before);
        }
    }
}
