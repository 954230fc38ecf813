package lesson02.exercise;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import lesson02.Segment;
import lesson02.Segment.Flag;

/// Tells the state of both sides of a TCP connection from the segments of a capture.
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

    /// What a segment belongs to.
    public enum Phase {
        HANDSHAKE,
        DATA,
        CLOSE
    }

    /// What holds after one segment. The client is the side that sent the first SYN.
    public record Step(Phase phase, State client, State server) {}

    /// The phase and both states after each segment, one step per segment. A segment counts as
    /// received in the moment in which it is seen, as in figures 6 and 12 of RFC 9293.
    ///
    /// @throws IllegalArgumentException when the first segment is not a SYN without ACK, or when a
    ///   segment is not between the two addresses of the first
    public static List<Step> follow(List<Segment> segments) {
        List<Step> steps = new ArrayList<>();
        if (segments.isEmpty()) {
            return steps;
        }
        Segment first = segments.getFirst();
        if (!first.has(Flag.SYN) || first.has(Flag.ACK)) {
            throw new IllegalArgumentException("a connection begins with a SYN, not with " + first);
        }
        Side client = new Side(first.from(), State.CLOSED);
        Side server = new Side(first.to(), State.LISTEN);
        Phase phase = Phase.HANDSHAKE;
        for (Segment segment : segments) {
            boolean established =
                    client.state == State.ESTABLISHED && server.state == State.ESTABLISHED;
            apply(segment, client, server);
            phase = phaseOf(segment, phase, established);
            steps.add(new Step(phase, client.state, server.state));
        }
        return steps;
    }

    private static void apply(Segment segment, Side client, Side server) {
        if (isBetween(client, server, segment)) {
            exchange(segment, client, server);
        } else if (isBetween(server, client, segment)) {
            exchange(segment, server, client);
        } else {
            throw new IllegalArgumentException("a segment of another connection: " + segment);
        }
    }

    private static boolean isBetween(Side from, Side to, Segment segment) {
        return from.address.equals(segment.from()) && to.address.equals(segment.to());
    }

    private static void exchange(Segment segment, Side sender, Side receiver) {
        if (segment.has(Flag.RST)) {
            sender.state = State.CLOSED;
            receiver.state = State.CLOSED;
            return;
        }
        boolean acknowledges = receiver.isAcknowledgedBy(segment);
        sender.sends(segment, acknowledges);
        // First the ACK, then the FIN: one segment can be both, and FIN_WAIT_2 lies between.
        receiver.receives(segment, acknowledges);
    }

    private static Phase phaseOf(Segment segment, Phase before, boolean establishedBefore) {
        if (before == Phase.CLOSE || segment.has(Flag.FIN) || segment.has(Flag.RST)) {
            return Phase.CLOSE;
        }
        return establishedBefore ? Phase.DATA : Phase.HANDSHAKE;
    }

    /// One end of the connection.
    private static final class Side {

        private final InetSocketAddress address;
        private State state;

        /// The number that acknowledges this side's SYN or, once that is sent, its FIN.
        private long awaited = -1;

        Side(InetSocketAddress address, State state) {
            this.address = address;
            this.state = state;
        }

        boolean isAcknowledgedBy(Segment segment) {
            return segment.has(Flag.ACK) && awaited != -1;
        }

        void sends(Segment segment, boolean acknowledgesTheOther) {
            if (segment.has(Flag.SYN) || segment.has(Flag.FIN)) {
                awaited = segment.next();
            }
            if (segment.has(Flag.SYN) && state == State.CLOSED) {
                state = State.SYN_SENT;
            }
            if (segment.has(Flag.FIN)) {
                state = afterSendingFin(acknowledgesTheOther);
            }
        }

        /// A FIN from CLOSE_WAIT that does not acknowledge the other FIN was sent before that one
        /// had arrived: the two have crossed, and what looked like CLOSE_WAIT from here was still
        /// ESTABLISHED there.
        private State afterSendingFin(boolean acknowledgesTheOther) {
            return switch (state) {
                case SYN_RECEIVED, ESTABLISHED -> State.FIN_WAIT_1;
                case CLOSE_WAIT -> acknowledgesTheOther ? State.LAST_ACK : State.CLOSING;
                default -> state;
            };
        }

        void receives(Segment segment, boolean acknowledged) {
            if (segment.has(Flag.SYN) && state == State.LISTEN) {
                state = State.SYN_RECEIVED;
            }
            if (acknowledged) {
                state = afterAcknowledgement(segment);
            }
            if (segment.has(Flag.FIN)) {
                state = afterReceivingFin();
            }
        }

        private State afterAcknowledgement(Segment segment) {
            return switch (state) {
                case SYN_SENT -> segment.has(Flag.SYN) ? State.ESTABLISHED : state;
                case SYN_RECEIVED -> State.ESTABLISHED;
                case FIN_WAIT_1 -> State.FIN_WAIT_2;
                case CLOSING -> State.TIME_WAIT;
                case LAST_ACK -> State.CLOSED;
                default -> state;
            };
        }

        private State afterReceivingFin() {
            return switch (state) {
                case ESTABLISHED -> State.CLOSE_WAIT;
                case FIN_WAIT_1 -> State.CLOSING;
                case FIN_WAIT_2 -> State.TIME_WAIT;
                default -> state;
            };
        }
    }
}
