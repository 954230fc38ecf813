package lesson01;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Addresses that people type. A text is judged as an address or as a name, and an address that is
/// none is refused in one line. Nothing here asks a name server.
final class AddressText {

    private AddressText() {}

    /// Whether a text means to be an address. A colon makes it IPv6. Digits and points only, in any
    /// script, make it IPv4: such a text is never looked up as a name (RFC 1123, 2.1).
    static boolean isMeant(String text) {
        return text.contains(":")
                || text.codePoints().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    /// The address that a text stands for, IPv4 or IPv6.
    ///
    /// @throws Failure if it stands for none, or if only Java understands it
    static InetAddress address(String text) throws Failure {
        return text.contains(":") ? ipv6(text) : ipv4(text);
    }

    /// The address of a dotted quad. Java itself takes more: `127.1` is 127.0.0.1 to it, and
    /// `010.0.0.1` is 10.0.0.1, where other programs read an octal 8. So the address is written
    /// back, and that must give the same text.
    static Inet4Address ipv4(String text) throws Failure {
        String shown = "\"" + SafeText.of(text) + "\"";
        Inet4Address address;
        try {
            address = Inet4Address.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            String line = "%s is no IPv4 address: four numbers from 0 to 255, with points between.";
            throw Failure.usage(line.formatted(shown));
        }
        // region strict
        if (!address.getHostAddress().equals(text)) {
            String line = "%s is no dotted quad. Java reads it as %s, other programs may not.";
            throw Failure.usage(line.formatted(shown, address.getHostAddress()));
        }
        return address;
        // endregion
    }

    private static InetAddress ipv6(String text) throws Failure {
        try {
            // An IPv4-mapped address comes back as an Inet4Address.
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            String shown = "\"" + SafeText.of(text) + "\"";
            if (text.contains("%")) {
                String line =
                        "%s is no IPv6 address, or what follows the %% is no interface of this"
                                + " machine.";
                throw Failure.usage(line.formatted(shown));
            }
            String line =
                    "%s is no IPv6 address: eight groups of one to four hexadecimal digits, \"::\""
                            + " at most once.";
            throw Failure.usage(line.formatted(shown));
        }
    }

    /// The four or sixteen bytes of an address, as a dotted quad or in the form of RFC 5952.
    static String of(byte[] bytes) {
        try {
            return bytes.length == Integer.BYTES
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : Ipv6Form.of(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
