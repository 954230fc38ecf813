package lesson06;

import java.time.Duration;

/// How long to wait for an acknowledgement before the frame is sent again: the retransmission
/// time-out (RTO) of RFC 6298, section 2.
///
/// One timer belongs to one transfer, not to one frame: what it has learned about the path, and how
/// far it has backed off, holds for the next frame too. It measures nothing itself and reads no
/// clock. Not for several threads.
public final class RetransmissionTimer {

    private final Duration lowest;
    private final Duration highest;
    private Duration smoothed;
    private Duration variation;
    private Duration timeOut;

    /// One second at first and 60 at most, as the RFC has it. 20 ms at least: the RFC wants one
    /// second (2.4), Linux takes 200 ms, and the paths of this lesson are short.
    public RetransmissionTimer() {
        this(Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofSeconds(60));
    }

    /// A timer with bounds of its own.
    ///
    /// @param first the time-out as long as nothing has been measured
    public RetransmissionTimer(Duration first, Duration lowest, Duration highest) {
        this.timeOut = first;
        this.lowest = lowest;
        this.highest = highest;
    }

    /// How long to wait now.
    public Duration timeOut() {
        return timeOut;
    }

    // region sample
    /// Takes a round-trip time: from sending a frame to the arrival of its acknowledgement. Only of
    /// a frame that was sent once (Karn's rule; RFC 6298, section 3). Ends a back-off.
    public void sample(Duration roundTrip) {
        if (smoothed == null) {
            smoothed = roundTrip;
            variation = roundTrip.dividedBy(2);
        } else {
            Duration error = smoothed.minus(roundTrip).abs();
            variation = variation.multipliedBy(3).plus(error).dividedBy(4);
            smoothed = smoothed.multipliedBy(7).plus(roundTrip).dividedBy(8);
        }
        timeOut = bounded(smoothed.plus(variation.multipliedBy(4)));
    }

    /// The time has run out: the next wait is twice as long (RFC 6298, 5.5). It stays so until the
    /// next sample.
    public void backOff() {
        timeOut = bounded(timeOut.multipliedBy(2));
    }

    // endregion

    private Duration bounded(Duration wanted) {
        if (wanted.compareTo(lowest) < 0) {
            return lowest;
        }
        return wanted.compareTo(highest) > 0 ? highest : wanted;
    }

    /// The smoothed round-trip time (SRTT), null before the first sample.
    Duration smoothed() {
        return smoothed;
    }

    /// How much the round-trip times differ (RTTVAR), null before the first sample.
    Duration variation() {
        return variation;
    }
}
