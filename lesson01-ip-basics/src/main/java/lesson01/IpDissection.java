package lesson01;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Explains an IP packet: IPv4 (RFC 791), IPv6 (RFC 8200), and a packet in a packet (RFC 2003).
/// [TransportDissection] goes on.
final class IpDissection {

    private static final int LEAST_IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT = 0x3fff;
    private static final int DEEPEST = 8;
    private static final String INTERNET = "layer 3, internet";

    private final FrameCursor cursor;
    private int depth;

    IpDissection(FrameCursor cursor) {
        this.cursor = cursor;
    }

    /// Prints an IPv4 packet and what it carries. Returns whether all checksums are right, or not
    /// yet filled in.
    boolean ipv4(String name) throws Failure {
        int start = cursor.position();
        cursor.header(name, INTERNET);
        int first = (int) cursor.number(1);
        int headerLength = (first & 0xf) * 4;
        require(first >> 4 == 4, "IP version %d in an IPv4 packet.".formatted(first >> 4));
        require(
                headerLength >= LEAST_IPV4_HEADER,
                "IP header of %d bytes: IHL is at least 5.".formatted(headerLength));
        cursor.means(
                "version 4, header of %d words: %d bytes".formatted(first & 0xf, headerLength));
        cursor.means("DSCP and ECN: %d".formatted(cursor.number(1)));
        totalLength(start, headerLength);
        cursor.means("identification %d".formatted(cursor.number(2)));
        int fragment = (int) cursor.number(2);
        cursor.means(fragment(fragment));
        cursor.means("TTL %d: each router takes one away".formatted(cursor.number(1)));
        int protocol = (int) cursor.number(1);
        cursor.means("protocol %s".formatted(TransportDissection.protocolName(protocol)));
        boolean sound = headerChecksum(start, headerLength, (int) cursor.number(2));
        byte[] from = address("from", 4);
        byte[] to = address("to", 4);
        if (headerLength > LEAST_IPV4_HEADER) {
            cursor.take(headerLength - LEAST_IPV4_HEADER);
            cursor.means("options");
        }
        boolean isPiece = (fragment & FRAGMENT) != 0;
        return follow(isPiece ? -1 : protocol, from, to) && sound;
    }

    /// A packet knows its length. What follows in the frame is padding.
    private void totalLength(int start, int headerLength) throws Failure {
        int total = (int) cursor.number(2);
        require(
                total >= headerLength,
                "IP total length %d is less than its header.".formatted(total));
        require(
                total <= cursor.remaining() + 4,
                "IP total length %d, but the frame has %d bytes of the packet."
                        .formatted(total, cursor.remaining() + 4));
        cursor.endAt(start + total);
        cursor.means("total length %d: header and what follows".formatted(total));
    }

    private boolean headerChecksum(int start, int length, int field) throws Failure {
        require(
                start + length <= cursor.position() + cursor.remaining(),
                "The frame ends inside the IPv4 header.");
        int sum = InternetChecksum.sum(cursor.bytes(start, start + length));
        cursor.means(
                sum == 0xffff
                        ? "header checksum: right"
                        : "header checksum: WRONG, should be %04x"
                                .formatted(InternetChecksum.expected(sum, field)));
        return sum == 0xffff;
    }

    private static String fragment(int bits) {
        if ((bits & FRAGMENT) == 0) {
            return (bits & 0x4000) != 0 ? "DF: do not fragment; offset 0" : "not a fragment";
        }
        return "a fragment: bytes from %d on, %s"
                .formatted((bits & 0x1fff) * 8, (bits & 0x2000) != 0 ? "more follow" : "the last");
    }

    /// Prints an IPv6 packet and what it carries. Returns the same as [#ipv4].
    boolean ipv6(String name) throws Failure {
        cursor.header(name, INTERNET);
        long first = cursor.number(4);
        require(first >> 28 == 6, "IP version %d in an IPv6 packet.".formatted(first >> 28));
        cursor.means("version 6, traffic class, flow label %05x".formatted(first & 0xfffff));
        int length = (int) cursor.number(2);
        require(
                length <= cursor.remaining() - (IPV6_HEADER - 6),
                "IPv6 payload length %d, but the frame has %d bytes of it."
                        .formatted(length, Math.max(0, cursor.remaining() - (IPV6_HEADER - 6))));
        cursor.endAt(cursor.position() + IPV6_HEADER - 6 + length);
        cursor.means("length of what follows the header: %d".formatted(length));
        int next = (int) cursor.number(1);
        cursor.means("next header %s".formatted(TransportDissection.protocolName(next)));
        cursor.means("hop limit %d".formatted(cursor.number(1)));
        return follow(next, address("from", 16), address("to", 16));
    }

    private byte[] address(String direction, int bytes) throws Failure {
        byte[] address = cursor.take(bytes);
        cursor.means(direction + " " + ip(address));
        return address;
    }

    /// What an IP packet carries.
    ///
    /// @param protocol -1 for a piece of something
    private boolean follow(int protocol, byte[] from, byte[] to) throws Failure {
        // A hostile frame may hold thousands of packets, one in the other.
        boolean isPacket = protocol == 4 || protocol == 41;
        require(
                !isPacket || ++depth < DEEPEST,
                "more than %d packets, one inside the other.".formatted(DEEPEST));
        return switch (protocol) {
            case 4 -> ipv4("IPv4 header inside the packet");
            case 41 -> ipv6("IPv6 header inside the packet");
            default -> new TransportDissection(cursor, from, to).follow(protocol);
        };
    }

    /// Refuses what cannot be.
    static void require(boolean holds, String line) throws Failure {
        if (!holds) {
            throw Failure.usage("Impossible length or version: " + line);
        }
    }

    /// An address as text.
    static String ip(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("4 or 16 bytes, not " + address.length, e);
        }
    }
}
