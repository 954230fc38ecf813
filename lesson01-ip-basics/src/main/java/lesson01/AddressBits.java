package lesson01;

import java.util.HexFormat;
import java.util.StringJoiner;

/// The bytes of an address, written in ways that show the bits.
final class AddressBits {

    private AddressBits() {}

    /// Each byte as eight binary digits, with points between:
    /// `11000000.10101000.00001010.00010001`.
    static String binary(byte[] bytes) {
        StringJoiner text = new StringJoiner(".");
        for (byte b : bytes) {
            text.add(String.format("%8s", Integer.toBinaryString(b & 0xff)).replace(' ', '0'));
        }
        return text.toString();
    }

    /// As [#binary], with a bar behind the first `prefix` bits.
    static String binary(byte[] bytes, int prefix) {
        String text = binary(bytes);
        int at = prefix == 0 ? 0 : prefix + (prefix - 1) / Byte.SIZE;
        return text.substring(0, at) + "|" + text.substring(at);
    }

    /// Two hexadecimal digits a byte: `c0 a8 0a 11`.
    static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    /// Two bytes a group, as IPv6 counts them: `2001 0db8 ... 0001`.
    static String groups(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /// The name under which DNS keeps an address: the parts backwards (RFC 1035, 3.5), in IPv6 each
    /// hexadecimal digit a part (RFC 3596, 2.5).
    static String reverseName(byte[] bytes) {
        StringBuilder name = new StringBuilder();
        if (bytes.length == Integer.BYTES) {
            for (byte b : bytes) {
                name.insert(0, (b & 0xff) + ".");
            }
            return name + "in-addr.arpa";
        }
        for (char digit : HexFormat.of().formatHex(bytes).toCharArray()) {
            name.insert(0, digit + ".");
        }
        return name + "ip6.arpa";
    }
}
