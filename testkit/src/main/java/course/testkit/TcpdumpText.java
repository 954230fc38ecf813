package course.testkit;

import course.testkit.Segment.Flag;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// Writes a [Segment] as `tcpdump -nn -S` does.
final class TcpdumpText {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    /// tcpdump's letters in tcpdump's order.
    private static final Map<Flag, String> LETTERS = new LinkedHashMap<>();

    static {
        LETTERS.put(Flag.FIN, "F");
        LETTERS.put(Flag.SYN, "S");
        LETTERS.put(Flag.RST, "R");
        LETTERS.put(Flag.PSH, "P");
        LETTERS.put(Flag.ACK, ".");
        LETTERS.put(Flag.URG, "U");
    }

    private TcpdumpText() {}

    static String line(Segment segment) {
        int length = segment.payload().length;
        boolean v4 = segment.from().address().getAddress().length == 4;
        StringBuilder line =
                new StringBuilder(CLOCK.format(LocalTime.NOON.plus(segment.time())))
                        .append(v4 ? " IP " : " IP6 ")
                        .append(segment.from().tcpdump())
                        .append(" > ")
                        .append(segment.to().tcpdump())
                        .append(": Flags [")
                        .append(letters(segment))
                        .append(']');
        if (segment.lengthInSequenceSpace() > 0 || segment.has(Flag.RST)) {
            line.append(", seq ").append(segment.sequence());
        }
        if (length > 0) {
            line.append(':').append(segment.sequence() + length & 0xffff_ffffL);
        }
        if (segment.has(Flag.ACK)) {
            line.append(", ack ").append(segment.acknowledgement());
        }
        line.append(", win ").append(segment.window());
        if (segment.options().length > 0) {
            line.append(", options [").append(options(segment.options())).append(']');
        }
        return line.append(", length ").append(length).toString();
    }

    private static String letters(Segment segment) {
        StringBuilder letters = new StringBuilder();
        LETTERS.forEach((flag, letter) -> letters.append(segment.has(flag) ? letter : ""));
        return letters.isEmpty() ? "none" : letters.toString();
    }

    /// Options are a kind, or a kind, a length that counts both, and a value (RFC 9293, section
    /// 3.2; the scale in RFC 7323, the selective acknowledgement in RFC 2018).
    static String options(byte[] bytes) {
        StringJoiner text = new StringJoiner(",");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            while (in.hasRemaining()) {
                int kind = in.get() & 0xff;
                if (kind == 0) {
                    return text.add("eol").toString();
                }
                text.add(kind == 1 ? "nop" : option(kind, value(in)));
            }
        } catch (BufferUnderflowException _) {
            text.add("bad opt");
        }
        return text.toString();
    }

    private static ByteBuffer value(ByteBuffer in) {
        int length = (in.get() & 0xff) - 2;
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }

    private static String option(int kind, ByteBuffer value) {
        return switch (kind) {
            case 2 -> "mss " + (value.getShort() & 0xffff);
            case 3 -> "wscale " + (value.get() & 0xff);
            case 4 -> "sackOK";
            case 5 -> sack(value);
            case 8 ->
                    "TS val "
                            + Integer.toUnsignedString(value.getInt())
                            + " ecr "
                            + Integer.toUnsignedString(value.getInt());
            default ->
                    "unknown-"
                            + kind
                            + " 0x"
                            + HexFormat.of()
                                    .formatHex(
                                            value.array(),
                                            value.arrayOffset(),
                                            value.arrayOffset() + value.remaining());
        };
    }

    private static String sack(ByteBuffer value) {
        StringBuilder text = new StringBuilder("sack ").append(value.remaining() / 8).append(' ');
        while (value.remaining() >= 8) {
            text.append('{')
                    .append(Integer.toUnsignedString(value.getInt()))
                    .append(':')
                    .append(Integer.toUnsignedString(value.getInt()))
                    .append('}');
        }
        return text.toString();
    }
}
