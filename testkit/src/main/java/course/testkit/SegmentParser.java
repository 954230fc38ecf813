package course.testkit;

import course.testkit.Segment.Flag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Takes a TCP segment out of an IP packet. Lengths are checked before they are used: a capture
/// file may hold anything.
final class SegmentParser {

    private static final int PROTOCOL_TCP = 6;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;

    private SegmentParser() {}

    /// The segment in an IPv4 or IPv6 packet; nothing if it holds another protocol, a fragment or
    /// an extension header. What stands behind the packet (Ethernet pads short frames) is no part
    /// of it.
    ///
    /// @throws IOException if a length in the packet contradicts another
    static Optional<Segment> parse(ByteBuffer packet, Duration time) throws IOException {
        require(packet.hasRemaining(), "an empty IP packet");
        int version = (packet.get(packet.position()) & 0xff) >> 4;
        return switch (version) {
            case 4 -> ofIpv4(packet.slice(), time);
            case 6 -> ofIpv6(packet.slice(), time);
            default -> throw new IOException("IP version " + version);
        };
    }

    private static Optional<Segment> ofIpv4(ByteBuffer packet, Duration time) throws IOException {
        require(packet.remaining() >= IPV4_HEADER, "an IPv4 header cut off");
        int headerLength = (packet.get(0) & 0x0f) * 4;
        int totalLength = packet.getShort(2) & 0xffff;
        require(
                headerLength >= IPV4_HEADER
                        && headerLength <= totalLength
                        && totalLength <= packet.remaining(),
                "an IPv4 packet that says header "
                        + headerLength
                        + ", total "
                        + totalLength
                        + " bytes, and has "
                        + packet.remaining());
        boolean fragment = (packet.getShort(6) & 0x3fff) != 0;
        if (packet.get(9) != PROTOCOL_TCP || fragment) {
            return Optional.empty();
        }
        ByteBuffer tcp = packet.slice(headerLength, totalLength - headerLength);
        return Optional.of(ofTcp(bytes(packet, 12, 4), bytes(packet, 16, 4), tcp, time));
    }

    private static Optional<Segment> ofIpv6(ByteBuffer packet, Duration time) throws IOException {
        require(packet.remaining() >= IPV6_HEADER, "an IPv6 header cut off");
        int payloadLength = packet.getShort(4) & 0xffff;
        require(
                payloadLength <= packet.remaining() - IPV6_HEADER,
                "an IPv6 packet that says "
                        + payloadLength
                        + " bytes, and has "
                        + (packet.remaining() - IPV6_HEADER));
        if (packet.get(6) != PROTOCOL_TCP) {
            return Optional.empty();
        }
        ByteBuffer tcp = packet.slice(IPV6_HEADER, payloadLength);
        return Optional.of(ofTcp(bytes(packet, 8, 16), bytes(packet, 24, 16), tcp, time));
    }

    private static Segment ofTcp(byte[] source, byte[] destination, ByteBuffer tcp, Duration time)
            throws IOException {
        require(tcp.remaining() >= TCP_HEADER, "a TCP header cut off");
        int dataOffset = ((tcp.get(12) & 0xff) >> 4) * 4;
        require(
                dataOffset >= TCP_HEADER && dataOffset <= tcp.remaining(),
                "a TCP segment of " + tcp.remaining() + " bytes whose data begin at " + dataOffset);
        return new Segment(
                Endpoint.of(source, tcp.getShort(0) & 0xffff),
                Endpoint.of(destination, tcp.getShort(2) & 0xffff),
                tcp.getInt(4) & 0xffff_ffffL,
                tcp.getInt(8) & 0xffff_ffffL,
                Flag.ofBits(tcp.get(13)),
                tcp.getShort(14) & 0xffff,
                bytes(tcp, TCP_HEADER, dataOffset - TCP_HEADER),
                bytes(tcp, dataOffset, tcp.remaining() - dataOffset),
                time);
    }

    private static byte[] bytes(ByteBuffer from, int offset, int length) {
        byte[] bytes = new byte[length];
        from.get(offset, bytes);
        return bytes;
    }

    private static void require(boolean holds, String found) throws IOException {
        if (!holds) {
            throw new IOException(found);
        }
    }
}
