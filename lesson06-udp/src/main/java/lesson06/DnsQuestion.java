package lesson06;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is asked: a name, as its labels, and a type. On the wire (RFC 1035, 4.1.2):
///
///     +-------+------ ... -----+-------+------ ... -----+-- ... --+----+-----------+-----------+
///     | count | label          | count | label          |         | 00 | type      | class IN  |
///     +-------+------ ... -----+-------+------ ... -----+-- ... --+----+-----------+-----------+
///      1 byte  1 to 63 bytes                                       end   2 bytes     2 bytes
///
/// A name has 255 bytes at most, counts and end included. The name of a question is never
/// compressed: there is no name before it to point to.
record DnsQuestion(List<String> labels, int type) {

    /// The internet: the only class in use.
    static final int CLASS_IN = 1;

    static final int LONGEST_LABEL = 63;
    static final int LONGEST_NAME = 255;

    /// Checks the lengths.
    DnsQuestion {
        labels = List.copyOf(labels);
        for (String label : labels) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                throw new IllegalArgumentException(
                        "a label has 1 to " + LONGEST_LABEL + " bytes, not " + label.length());
            }
        }
        int bytes = 1 + labels.stream().mapToInt(label -> 1 + label.length()).sum();
        if (bytes > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a name has at most " + LONGEST_NAME + " bytes, not " + bytes);
        }
    }

    /// A question for a name as people type it; `你好.example` becomes `xn--6qq79v.example`, because
    /// DNS names are ASCII in practice.
    ///
    /// @throws IllegalArgumentException if it is no name
    static DnsQuestion of(String typed, DnsType type) {
        String ascii = IDN.toASCII(typed);
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (!name.matches("[!-~]+")) {
            throw new IllegalArgumentException("a name has no spaces and no invisible characters");
        }
        return new DnsQuestion(List.of(name.split("\\.", -1)), type.number());
    }

    /// The name as people write it. Print it through [SafeText]: it may come from outside.
    String name() {
        return labels.isEmpty() ? "." : String.join(".", labels);
    }

    /// Whether the other question asks the same: the case of letters does not count.
    boolean asksTheSameAs(DnsQuestion other) {
        return type == other.type
                && labels.size() == other.labels.size()
                && name().equalsIgnoreCase(other.name());
    }

    /// The bytes of this question.
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : labels) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write(0);
        bytes.writeBytes(
                ByteBuffer.allocate(4).putShort((short) type).putShort((short) CLASS_IN).array());
        return bytes.toByteArray();
    }

    /// Takes one question from the buffer.
    ///
    /// @throws ProtocolException if it is cut off, or its name is not a plain one of 255 bytes
    static DnsQuestion parse(ByteBuffer in) throws ProtocolException {
        List<String> labels = new ArrayList<>();
        int count = unsignedByte(in);
        while (count != 0) {
            if (count > Math.min(LONGEST_LABEL, in.remaining())) {
                throw new ProtocolException("a label of " + count + " bytes is not there");
            }
            byte[] label = new byte[count];
            in.get(label);
            labels.add(new String(label, StandardCharsets.ISO_8859_1));
            count = unsignedByte(in);
        }
        if (in.remaining() < 4) {
            throw new ProtocolException("type and class of the question are cut off");
        }
        int type = Short.toUnsignedInt(in.getShort());
        int questionClass = Short.toUnsignedInt(in.getShort());
        if (questionClass != CLASS_IN) {
            throw new ProtocolException("class " + questionClass + " is not IN");
        }
        try {
            return new DnsQuestion(labels, type);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(e.getMessage());
        }
    }

    private static int unsignedByte(ByteBuffer in) throws ProtocolException {
        if (!in.hasRemaining()) {
            throw new ProtocolException("the name is cut off");
        }
        return Byte.toUnsignedInt(in.get());
    }
}
