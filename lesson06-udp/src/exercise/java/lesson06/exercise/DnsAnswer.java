package lesson06.exercise;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.List;

/// **Exercise 6.6: Read a DNS answer.** About 40 minutes.
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
        throw new UnsupportedOperationException(
                "Read the two counts of the header, then write a method that reads one name.");
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
