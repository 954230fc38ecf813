package lesson06.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import lesson06.Frame;
import lesson06.Link;
import lesson06.RetransmissionTimer;

/// A reliable transfer over datagrams: one frame at a time, each acknowledged.
public final class StopAndWait {

    /// How often the sender sends one frame before it gives up.
    public static final int MOST_ATTEMPTS = 30;

    private StopAndWait() {}

    /// Sends all of `data`, and returns when the receiver has acknowledged the End frame.
    ///
    /// @throws SocketTimeoutException when a frame was sent [#MOST_ATTEMPTS] times in vain
    /// @throws IOException when the link fails
    public static void send(Link link, byte[] data, RetransmissionTimer timer) throws IOException {
        int number = 0;
        for (int from = 0; from < data.length; from += Frame.MOST_PAYLOAD) {
            int to = Math.min(data.length, from + Frame.MOST_PAYLOAD);
            deliver(link, new Frame.Data(number, Arrays.copyOfRange(data, from, to)), timer);
            number++;
        }
        deliver(link, new Frame.End(number), timer);
    }

    private static void deliver(Link link, Frame frame, RetransmissionTimer timer)
            throws IOException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Duration sent = link.now();
            link.send(frame.encode());
            if (isAcknowledged(link, frame.number(), sent.plus(timer.timeOut()))) {
                // Karn's rule: after a retransmission it is unknown which of the two was answered.
                if (attempt == 1) {
                    timer.sample(link.now().minus(sent));
                }
                return;
            }
            timer.backOff();
        }
        throw new SocketTimeoutException(
                "no acknowledgement of " + frame + ", sent " + MOST_ATTEMPTS + " times");
    }

    private static boolean isAcknowledged(Link link, int number, Duration deadline)
            throws IOException {
        Duration left = deadline.minus(link.now());
        while (left.isPositive()) {
            Optional<Frame> frame = link.receive(left).flatMap(Frame::parse);
            if (frame.isPresent()
                    && frame.get() instanceof Frame.Ack(int acknowledged)
                    && acknowledged == number) {
                return true;
            }
            left = deadline.minus(link.now());
        }
        return false;
    }

    /// Receives what [#send] sends, and returns it whole and in order, `patience` after the End
    /// frame.
    ///
    /// @throws SocketTimeoutException when no new frame has come for `patience`, before End
    /// @throws IOException when the data has more than `mostBytes` bytes, or the link fails
    public static byte[] receive(Link link, int mostBytes, Duration patience) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int expected = 0;
        boolean ended = false;
        Duration deadline = link.now().plus(patience);
        Duration left = patience;
        while (left.isPositive()) {
            Optional<Frame> frame =
                    link.receive(left)
                            .flatMap(Frame::parse)
                            .filter(any -> !(any instanceof Frame.Ack));
            int number = frame.map(Frame::number).orElse(Integer.MAX_VALUE);
            if (number == expected && !ended) {
                ended = !take(frame.get(), data, mostBytes);
                expected++;
                deadline = link.now().plus(patience);
            }
            // New or not: the acknowledgement that was sent before may be lost.
            if (number < expected) {
                link.send(new Frame.Ack(number).encode());
            }
            left = deadline.minus(link.now());
        }
        if (!ended) {
            throw new SocketTimeoutException(
                    "no new frame for " + patience.toMillis() + " ms, expected number " + expected);
        }
        return data.toByteArray();
    }

    /// Returns whether more is to come.
    private static boolean take(Frame frame, ByteArrayOutputStream data, int mostBytes)
            throws IOException {
        if (!(frame instanceof Frame.Data(_, byte[] payload))) {
            return false;
        }
        if (data.size() + payload.length > mostBytes) {
            throw new IOException("the sender has more than the " + mostBytes + " bytes allowed");
        }
        data.writeBytes(payload);
        return true;
    }
}
