package lesson06;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A DNS message taken apart, from the first byte to the end of its answers, with what each part
/// means. It steps over names: a pointer is shown, not followed. To put a compressed name together
/// is exercise 6.6.
///
/// See RFC 1035, 4.1.
///
/// @param parts in the order of the bytes
/// @param answers one for each record of the answer section
/// @param bytesBehind how many bytes stand behind the answers: authorities and additionals
record DnsDissection(
        DnsHeader header, List<DnsPart> parts, List<DnsData> answers, int bytesBehind) {

    private static final int POINTER = 0xc0;

    /// Takes the remaining bytes of the buffer apart; offsets count from its position.
    ///
    /// @throws ProtocolException if they are no DNS message: cut off, or with impossible lengths
    static DnsDissection parse(ByteBuffer message) throws ProtocolException {
        DnsHeader header = DnsHeader.parse(message.duplicate());
        DnsCursor in = new DnsCursor(message);
        header(header, in);
        for (int i = 0; i < header.questions(); i++) {
            name(in);
            typeAndClass(in);
        }
        List<DnsData> answers = new ArrayList<>();
        for (int i = 1; i <= header.answers(); i++) {
            in.beginAnswer(i);
            answers.add(record(in));
        }
        return new DnsDissection(header, in.parts(), List.copyOf(answers), in.remaining());
    }

    private static void header(DnsHeader header, DnsCursor in) throws ProtocolException {
        in.take(2, "id");
        in.take(2, header.flagsInWords());
        in.take(2, header.questions() + " question" + (header.questions() == 1 ? "" : "s"));
        in.take(2, header.answers() + " answer" + (header.answers() == 1 ? "" : "s"));
        in.take(4, header.authorities() + " authorities, " + header.additionals() + " additionals");
    }

    private static int typeAndClass(DnsCursor in) throws ProtocolException {
        int type = in.takeNumber("type");
        in.explain("type " + DnsType.nameOf(type));
        int number = in.takeNumber("class");
        in.explain("class " + (number == DnsQuestion.CLASS_IN ? "IN" : number));
        return type;
    }

    private static DnsData record(DnsCursor in) throws ProtocolException {
        name(in);
        int type = typeAndClass(in);
        long ttl = Integer.toUnsignedLong(in.take(4, "TTL").getInt());
        in.explain("TTL " + ttl + " seconds");
        int length = in.takeNumber("length of the data");
        in.explain("length of the data: " + length);
        in.require(length, "data");
        int end = in.position() + length;
        DnsData data = data(in, type, length, ttl);
        if (in.position() != end) {
            throw in.malformed("the data should end at byte " + end + " and ends at");
        }
        return data;
    }

    private static DnsData data(DnsCursor in, int type, int length, long ttl)
            throws ProtocolException {
        if (type == DnsType.A.number()) {
            return new DnsData.Address(address(in, length, 4), ttl);
        }
        if (type == DnsType.AAAA.number()) {
            return new DnsData.Address(address(in, length, 16), ttl);
        }
        if (type == DnsType.CNAME.number()) {
            name(in);
            return new DnsData.Alias(ttl);
        }
        in.take(length, "data of type " + DnsType.nameOf(type));
        return new DnsData.Other(type, ttl);
    }

    private static InetAddress address(DnsCursor in, int length, int expected)
            throws ProtocolException {
        if (length != expected) {
            throw in.malformed("an address of " + length + " bytes stands at");
        }
        byte[] bytes = new byte[length];
        in.take(length, "address").get(bytes);
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            in.explain("address " + address.getHostAddress());
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(length + " bytes are an address", e);
        }
    }

    /// Steps over one name: labels up to a 0, or up to a pointer, which is the end of it here.
    private static void name(DnsCursor in) throws ProtocolException {
        int first = in.peek();
        while (first != 0 && first < POINTER) {
            label(in, first);
            first = in.peek();
        }
        if (first == 0) {
            in.take(1, "end of the name");
        } else {
            int target = in.takeNumber("pointer") & 0x3fff;
            in.explain("pointer: the name goes on at byte " + target);
        }
    }

    private static void label(DnsCursor in, int count) throws ProtocolException {
        if (count > DnsQuestion.LONGEST_LABEL) {
            throw in.malformed("a label of " + count + " bytes stands at");
        }
        byte[] bytes = new byte[1 + count];
        in.take(1 + count, "label").get(bytes);
        String text = new String(bytes, 1, count, StandardCharsets.US_ASCII);
        in.explain("label of " + count + ": " + SafeText.of(text));
    }
}
