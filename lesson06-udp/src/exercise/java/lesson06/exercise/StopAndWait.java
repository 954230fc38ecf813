package lesson06.exercise;

import java.io.IOException;
import java.time.Duration;
import lesson06.Link;
import lesson06.RetransmissionTimer;

/// **Exercise 6.5: Stop and wait.** About 40 minutes.
///
/// Make a reliable transfer out of datagrams that may be lost, doubled and overtaken. The sender
/// sends one frame and waits for its acknowledgement before it sends the next one. What travels is
/// described in [lesson06.Frame]: Data frames with the numbers 0, 1, 2 ..., then one End frame with
/// the number after the last one; the receiver answers with Ack frames.
///
/// - Use `lesson06.Frame`, its `encode` and `parse`, and [RetransmissionTimer]: they are done.
/// - The only clock is [Link#now]. Never sleep, and never ask `System`: the tests let an hour of
///   the link's time pass in a moment.
/// - Anything may arrive: bytes that are no frame, frames of the wrong kind, acknowledgements from
///   long ago. They are ignored, and the wait that is going on does not get longer by them.
public final class StopAndWait {

    /// How often the sender sends one frame before it gives up.
    public static final int MOST_ATTEMPTS = 30;

    private StopAndWait() {}

    /// Sends all of `data`, and returns when the receiver has acknowledged the End frame.
    ///
    /// - Each Data frame carries [lesson06.Frame#MOST_PAYLOAD] bytes, the last one what is left. No
    ///   data is no Data frame, only End, with number 0.
    /// - A frame is sent again when [RetransmissionTimer#timeOut] has passed without the Ack of its
    ///   own number. Each time the timer backs off. End is a frame like the others here.
    /// - The timer gets a sample from each frame that was sent once: the time between sending and
    ///   the arrival of the Ack. Of a frame that was sent twice nobody knows which of the two was
    ///   answered (Karn's rule).
    ///
    /// @throws java.net.SocketTimeoutException when a frame was sent [#MOST_ATTEMPTS] times, and
    ///   after the last time the time-out has passed too
    /// @throws IOException when the link fails
    public static void send(Link link, byte[] data, RetransmissionTimer timer) throws IOException {
        throw new UnsupportedOperationException(
                "Send the first frame, then wait for its acknowledgement until the time-out.");
    }

    /// Receives what [#send] sends, and returns it whole and in order.
    ///
    /// - The frame that is expected next is taken, and acknowledged with its own number.
    /// - A frame that was taken before is acknowledged again, and not taken again: its first
    ///   acknowledgement may be lost.
    /// - A frame with a higher number than the expected one is ignored: no honest sender sends it.
    /// - After End the receiver stays, to answer when End comes again: nobody acknowledges an
    ///   acknowledgement, so it cannot know whether its last one has arrived. It returns `patience`
    ///   after End came *for the first time*.
    /// - Before End it gives up when no *new* frame has come for `patience`. Neither repeated
    ///   frames nor garbage keep it waiting longer.
    ///
    /// @param mostBytes the most that is taken: memory that strangers can fill has a limit
    /// @throws java.net.SocketTimeoutException when no new frame has come for `patience`, before
    ///   End
    /// @throws IOException when the data has more than `mostBytes` bytes, or the link fails
    public static byte[] receive(Link link, int mostBytes, Duration patience) throws IOException {
        throw new UnsupportedOperationException(
                "Receive a frame, compare its number with the one you expect, then acknowledge.");
    }
}
