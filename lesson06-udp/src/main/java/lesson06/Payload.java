package lesson06;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What a datagram carries: bytes, which may be text in UTF-8.
final class Payload {

    /// What one datagram carries at most over IPv4, in bytes: an IP packet has at most 65,535, the
    /// IPv4 header takes 20 of them, the UDP header 8 (RFC 791, 3.1; RFC 768).
    static final int MOST = 65_507;

    /// A buffer of this size cuts off no datagram, be it over IPv4 or IPv6: the length field of a
    /// UDP header cannot count further.
    static final int ROOM = 65_535;

    private static final int SHOWN_BYTES = 16;

    private Payload() {}

    /// The bytes of a text, in UTF-8.
    ///
    /// @throws Failure if one datagram cannot carry them
    static byte[] of(String text) throws Failure {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST) {
            String line =
                    "The message has %d bytes, and one datagram carries at most %d: nothing was"
                            + " sent. Split it into several messages.";
            throw Failure.usage(line.formatted(bytes.length, MOST));
        }
        return bytes;
    }

    /// The text in a packet, or nothing if its bytes are not UTF-8. `new String(...)` would put a
    /// replacement character where the bytes are wrong, and nobody would know.
    static Optional<String> text(DatagramPacket packet) {
        ByteBuffer bytes =
                ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// For people: `6 bytes: 你好`, `0 bytes`, `2 bytes that are not UTF-8: ff fe`. On one line, and
    /// harmless for a terminal.
    static String inWords(DatagramPacket packet) {
        String size = packet.getLength() == 1 ? "1 byte" : packet.getLength() + " bytes";
        if (packet.getLength() == 0) {
            return size;
        }
        return text(packet)
                .map(text -> size + ": " + SafeText.of(text))
                .orElseGet(() -> size + notUtf8(packet) + ": " + hex(packet));
    }

    private static String notUtf8(DatagramPacket packet) {
        return packet.getLength() == 1 ? " that is not UTF-8" : " that are not UTF-8";
    }

    private static String hex(DatagramPacket packet) {
        int shown = Math.min(packet.getLength(), SHOWN_BYTES);
        int from = packet.getOffset();
        byte[] bytes = Arrays.copyOfRange(packet.getData(), from, from + shown);
        String dots = packet.getLength() > shown ? " ..." : "";
        return HexFormat.ofDelimiter(" ").formatHex(bytes) + dots;
    }
}
