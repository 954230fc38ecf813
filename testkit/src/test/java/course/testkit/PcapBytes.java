package course.testkit;

import course.testkit.Segment.Flag;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// Writes capture files, so that the reader can be tested on every kind and on broken ones.
final class PcapBytes {

    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteOrder order;

    PcapBytes(ByteOrder order, int magic, int linkType) {
        this.order = order;
        write(
                ByteBuffer.allocate(24)
                        .order(order)
                        .putInt(magic)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putInt(0)
                        .putInt(0)
                        .putInt(262_144)
                        .putInt(linkType));
    }

    static PcapBytes ethernet() {
        return new PcapBytes(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 1);
    }

    PcapBytes packet(int seconds, int fraction, byte[] frame) {
        return packet(seconds, fraction, frame, frame.length);
    }

    PcapBytes packet(int seconds, int fraction, byte[] frame, int lengthOnTheWire) {
        write(
                ByteBuffer.allocate(16)
                        .order(order)
                        .putInt(seconds)
                        .putInt(fraction)
                        .putInt(frame.length)
                        .putInt(lengthOnTheWire));
        file.writeBytes(frame);
        return this;
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    /// An Ethernet frame around an IP packet, without padding.
    static byte[] frame(byte[] packet) {
        return concat(Bytes.of("02 00 00 00 00 01  02 00 00 00 00 02"), etherType(packet), packet);
    }

    static byte[] etherType(byte[] packet) {
        return packet[0] >> 4 == 4 ? Bytes.of("0800") : Bytes.of("86dd");
    }

    /// An IPv4 packet with a TCP segment.
    static byte[] ipv4(Segment segment) {
        byte[] tcp = tcp(segment);
        return ByteBuffer.allocate(20 + tcp.length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + tcp.length))
                .putInt(0x4000)
                .put((byte) 64)
                .put((byte) 6)
                .putShort((short) 0)
                .put(segment.from().address().getAddress())
                .put(segment.to().address().getAddress())
                .put(tcp)
                .array();
    }

    /// An IPv6 packet with a TCP segment.
    static byte[] ipv6(Segment segment) {
        byte[] tcp = tcp(segment);
        return ByteBuffer.allocate(40 + tcp.length)
                .putInt(0x60000000)
                .putShort((short) tcp.length)
                .put((byte) 6)
                .put((byte) 64)
                .put(segment.from().address().getAddress())
                .put(segment.to().address().getAddress())
                .put(tcp)
                .array();
    }

    private static byte[] tcp(Segment segment) {
        int headerLength = 20 + segment.options().length;
        return ByteBuffer.allocate(headerLength + segment.payload().length)
                .putShort((short) segment.from().port())
                .putShort((short) segment.to().port())
                .putInt((int) segment.sequence())
                .putInt((int) segment.acknowledgement())
                .put((byte) ((headerLength / 4) << 4))
                .put((byte) bits(segment.flags()))
                .putShort((short) segment.window())
                .putInt(0)
                .put(segment.options())
                .put(segment.payload())
                .array();
    }

    private static int bits(Set<Flag> flags) {
        return (flags.contains(Flag.FIN) ? 1 : 0)
                | (flags.contains(Flag.SYN) ? 2 : 0)
                | (flags.contains(Flag.RST) ? 4 : 0)
                | (flags.contains(Flag.PSH) ? 8 : 0)
                | (flags.contains(Flag.ACK) ? 16 : 0)
                | (flags.contains(Flag.URG) ? 32 : 0);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void write(ByteBuffer full) {
        byte[] bytes = new byte[full.capacity()];
        full.get(0, bytes);
        file.writeBytes(bytes);
    }
}
