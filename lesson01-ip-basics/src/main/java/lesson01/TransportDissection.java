package lesson01;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Explains what an IP packet carries: TCP (RFC 9293, 3.1), UDP (RFC 768), ICMP (RFC 792), payload.
final class TransportDissection {

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int LEAST_TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final String TRANSPORT = "layer 4, transport";
    private static final List<String> FLAGS =
            List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    private final FrameCursor cursor;
    private final byte[] from;
    private final byte[] to;

    TransportDissection(FrameCursor cursor, byte[] from, byte[] to) {
        this.cursor = cursor;
        this.from = from.clone();
        this.to = to.clone();
    }

    static String protocolName(int protocol) {
        return switch (protocol) {
            case ICMP -> "1: ICMP";
            case 4 -> "4: an IPv4 packet inside this packet";
            case TCP -> "6: TCP";
            case UDP -> "17: UDP";
            case 41 -> "41: an IPv6 packet inside this packet";
            case 58 -> "58: ICMPv6";
            default -> protocol + ", not explained here";
        };
    }

    /// Prints the rest of the packet. Returns false if its checksum is wrong.
    ///
    /// @param protocol the number in the IP header; -1 for a fragment, which has no header to read
    boolean follow(int protocol) throws Failure {
        return switch (protocol) {
            case TCP -> tcp();
            case UDP -> udp();
            case ICMP -> icmp();
            default -> {
                payload(cursor);
                yield true;
            }
        };
    }

    private boolean tcp() throws Failure {
        byte[] segment = segment();
        cursor.header("TCP header", TRANSPORT);
        long fromPort = port("from");
        long toPort = port("to");
        cursor.means("sequence number %d".formatted(cursor.number(4)));
        cursor.means("acknowledgement number %d".formatted(cursor.number(4)));
        int headerLength = ((int) cursor.number(1) >> 4) * 4;
        if (headerLength < LEAST_TCP_HEADER || headerLength > segment.length) {
            String line =
                    "Impossible length: TCP data offset of %d bytes in a segment of %d bytes.";
            throw Failure.usage(line.formatted(headerLength, segment.length));
        }
        cursor.means("data offset: header of %d bytes".formatted(headerLength));
        cursor.means("flags: %s".formatted(flags((int) cursor.number(1))));
        cursor.means("window %d".formatted(cursor.number(2)));
        Verdict verdict = verdict(TCP, segment, (int) cursor.number(2));
        cursor.means(verdict.text);
        cursor.means("urgent pointer %d".formatted(cursor.number(2)));
        if (headerLength > LEAST_TCP_HEADER) {
            cursor.take(headerLength - LEAST_TCP_HEADER);
            cursor.means("options");
        }
        payload(cursor);
        fiveTuple("TCP", fromPort, toPort);
        return verdict.sound;
    }

    private boolean udp() throws Failure {
        byte[] datagram = segment();
        cursor.header("UDP header", TRANSPORT);
        long fromPort = port("from");
        long toPort = port("to");
        int length = (int) cursor.number(2);
        if (length < UDP_HEADER || length > datagram.length) {
            String line =
                    "Impossible length: UDP length %d in a packet that has room for %d bytes.";
            throw Failure.usage(line.formatted(length, datagram.length));
        }
        cursor.means("length %d: header and data".formatted(length));
        byte[] covered = cursor.bytes(cursor.position() - 6, cursor.position() - 6 + length);
        int checksum = (int) cursor.number(2);
        Verdict verdict =
                checksum == 0 && from.length == 4
                        ? new Verdict(true, "checksum: none, the sender has left it out")
                        : verdict(UDP, covered, checksum);
        cursor.means(verdict.text);
        cursor.endAt(cursor.position() + length - UDP_HEADER);
        payload(cursor);
        fiveTuple("UDP", fromPort, toPort);
        return verdict.sound;
    }

    private boolean icmp() throws Failure {
        byte[] message = segment();
        cursor.header("ICMP header", "layer 3, internet");
        cursor.means("type %d".formatted(cursor.number(1)));
        cursor.means("code %d".formatted(cursor.number(1)));
        int sum = InternetChecksum.sum(message);
        int checksum = (int) cursor.number(2);
        boolean sound = sum == 0xffff;
        cursor.means(sound ? "checksum: right" : wrong(sum, checksum));
        payload(cursor);
        return sound;
    }

    private byte[] segment() {
        return cursor.bytes(cursor.position(), cursor.position() + cursor.remaining());
    }

    private long port(String direction) throws Failure {
        long port = cursor.number(2);
        cursor.means("%s port %d".formatted(direction, port));
        return port;
    }

    // region pseudo-header
    /// Judges a TCP or UDP checksum. It covers the segment and a pseudo-header of both addresses,
    /// the protocol and the length, so that a segment that reached the wrong host is noticed.
    private Verdict verdict(int protocol, byte[] segment, int field) {
        byte[] rest = InternetChecksum.words(protocol, segment.length);
        int sum = InternetChecksum.sum(from, to, rest, segment);
        if (sum == 0xffff) {
            return new Verdict(true, "checksum: right");
        }
        if (field == InternetChecksum.sum(from, to, rest)) {
            return new Verdict(
                    true, "checksum: only begun, the network card does the rest (offload)");
        }
        return new Verdict(false, wrong(sum, field));
    }

    // endregion

    private static String wrong(int sum, int field) {
        return "checksum: WRONG, should be %04x".formatted(InternetChecksum.expected(sum, field));
    }

    private static String flags(int bits) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < FLAGS.size(); i++) {
            if ((bits >> i & 1) != 0) {
                set.add(FLAGS.get(i));
            }
        }
        return set.isEmpty() ? "none" : String.join(" ", set);
    }

    /// Prints what is left of the packet, as bytes and as text.
    static void payload(FrameCursor cursor) throws Failure {
        if (cursor.remaining() == 0) {
            return;
        }
        cursor.header("Payload", "for the layer above: %d bytes".formatted(cursor.remaining()));
        byte[] bytes = cursor.take(cursor.remaining());
        cursor.means("\"" + SafeText.of(new String(bytes, StandardCharsets.UTF_8)) + "\"");
    }

    private void fiveTuple(String protocol, long fromPort, long toPort) {
        cursor.note("");
        cursor.note(
                "Five-tuple: %s, from %s port %d, to %s port %d"
                        .formatted(
                                protocol,
                                IpDissection.ip(from),
                                fromPort,
                                IpDissection.ip(to),
                                toPort));
    }

    private record Verdict(boolean sound, String text) {}
}
