package lesson06.exercise;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// **Exercise 6.6: Read a DNS answer.** About 35 minutes.
///
/// A DNS message is a header of 12 bytes, then the questions, then the answers. All numbers have
/// the higher byte first, and all are unsigned.
///
/// | part     | fields                                                                     |
/// |----------|----------------------------------------------------------------------------|
/// | header   | id 2, flags 2, count of questions 2, count of answers 2, two more counts 4 |
/// | question | name, type 2, class 2                                                      |
/// | answer   | name, type 2, class 2, TTL 4, length of the data 2, data                   |
///
/// A name is a row of labels. The first byte of each piece says what it is:
///
/// | first byte | what it is                                                               |
/// |------------|--------------------------------------------------------------------------|
/// | 0          | the end of the name                                                      |
/// | 1 to 63    | a label of so many bytes, which follow                                   |
/// | 64 to 191  | not in use: refuse it                                                    |
/// | 192 to 255 | a pointer: the lower 6 bits and the next byte are an offset of 14 bits,  |
/// |            | counted from the beginning of the message. The name goes on there. In    |
/// |            | the message, the next field comes directly behind the pointer.           |
///
/// Four answers are of interest:
///
/// - type 1, class 1: the data is an IPv4 address, 4 bytes;
/// - type 28, class 1: the data is an IPv6 address, 16 bytes;
/// - type 5, class 1: the data is a name, and it may hold a pointer too;
/// - all others: step over them; the length says how far.
///
/// The message comes from a stranger. **Refuse it with a [ProtocolException]** when
///
/// - it ends too early: in the header, in a name, in a field, before all records have come;
/// - a pointer leads into the header, or not to a place *before* the piece of the name that it ends
///   (so no pointer leads forward, and none leads back into a loop). A piece begins where the name
///   begins, or where the last pointer has led to;
/// - a name takes more than 255 bytes, written out without pointers: each label and the byte in
///   front of it, and the 0 at the end;
/// - the length of the data is not 4, not 16, or not the end of the name that stands there.
public final class DnsAnswer {

    private static final int HEADER = 12;
    private static final int COUNTS = 4; // where the counts stand in the header
    private static final int POINTER = 0xc0;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;

    private static final int A = 1 << 16 | 1; // the type, and the class IN
    private static final int CNAME = 5 << 16 | 1;
    private static final int AAAA = 28 << 16 | 1;

    private DnsAnswer() {}

    /// One record of interest.
    public sealed interface Entry {

        /// Whose record it is, for example `www.course.example`; the root, which has no labels, is
        /// `.`
        String name();

        /// How many seconds it may be kept, from 0 to 4,294,967,295.
        long ttl();

        /// Type 1 or 28.
        record Address(String name, long ttl, InetAddress address) implements Entry {}

        /// Type 5: `name` is an alias of `target`.
        record Alias(String name, long ttl, String target) implements Entry {}
    }

    /// The records of interest among the answers, in their order. The flags are not looked at, and
    /// neither are the bytes behind the last answer.
    ///
    /// @param message the whole message, as it came in one datagram
    /// @throws ProtocolException when the message is to be refused, for one of the reasons above
    public static List<Entry> decode(byte[] message) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(message);
        List<Entry> entries = new ArrayList<>();
        try {
            in.position(COUNTS);
            int questions = Short.toUnsignedInt(in.getShort());
            int answers = Short.toUnsignedInt(in.getShort());
            in.position(HEADER);
            for (int i = 0; i < questions; i++) {
                name(in);
                in.getInt(); // type and class
            }
            for (int i = 0; i < answers; i++) {
                record(in, entries);
            }
        } catch (IllegalArgumentException _) {
            throw new ProtocolException("the message ends too early");
        }
        return entries;
    }

    private static void record(ByteBuffer in, List<Entry> entries) throws ProtocolException {
        String name = name(in);
        int typeAndClass = in.getInt();
        long ttl = Integer.toUnsignedLong(in.getInt());
        int length = Short.toUnsignedInt(in.getShort());
        int end = in.position() + length;
        switch (typeAndClass) {
            case A -> entries.add(new Entry.Address(name, ttl, address(in, length, 4)));
            case AAAA -> entries.add(new Entry.Address(name, ttl, address(in, length, 16)));
            case CNAME -> entries.add(new Entry.Alias(name, ttl, name(in)));
            default -> in.position(end);
        }
        if (in.position() != end) {
            throw new ProtocolException("the data does not end at byte " + end);
        }
    }

    private static InetAddress address(ByteBuffer in, int length, int expected)
            throws ProtocolException {
        if (length != expected) {
            throw new ProtocolException("an address of " + length + " bytes");
        }
        byte[] address = new byte[length];
        in.get(address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(length + " bytes are an address", e);
        }
    }

    /// Reads a name. Behind it, `in` stands at the next field: only a copy of it follows pointers.
    private static String name(ByteBuffer in) throws ProtocolException {
        StringBuilder name = new StringBuilder();
        ByteBuffer at = in;
        int pieceStart = in.position();
        int bytes = 1; // the 0 at the end
        int first = Byte.toUnsignedInt(at.get());
        while (first != 0) {
            if (first >= POINTER) {
                int target = (first & 0x3f) << 8 | Byte.toUnsignedInt(at.get());
                if (target < HEADER || target >= pieceStart) {
                    throw new ProtocolException("a pointer leads to byte " + target);
                }
                at = at.duplicate().position(target);
                pieceStart = target;
            } else {
                bytes += 1 + first;
                if (first > LONGEST_LABEL || bytes > LONGEST_NAME) {
                    throw new ProtocolException("a label or a name is too long");
                }
                byte[] label = new byte[first];
                at.get(label);
                name.append(name.isEmpty() ? "" : ".").append(text(label));
            }
            first = Byte.toUnsignedInt(at.get());
        }
        return name.isEmpty() ? "." : name.toString();
    }

    /// The text of one label; done for you. A label may hold any byte. Letters, digits, `-` and `_`
    /// stay; each other byte becomes a backslash and three digits (RFC 1035, 5.1), so that nobody
    /// takes a dot in a label for the end of it.
    static String text(byte[] label) {
        StringBuilder text = new StringBuilder();
        for (byte b : label) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || b == '-' || b == '_');
            text.append(plain ? Character.toString(b) : String.format("\\%03d", b & 0xff));
        }
        return text.toString();
    }
}
