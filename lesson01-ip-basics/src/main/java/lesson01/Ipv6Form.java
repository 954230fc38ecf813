package lesson01;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/// Texts made from the sixteen bytes of an IPv6 address.
final class Ipv6Form {

    private static final int GROUPS = 8;
    private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffff");

    private Ipv6Form() {}

    /// The one text of RFC 5952. Java's own has all eight groups: `2001:db8:0:0:0:0:0:1`.
    static String of(byte[] bytes) {
        if (isMapped(bytes)) {
            byte[] last = {bytes[12], bytes[13], bytes[14], bytes[15]};
            return "::ffff:" + AddressText.of(last);
        }
        String groups = ":" + javaText(bytes) + ":";
        for (int run = GROUPS; run >= 2; run--) {
            String zeros = ":0".repeat(run) + ":";
            int at = groups.indexOf(zeros);
            if (at >= 0) {
                String before = groups.substring(Math.min(at, 1), at);
                String after = groups.substring(at + zeros.length());
                return before + "::" + withoutLast(after);
            }
        }
        return withoutLast(groups.substring(1));
    }

    /// Whether the last four bytes are an IPv4 address: ten bytes 0, two bytes ff (RFC 4291,
    /// 2.5.5.2).
    static boolean isMapped(byte[] bytes) {
        return Arrays.mismatch(bytes, MAPPED) == MAPPED.length;
    }

    /// The sixteen bytes of the IPv4-mapped address of four bytes.
    static byte[] mapped(byte[] ipv4) {
        byte[] bytes = Arrays.copyOf(MAPPED, 16);
        System.arraycopy(ipv4, 0, bytes, MAPPED.length, ipv4.length);
        return bytes;
    }

    private static String javaText(byte[] bytes) {
        try {
            return Inet6Address.getByAddress(null, bytes, -1).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IPv6 address has 16 bytes", e);
        }
    }

    private static String withoutLast(String text) {
        return text.isEmpty() ? text : text.substring(0, text.length() - 1);
    }
}
