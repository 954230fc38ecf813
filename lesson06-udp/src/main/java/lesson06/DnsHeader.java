package lesson06;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The first twelve bytes of every DNS message, query and answer alike (RFC 1035, 4.1.1):
///
///      0                   1
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
///     +-------------------------------+
///     |              id               |
///     +-+-------+-+-+-+-+-----+-------+
///     |Q|opcode |A|T|R|R|  0  | rcode |   the flags
///     |R|       |A|C|D|A|     |       |
///     +-+-------+-+-+-+-+-----+-------+
///     |           questions           |   four counts
///     |            answers            |
///     |          authorities          |
///     |          additionals          |
///     +-------------------------------+
///
/// Each row is a number of two bytes, the higher byte first.
record DnsHeader(int id, int flags, int questions, int answers, int authorities, int additionals) {

    /// How long a header is.
    static final int BYTES = 12;

    static final int ANSWER = 0x8000; // QR
    static final int AUTHORITATIVE = 0x0400; // AA
    static final int TRUNCATED = 0x0200; // TC
    static final int RECURSION_DESIRED = 0x0100; // RD
    static final int RECURSION_AVAILABLE = 0x0080; // RA

    static final int NO_ERROR = 0;
    static final int NO_SUCH_NAME = 3;
    static final int NOT_IMPLEMENTED = 4;

    private static final List<String> CODES =
            List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

    /// Checks that each number fits into two bytes.
    DnsHeader {
        for (int field : new int[] {id, flags, questions, answers, authorities, additionals}) {
            if (field < 0 || field > 0xffff) {
                throw new IllegalArgumentException(field + " does not fit into two bytes");
            }
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// The response code: 0 if all is well.
    int code() {
        return flags & 0x000f;
    }

    /// The response code's name, for example `NXDOMAIN`.
    String codeName() {
        return code() < CODES.size() ? CODES.get(code()) : "RCODE " + code();
    }

    /// The flags that are set, in words.
    String flagsInWords() {
        List<String> words = new ArrayList<>();
        words.add(has(ANSWER) ? "QR answer" : "query");
        addIf(words, AUTHORITATIVE, "AA authoritative");
        addIf(words, TRUNCATED, "TC truncated");
        addIf(words, RECURSION_DESIRED, "RD recursion desired");
        addIf(words, RECURSION_AVAILABLE, "RA recursion available");
        if (has(ANSWER)) {
            words.add(codeName());
        }
        return String.join(", ", words);
    }

    private void addIf(List<String> words, int flag, String word) {
        if (has(flag)) {
            words.add(word);
        }
    }

    /// The twelve bytes.
    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putShort((short) id).putShort((short) flags);
        bytes.putShort((short) questions).putShort((short) answers);
        return bytes.putShort((short) authorities).putShort((short) additionals).array();
    }

    /// Takes twelve bytes from the buffer.
    ///
    /// @throws ProtocolException if there are fewer
    static DnsHeader parse(ByteBuffer in) throws ProtocolException {
        if (in.remaining() < BYTES) {
            throw new ProtocolException(
                    "a header has " + BYTES + " bytes, and there are " + in.remaining());
        }
        return new DnsHeader(
                unsigned(in), unsigned(in), unsigned(in), unsigned(in), unsigned(in), unsigned(in));
    }

    private static int unsigned(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }
}
