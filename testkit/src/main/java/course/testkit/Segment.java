package course.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// One TCP segment of a [Capture], without the urgent pointer and the checksum: the network card often computes the
/// checksum only after tcpdump has seen the segment. RFC 9293, section 3.1:
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-------------------------------+-------------------------------+
///     |          Source Port          |       Destination Port        |
///     +-------------------------------+-------------------------------+
///     |                        Sequence Number                        |
///     +---------------------------------------------------------------+
///     |                    Acknowledgment Number                      |
///     +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
///     | Data  |       |C|E|U|A|P|R|S|F|                               |
///     | Offset| Rsrvd |W|C|R|C|S|S|Y|I|            Window             |
///     |       |       |R|E|G|K|H|T|N|N|                               |
///     +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
///     |           Checksum            |         Urgent Pointer        |
///     +-------------------------------+-------------------------------+
///     |                   [Options], then the data                    |
///     +---------------------------------------------------------------+
///
/// @param from the sender
/// @param to the receiver
/// @param sequence the number of the first byte, 0 to 2^32 - 1
/// @param acknowledgement the number of the next byte that the sender expects; 0 without [Flag#ACK]
/// @param flags the control bits that are set; cannot be changed
/// @param window the window field as it is sent, not scaled
/// @param options the options as they are sent, with padding; a copy
/// @param payload the data; a copy. With offloading it can be longer than any segment on the wire
/// @param time how long after the first segment of the capture
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record Segment(
        Endpoint from,
        Endpoint to,
        long sequence,
        long acknowledgement,
        Set<Flag> flags,
        int window,
        byte[] options,
        byte[] payload,
        Duration time) {

    private static final long MODULUS = 1L << 32;

    /// The control bits, in the order in which people say them.
    public enum Flag {
        /// Synchronize sequence numbers: the first segment of a direction.
        SYN(0x02),
        /// No more data from the sender.
        FIN(0x01),
        /// Reset: the connection is gone.
        RST(0x04),
        /// The receiver need not wait for more before it hands over the data.
        PSH(0x08),
        /// The acknowledgement number counts.
        ACK(0x10),
        /// The urgent pointer counts.
        URG(0x20);

        private final int bit;

        Flag(int bit) {
            this.bit = bit;
        }

        /// The flags of the low byte in which they are sent; the two bits for congestion are left
        /// out.
        static Set<Flag> ofBits(int bits) {
            return Arrays.stream(values())
                    .filter(flag -> (bits & flag.bit) != 0)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Flag.class)));
        }
    }

    /// Checks the ranges and copies what could be changed.
    public Segment {
        if (sequence < 0
                || sequence >= MODULUS
                || acknowledgement < 0
                || acknowledgement >= MODULUS) {
            throw new IllegalArgumentException(
                    "sequence "
                            + sequence
                            + " or acknowledgement "
                            + acknowledgement
                            + " does not fit 32 bits");
        }
        Set<Flag> ordered = EnumSet.noneOf(Flag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
        options = options.clone();
        payload = payload.clone();
    }

    @Override
    public byte[] options() {
        return options.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /// Whether all of these are set; others may be too.
    public boolean has(Flag first, Flag... more) {
        return flags.contains(first) && flags.containsAll(Arrays.asList(more));
    }

    /// How many sequence numbers it takes: one for every byte of data, one for SYN, one for FIN
    /// (RFC 9293, section 3.4). The receiver acknowledges `sequence + lengthInSequenceSpace()`,
    /// modulo 2^32.
    public int lengthInSequenceSpace() {
        return payload.length + (has(Flag.SYN) ? 1 : 0) + (has(Flag.FIN) ? 1 : 0);
    }

    /// The same segments with numbers that count from 0 in each direction of each connection, so
    /// that the SYN is number 0 and the first byte of data number 1. Where the SYN was not
    /// captured, the first number seen is 1.
    public static List<Segment> relative(List<Segment> segments) {
        Map<List<Endpoint>, Long> starts = new HashMap<>();
        List<Segment> result = new ArrayList<>();
        for (Segment segment : segments) {
            long start =
                    segment.has(Flag.SYN)
                            ? segment.sequence
                            // A refusal to connect carries the number 0, which belongs to nobody's
                            // counting.
                            : segment.has(Flag.RST) && segment.sequence == 0
                                    ? 0
                                    : segment.sequence - 1;
            if (segment.has(Flag.SYN)) {
                starts.put(List.of(segment.from, segment.to), start);
            }
            long own = starts.computeIfAbsent(List.of(segment.from, segment.to), _ -> start);
            long others =
                    !segment.has(Flag.ACK)
                            ? segment.acknowledgement
                            : starts.computeIfAbsent(
                                    List.of(segment.to, segment.from),
                                    _ -> segment.acknowledgement - 1);
            result.add(segment.countedFrom(own, others));
        }
        return result;
    }

    private Segment countedFrom(long own, long others) {
        return new Segment(
                from,
                to,
                Math.floorMod(sequence - own, MODULUS),
                Math.floorMod(acknowledgement - others, MODULUS),
                flags,
                window,
                options,
                payload,
                time);
    }

    /// The line that `tcpdump -nn -S` prints, options included: `12:00:00.000000 IP
    /// 172.17.0.2.45678 > 172.17.0.1.8888: Flags [P.], seq 1:9, ack 1, win 502, length 8`. Only the
    /// time is normalised: the capture begins at noon.
    public String tcpdumpLine() {
        return TcpdumpText.line(this);
    }

    /// One line: `SYN ACK, seq=0, ack=1, 172.17.0.2:45678 -> 172.17.0.1:8888`.
    @Override
    public String toString() {
        return summary() + ", " + from + " -> " + to;
    }

    /// Flags, numbers and length without the endpoints: `PSH ACK, seq=1, ack=1, 8 bytes`.
    String summary() {
        StringBuilder text =
                new StringBuilder(flags.stream().map(Flag::name).collect(Collectors.joining(" ")))
                        .append(flags.isEmpty() ? "no flag, seq=" : ", seq=")
                        .append(sequence);
        if (has(Flag.ACK)) {
            text.append(", ack=").append(acknowledgement);
        }
        if (payload.length > 0) {
            text.append(", ")
                    .append(payload.length)
                    .append(payload.length == 1 ? " byte" : " bytes");
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Segment that
                && from.equals(that.from)
                && to.equals(that.to)
                && sequence == that.sequence
                && acknowledgement == that.acknowledgement
                && flags.equals(that.flags)
                && window == that.window
                && Arrays.equals(options, that.options)
                && Arrays.equals(payload, that.payload)
                && time.equals(that.time);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                from, to, sequence, acknowledgement, flags, window, Arrays.hashCode(payload));
    }
}
