package lesson06;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// The names that [NameServer] knows, and the answers made of them. A record (RFC 1035, 4.1.3):
///
///     +--- ... ---+-----------+-----------+-------------------+-----------+--- ... ---+
///     | name      | type      | class IN  | TTL, in seconds   | length    | data      |
///     +--- ... ---+-----------+-----------+-------------------+-----------+--- ... ---+
///                   2 bytes     2 bytes     4 bytes             2 bytes
///
/// A name that stands in the message already is not written again. A pointer takes its place: two
/// bytes, whose first two bits are 1 and whose other 14 are the offset (RFC 1035, 4.1.4).
final class NameTable {

    /// What a server sends in one datagram if the client has not said that it takes more (RFC 1035,
    /// 4.2.1), in bytes.
    static final int LONGEST_DATAGRAM = 512;

    private static final int TTL = 60;
    private static final int POINTER = 0xc000;
    private static final int FIXED_PART = 12; // of a record whose name is a pointer
    private static final String HOST = "host";
    private static final String DOMAIN = ".course.example";
    private static final String ALIAS = "www" + DOMAIN;

    private static final Map<String, List<InetAddress>> ADDRESSES =
            Map.of(
                    HOST + DOMAIN,
                    addresses("192.0.2.7", "2001:db8::7"),
                    "xn--6qq79v" + DOMAIN,
                    addresses("192.0.2.8"),
                    "many" + DOMAIN,
                    many(),
                    "localhost",
                    addresses("127.0.0.1", "::1"));

    private NameTable() {}

    private static List<InetAddress> addresses(String... literals) {
        return List.of(literals).stream().map(InetAddress::ofLiteral).toList();
    }

    private static List<InetAddress> many() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> InetAddress.ofLiteral("192.0.2." + i))
                .toList();
    }

    /// The answer to a question, of at most `longest` bytes. If that is not enough for all records,
    /// it holds none of them, and its TC bit is set.
    static byte[] answer(int id, DnsQuestion question, int longest) {
        List<byte[]> records = records(question);
        int code = isKnown(question) ? DnsHeader.NO_ERROR : DnsHeader.NO_SUCH_NAME;
        byte[] whole = message(id, code, question, records);
        return whole.length <= longest
                ? whole
                : message(id, code | DnsHeader.TRUNCATED, question, List.of());
    }

    private static boolean isKnown(DnsQuestion question) {
        return ADDRESSES.containsKey(key(question)) || key(question).equals(ALIAS);
    }

    private static String key(DnsQuestion question) {
        // A dot inside a label is not the dot between two labels: such a name is not in the table.
        boolean dotted = question.labels().stream().anyMatch(label -> label.contains("."));
        return dotted ? "" : question.name().toLowerCase(Locale.ROOT);
    }

    private static List<byte[]> records(DnsQuestion question) {
        List<byte[]> records = new ArrayList<>();
        int owner = DnsHeader.BYTES; // where the question's name stands
        String name = key(question);
        if (name.equals(ALIAS)) {
            records.add(record(owner, DnsType.CNAME, host()));
            owner = DnsHeader.BYTES + question.encode().length + FIXED_PART;
            name = HOST + DOMAIN;
        }
        for (InetAddress address : ADDRESSES.getOrDefault(name, List.of())) {
            DnsType type = address instanceof Inet4Address ? DnsType.A : DnsType.AAAA;
            if (type.number() == question.type()) {
                records.add(record(owner, type, address.getAddress()));
            }
        }
        return records;
    }

    /// "host", and for ".course.example" a pointer to the second label of the question's name.
    private static byte[] host() {
        int secondLabel = DnsHeader.BYTES + 1 + "www".length();
        return ByteBuffer.allocate(1 + HOST.length() + 2)
                .put((byte) HOST.length())
                .put(HOST.getBytes(StandardCharsets.US_ASCII))
                .putShort((short) (POINTER | secondLabel))
                .array();
    }

    private static byte[] record(int owner, DnsType type, byte[] data) {
        return ByteBuffer.allocate(FIXED_PART + data.length)
                .putShort((short) (POINTER | owner))
                .putShort((short) type.number())
                .putShort((short) DnsQuestion.CLASS_IN)
                .putInt(TTL)
                .putShort((short) data.length)
                .put(data)
                .array();
    }

    private static byte[] message(
            int id, int extraFlags, DnsQuestion question, List<byte[]> records) {
        int flags =
                DnsHeader.ANSWER
                        | DnsHeader.AUTHORITATIVE
                        | DnsHeader.RECURSION_DESIRED
                        | extraFlags;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new DnsHeader(id, flags, 1, records.size(), 0, 0).encode());
        message.writeBytes(question.encode());
        records.forEach(message::writeBytes);
        return message.toByteArray();
    }
}
