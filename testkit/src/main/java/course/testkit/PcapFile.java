package course.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the file that `tcpdump -w` writes, in either byte order and either unit of time:
///
///     file:   magic 4 | version 2+2 | zone 4 | accuracy 4 | longest packet 4 | link type 4 | packets
///     packet: seconds 4 | micro- or nanoseconds 4 | bytes kept 4 | bytes there were 4 | the bytes kept
///
/// Link types: Ethernet, with or without a VLAN tag, and both kinds of Linux "any interface".
final class PcapFile {

    private static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;

    private static final int ETHERNET = 1;
    private static final int LINUX_COOKED = 113;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_VLAN = 0x8100;

    private final ByteBuffer file;
    private final boolean stillWritten;
    private final int nanosPerUnit;
    private final int linkType;
    private final List<Segment> segments = new ArrayList<>();
    private int packets;
    private Duration first = Duration.ZERO;

    private PcapFile(byte[] bytes, boolean stillWritten) throws IOException {
        this.stillWritten = stillWritten;
        file = ByteBuffer.wrap(bytes);
        require(
                bytes.length >= FILE_HEADER,
                "a pcap file has at least 24 bytes, this has " + bytes.length);
        file.order(isMagic(file.getInt(0)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int magic = file.getInt(0);
        require(
                isMagic(magic),
                "no pcap file: it begins with " + Bytes.hex(Arrays.copyOf(bytes, 4)));
        nanosPerUnit = magic == MAGIC_NANOSECONDS ? 1 : 1000;
        linkType = file.getInt(20) & 0xffff;
        require(
                linkType == ETHERNET || linkType == LINUX_COOKED || linkType == LINUX_COOKED_2,
                "link type "
                        + linkType
                        + ": only Ethernet (1) and Linux cooked (113, 276) can be read");
        file.position(FILE_HEADER);
    }

    /// All TCP segments of a complete file.
    ///
    /// @throws IOException if it is no pcap file, is cut off, or holds a packet whose lengths
    ///   contradict each other
    static List<Segment> read(byte[] bytes) throws IOException {
        return new PcapFile(bytes, false).segments();
    }

    /// The TCP segments of a file that tcpdump is still writing: a last packet that is not all
    /// there is left out.
    static List<Segment> readSoFar(byte[] bytes) throws IOException {
        return bytes.length < FILE_HEADER ? List.of() : new PcapFile(bytes, true).segments();
    }

    private List<Segment> segments() throws IOException {
        while (file.hasRemaining()) {
            packets++;
            if (!hasPacket()) {
                require(stillWritten, "packet " + packets + " is cut off at the end of the file");
                break;
            }
            readPacket();
        }
        return List.copyOf(segments);
    }

    private boolean hasPacket() {
        return file.remaining() >= PACKET_HEADER
                && kept() >= 0
                && kept() <= file.remaining() - PACKET_HEADER;
    }

    private int kept() {
        return file.getInt(file.position() + 8);
    }

    private void readPacket() throws IOException {
        int at = file.position();
        int kept = kept();
        require(
                kept == file.getInt(at + 12),
                "packet "
                        + packets
                        + " was captured in part, "
                        + kept
                        + " of "
                        + Integer.toUnsignedString(file.getInt(at + 12))
                        + " bytes: capture without -s");
        Duration time =
                Duration.ofSeconds(Integer.toUnsignedLong(file.getInt(at)))
                        .plusNanos(Integer.toUnsignedLong(file.getInt(at + 4)) * nanosPerUnit);
        ByteBuffer frame = file.slice(at + PACKET_HEADER, kept);
        file.position(at + PACKET_HEADER + kept);
        try {
            Optional<ByteBuffer> packet = ipPacket(frame);
            if (packet.isPresent()) {
                add(packet.get(), time);
            }
        } catch (IOException e) {
            throw new IOException("packet " + packets + ": " + e.getMessage(), e);
        }
    }

    private void add(ByteBuffer packet, Duration time) throws IOException {
        Duration start = segments.isEmpty() ? time : first;
        Optional<Segment> segment = SegmentParser.parse(packet, time.minus(start));
        if (segment.isPresent()) {
            first = start;
            segments.add(segment.get());
        }
    }

    /// What follows the header of the link layer, if that is an IP packet.
    private Optional<ByteBuffer> ipPacket(ByteBuffer frame) throws IOException {
        int typeAt =
                switch (linkType) {
                    case ETHERNET -> 12;
                    case LINUX_COOKED -> 14;
                    default -> 0;
                };
        int headerLength = linkType == LINUX_COOKED_2 ? 20 : typeAt + 2;
        require(frame.remaining() >= headerLength, "a frame of " + frame.remaining() + " bytes");
        int type = frame.getShort(typeAt) & 0xffff;
        if (linkType == ETHERNET && type == TYPE_VLAN) {
            require(frame.remaining() >= 18, "a VLAN frame of " + frame.remaining() + " bytes");
            type = frame.getShort(16) & 0xffff;
            headerLength = 18;
        }
        boolean ip = type == TYPE_IPV4 || type == TYPE_IPV6;
        return ip
                ? Optional.of(frame.slice(headerLength, frame.remaining() - headerLength))
                : Optional.empty();
    }

    private static boolean isMagic(int word) {
        return word == MAGIC_MICROSECONDS || word == MAGIC_NANOSECONDS;
    }

    private static void require(boolean holds, String found) throws IOException {
        if (!holds) {
            throw new IOException(found);
        }
    }
}
