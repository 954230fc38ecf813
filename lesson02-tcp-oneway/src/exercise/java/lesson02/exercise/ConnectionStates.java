package lesson02.exercise;

import java.util.List;
import lesson02.Segment;

/// **Exercise 2.5: Follow a connection through its states.** About 30 minutes.
///
/// Each side of a TCP connection is in one of eleven states (RFC 9293, section 3.3.2, and the
/// picture in figure 5). No segment says its sender's state. But who sees all segments can tell
/// both states, and that is the exercise.
public final class ConnectionStates {

    private ConnectionStates() {}

    /// The states of RFC 9293, section 3.3.2.
    public enum State {
        CLOSED,
        LISTEN,
        SYN_SENT,
        SYN_RECEIVED,
        ESTABLISHED,
        FIN_WAIT_1,
        FIN_WAIT_2,
        CLOSE_WAIT,
        CLOSING,
        LAST_ACK,
        TIME_WAIT
    }

    /// What a segment belongs to. `HANDSHAKE`: every segment up to the one after which both sides
    /// are `ESTABLISHED`, that one included. `CLOSE`: the first segment with FIN or RST, and all
    /// after it. `DATA`: between the two.
    public enum Phase {
        HANDSHAKE,
        DATA,
        CLOSE
    }

    /// What holds after one segment. The client is the side that sent the first SYN.
    public record Step(Phase phase, State client, State server) {}

    /// The phase and both states after each segment, one step per segment.
    ///
    /// The states are those after the segment was sent and received: we take each segment as
    /// received in the moment in which we see it (so do figures 6 and 12 of the RFC). Before the
    /// first segment the client is `CLOSED` and the server is in `LISTEN`. Only these rules change
    /// a state:
    ///
    ///     side    in            event                                    goes to
    ///     ------  ------------  ---------------------------------------  ------------
    ///     client  CLOSED        sends SYN                                SYN_SENT
    ///     server  LISTEN        receives SYN                             SYN_RECEIVED
    ///     client  SYN_SENT      receives SYN and the ACK of its SYN      ESTABLISHED
    ///     server  SYN_RECEIVED  receives the ACK of its SYN              ESTABLISHED
    ///     either  ESTABLISHED   sends FIN                                FIN_WAIT_1
    ///     either  SYN_RECEIVED  sends FIN                                FIN_WAIT_1
    ///     either  ESTABLISHED   receives FIN                             CLOSE_WAIT
    ///     either  FIN_WAIT_1    receives the ACK of its FIN              FIN_WAIT_2
    ///     either  FIN_WAIT_1    receives FIN, not the ACK of its own     CLOSING
    ///     either  FIN_WAIT_2    receives FIN                             TIME_WAIT
    ///     either  CLOSE_WAIT    sends FIN with the ACK of the other FIN  LAST_ACK
    ///     either  CLOSE_WAIT    sends FIN without that ACK               CLOSING
    ///     either  CLOSING       receives the ACK of its FIN              TIME_WAIT
    ///     either  LAST_ACK      receives the ACK of its FIN              CLOSED
    ///     both    any state     RST is sent                              CLOSED
    ///
    /// - One segment can be several events: the last but one of a close in three segments is the
    ///   ACK of a FIN and is itself a FIN. Apply the ACK first, then the FIN.
    /// - The ACK of a SYN or FIN is a segment whose acknowledgement number is [Segment#next] of the
    ///   segment with the SYN or FIN. Another number acknowledges something else, for example data
    ///   that was sent before.
    /// - The second line for `CLOSE_WAIT`: both sides closed at once, and the two FINs crossed on
    ///   the way (figure 13).
    /// - `TIME_WAIT` ends after some time without a segment, so it is not seen to end here.
    ///
    /// Segments that fit no rule change nothing: data, ACKs of data, a segment that is sent again.
    ///
    /// @throws IllegalArgumentException when the first segment is not a SYN without ACK, or when a
    ///   segment is not between the two addresses of the first
    public static List<Step> follow(List<Segment> segments) {
        throw new UnsupportedOperationException(
                "Find out who is the client: the side that sent the first segment.");
    }
}
