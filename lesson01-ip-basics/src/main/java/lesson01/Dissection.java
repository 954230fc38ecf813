package lesson01;

import java.util.HexFormat;

/// Explains a frame: Ethernet (RFC 894) and ARP (RFC 826). [IpDissection] goes on.
final class Dissection {

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_ARP = 0x0806;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int LOWEST_TYPE = 0x0600;
    private static final String LINK = "layer 2, link";
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    private final FrameCursor cursor;
    private boolean sound = true;

    Dissection(FrameCursor cursor) {
        this.cursor = cursor;
    }

    /// Prints the whole frame. Returns whether all checksums are right, or not yet filled in.
    ///
    /// @throws Failure if the frame is cut off, or a length in it is impossible; what comes before
    ///   has been printed
    boolean ofEthernet() throws Failure {
        cursor.header("Ethernet header", LINK);
        cursor.means("to MAC %s".formatted(mac(cursor.take(6))));
        cursor.means("from MAC %s".formatted(mac(cursor.take(6))));
        int type = (int) cursor.number(2);
        while (type == TYPE_VLAN) {
            cursor.means("a VLAN tag follows (802.1Q)");
            cursor.means("VLAN %d".formatted(cursor.number(2) & 0xfff));
            type = (int) cursor.number(2);
        }
        if (type < LOWEST_TYPE) {
            cursor.means("length %d: an 802.3 frame without a type".formatted(type));
            TransportDissection.payload(cursor);
        } else {
            network(type);
        }
        cursor.endAtFrame();
        if (cursor.remaining() > 0) {
            cursor.header("Padding", "behind the packet: an Ethernet frame has 60 bytes at least");
            cursor.take(cursor.remaining());
            cursor.means("");
        }
        return sound;
    }

    private void network(int type) throws Failure {
        switch (type) {
            case TYPE_IPV4 -> {
                cursor.means("type: IPv4 follows");
                sound = new IpDissection(cursor).ipv4("IPv4 header");
            }
            case TYPE_IPV6 -> {
                cursor.means("type: IPv6 follows");
                sound = new IpDissection(cursor).ipv6("IPv6 header");
            }
            case TYPE_ARP -> {
                cursor.means("type: ARP follows");
                arp();
            }
            default -> {
                cursor.means("type 0x%04x, not explained here".formatted(type));
                TransportDissection.payload(cursor);
            }
        }
    }

    private void arp() throws Failure {
        cursor.header("ARP message", "between layer 2 and layer 3");
        field(2, "hardware: 1 is Ethernet");
        field(2, "protocol: 0800 is IPv4");
        long lengths = cursor.number(2);
        IpDissection.require(
                lengths == 0x0604,
                "addresses of %d and %d bytes in ARP.".formatted(lengths >> 8, lengths & 0xff));
        cursor.means("a MAC has 6 bytes, an IPv4 address 4");
        long operation = cursor.number(2);
        cursor.means(
                operation == 1 ? "request" : operation == 2 ? "reply" : "operation " + operation);
        cursor.means("sender's MAC %s".formatted(mac(cursor.take(6))));
        cursor.means("sender's IP %s".formatted(IpDissection.ip(cursor.take(4))));
        String target = mac(cursor.take(6));
        cursor.means(
                operation == 1 ? "target's MAC: that is the question" : "target's MAC " + target);
        cursor.means("target's IP %s".formatted(IpDissection.ip(cursor.take(4))));
        cursor.endAt(cursor.position());
    }

    private void field(int count, String meaning) throws Failure {
        cursor.take(count);
        cursor.means(meaning);
    }

    private static String mac(byte[] mac) {
        boolean broadcast = true;
        for (byte b : mac) {
            broadcast &= b == -1;
        }
        String kind =
                broadcast
                        ? ": broadcast, all on this network"
                        : (mac[0] & 1) != 0 ? ": multicast" : "";
        return MAC.formatHex(mac) + kind;
    }
}
