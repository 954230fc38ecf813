package lesson01;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// An IPv4 address as a number of 32 bits, the highest bit first, and as people write it.
final class Ipv4Text {

    private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String DOTTED_QUAD = PART + "(\\." + PART + "){3}";

    private Ipv4Text() {}

    /// Whether the text is four numbers from 0 to 255 with dots between them, without leading
    /// zeros.
    static boolean isAddress(String text) {
        return text.matches(DOTTED_QUAD);
    }

    /// The 32 bits of a dotted quad. Never asks a name server.
    ///
    /// @throws Failure if [#isAddress] says no
    static int parse(String text) throws Failure {
        if (!isAddress(text)) {
            String line = "\"%s\" is no IPv4 address: write four numbers from 0 to 255.";
            throw Failure.usage(line.formatted(SafeText.of(text)));
        }
        return ByteBuffer.wrap(InetAddress.ofLiteral(text).getAddress()).getInt();
    }

    /// The dotted quad.
    static String of(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 0xff)
                + "."
                + (address >>> 8 & 0xff)
                + "."
                + (address & 0xff);
    }

    /// All 32 bits as text, `0` and `1`, without spaces.
    static String bits(int address) {
        return String.format("%32s", Integer.toBinaryString(address)).replace(' ', '0');
    }

    /// Bits in groups of eight.
    static String grouped(String bits) {
        return bits.replaceAll("(.{8})(?!$)", "$1 ");
    }
}
