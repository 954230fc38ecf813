package lesson01;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A range of addresses that is not for everybody's use, from the registries of RFC 6890 and from
/// the RFCs that divide the whole space.
///
/// @param range the range, `10.0.0.0/8`
/// @param meaning what it is for, in words
/// @param rfc the document that says so
record SpecialBlock(String range, String meaning, String rfc) {

    private static final String REGISTRY =
            """
            0.0.0.0/32          unspecified: no address yet, or any                RFC 1122
            0.0.0.0/8           this network, not for use as a destination         RFC 791
            10.0.0.0/8          private                                            RFC 1918
            100.64.0.0/10       shared by a provider and its customers (CGNAT)     RFC 6598
            127.0.0.0/8         loopback: never leaves the machine                 RFC 1122
            169.254.0.0/16      link-local: valid on one link, no router           RFC 3927
            172.16.0.0/12       private                                            RFC 1918
            192.0.0.0/24        reserved for protocols                             RFC 6890
            192.0.2.0/24        documentation (TEST-NET-1)                         RFC 5737
            192.88.99.0/24      relays of 6to4, given up                           RFC 7526
            192.168.0.0/16      private                                            RFC 1918
            198.18.0.0/15       benchmarks                                         RFC 2544
            198.51.100.0/24     documentation (TEST-NET-2)                         RFC 5737
            203.0.113.0/24      documentation (TEST-NET-3)                         RFC 5737
            224.0.0.0/4         multicast: a group, not a host                     RFC 5771
            240.0.0.0/4         reserved                                           RFC 1112
            255.255.255.255/32  broadcast on this link                             RFC 919
            ::/0                reserved                                           RFC 4291
            ::/128              unspecified: no address yet, or any                RFC 4291
            ::1/128             loopback: never leaves the machine                 RFC 4291
            64:ff9b::/96        translation between IPv6 and IPv4                  RFC 6052
            64:ff9b:1::/48      translation between IPv6 and IPv4, local           RFC 8215
            100::/64            thrown away (discard-only)                         RFC 6666
            2000::/3            public (global unicast)                            RFC 4291
            2001::/23           reserved for protocols                             RFC 2928
            2001::/32           Teredo                                             RFC 4380
            2001:2::/48         benchmarks                                         RFC 5180
            2001:db8::/32       documentation                                      RFC 3849
            2002::/16           6to4                                               RFC 3056
            3fff::/20           documentation                                      RFC 9637
            fc00::/7            private (unique local)                             RFC 4193
            fe80::/10           link-local: valid on one link, no router           RFC 4291
            fec0::/10           site-local, given up                               RFC 3879
            ff00::/8            multicast: a group, not a host                     RFC 4291
            """;

    private static final List<SpecialBlock> ALL =
            REGISTRY.lines().map(SpecialBlock::parse).toList();

    /// The smallest range that holds an address of 4 or 16 bytes; nothing for a public IPv4
    /// address.
    static Optional<SpecialBlock> of(byte[] address) {
        return ALL.stream()
                .filter(block -> block.holds(address))
                .max(Comparator.comparingInt(SpecialBlock::prefix));
    }

    private static SpecialBlock parse(String line) {
        int space = line.indexOf(' ');
        int rfc = line.lastIndexOf("RFC");
        return new SpecialBlock(
                line.substring(0, space), line.substring(space, rfc).strip(), line.substring(rfc));
    }

    private boolean holds(byte[] address) {
        byte[] first = InetAddress.ofLiteral(range.replaceFirst("/.*", "")).getAddress();
        return first.length == address.length
                && bits(first).regionMatches(0, bits(address), 0, prefix());
    }

    private static String bits(byte[] address) {
        return AddressBits.binary(address).replace(".", "");
    }

    private int prefix() {
        return Integer.parseInt(range.replaceFirst(".*/", ""));
    }
}
