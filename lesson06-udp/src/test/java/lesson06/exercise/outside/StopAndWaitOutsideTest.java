package lesson06.exercise.outside;

import course.testkit.Exercise;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lesson06.Frame;
import lesson06.exercise.StopAndWait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A process of its own receives data and sends it back. The test speaks the protocol frame by
/// frame, doubles some of them, and loses others.
@Exercise(number = "6.5", title = "Stop and wait", points = 25, of = StopAndWait.class)
class StopAndWaitOutsideTest {

    private static final int FRAMES = 12;
    private static final int LENGTH = (FRAMES - 1) * Frame.MOST_PAYLOAD + 100;
    private static final int ACK_MILLIS = 200;
    private static final int MOST_TRIES = 20;

    private final Trace trace = new Trace().byHand("nc -u 127.0.0.1 8888 | od -An -tx1");

    @RegisterExtension final SecondProcess peer = new SecondProcess(trace);

    @Test
    void whatIsSentComesBackWhole() throws Exception {
        checkEcho(false);
    }

    @Test
    void aFrameThatComesTwiceIsTakenOnce() throws Exception {
        checkEcho(true);
    }

    @Test
    void whatIsNoFrameOfASenderIsIgnored() throws Exception {
        checkEcho(false, new byte[] {9, 9}, new Frame.Data(7, new byte[10]).encode());
    }

    private void checkEcho(boolean twice, byte[]... before) throws Exception {
        try (Datagrams test = new Datagrams(peer)) {
            int port = peer.serve(StopAndWaitMain.class, "echo", test.port());
            byte[] data = peer.bytes(LENGTH);
            for (byte[] datagram : before) {
                test.send(port, datagram);
                trace.ok("bytes come that are no frame, or a frame with too high a number");
            }

            sendAll(data, twice, test, port);

            checkData(data, test, port, false);
        }
    }

    @Test
    void whatIsLostIsSentAgain() throws Exception {
        String word = peer.word();
        try (Datagrams test = new Datagrams(peer)) {
            int port = peer.serve(StopAndWaitMain.class, "send", test.port(), word);
            byte[] data = word.repeat(StopAndWaitMain.TIMES).getBytes(StandardCharsets.UTF_8);

            checkData(data, test, port, true);
        }
    }

    private void sendAll(byte[] data, boolean twice, Datagrams test, int port) throws IOException {
        for (int number = 0; number < FRAMES; number++) {
            int from = number * Frame.MOST_PAYLOAD;
            int to = Math.min(data.length, from + Frame.MOST_PAYLOAD);
            Frame frame = new Frame.Data(number, Arrays.copyOfRange(data, from, to));
            send(frame, test, port, twice && number % 3 == 1);
        }
        send(new Frame.End(FRAMES), test, port, twice);
        trace.ok(
                "the test sends 12 Data frames"
                        + (twice ? ", some of them twice" : "")
                        + ", and End, and gets each acknowledged");
    }

    /// Until it is acknowledged.
    private void send(Frame frame, Datagrams test, int port, boolean twice) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            test.send(port, frame.encode());
            if (twice && i == 0) {
                test.send(port, frame.encode());
            }
            Optional<Frame> answer = receive(test, ACK_MILLIS);
            while (answer.isPresent() && answer.get().number() < frame.number()) {
                answer = receive(test, ACK_MILLIS); // the second Ack of a frame that came twice
            }
            if (answer.isPresent() && answer.get().equals(new Frame.Ack(frame.number()))) {
                return;
            }
        }
        trace.check(
                frame + " is acknowledged",
                false,
                "It was sent " + MOST_TRIES + " times, and never answered with its own number.");
    }

    private static Optional<Frame> receive(Datagrams test, int millis) throws IOException {
        byte[] datagram = test.receive(millis);
        return datagram == null ? Optional.empty() : Frame.parse(datagram);
    }

    /// With losses, every third frame is lost when it comes for the first time.
    private void checkData(byte[] data, Datagrams test, int port, boolean losses)
            throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        int expected = 0;
        int lost = -1;
        while (expected <= FRAMES) {
            Frame frame = next(test, expected);
            if (losses && frame.number() == expected && expected % 3 == 1 && lost < expected) {
                lost = expected;
            } else {
                if (frame.number() == expected) {
                    expected++;
                    if (frame instanceof Frame.Data piece) {
                        received.write(piece.payload());
                    }
                }
                test.send(port, new Frame.Ack(frame.number()).encode());
            }
        }
        trace.check(
                "the data is whole" + (losses ? ", though every third frame is lost once" : ""),
                Arrays.equals(data, received.toByteArray()),
                "It is not the data that was to be sent. Each Data frame carries 1,024 bytes, the last"
                        + " one what is left; a frame that came twice is taken once.");
    }

    /// The next frame of the sender; Acks that are late do not count.
    private Frame next(Datagrams test, int expected) throws IOException {
        Optional<Frame> frame = receive(test, Datagrams.MILLIS);
        while (frame.isPresent() && frame.get() instanceof Frame.Ack) {
            frame = receive(test, Datagrams.MILLIS);
        }
        trace.check(
                "frame number " + expected + " comes",
                frame.isPresent() && frame.get().number() <= expected,
                "Nothing has come for three seconds, or a frame with a higher number. The next frame"
                        + " is sent when this one has been acknowledged; and this one again, when the"
                        + " time-out has passed.");
        return frame.orElseThrow();
    }
}
