package lesson06;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Walks over a DNS message, part by part, and keeps what each part means. No part reaches behind
/// the end of the message.
final class DnsCursor {

    private final List<DnsPart> parts = new ArrayList<>();
    private final ByteBuffer in;
    private int answer;

    /// Begins at the buffer's position, which is offset 0 from here on.
    DnsCursor(ByteBuffer message) {
        in = message.slice();
    }

    /// From here on the parts belong to this answer record.
    void beginAnswer(int number) {
        answer = number;
    }

    int position() {
        return in.position();
    }

    int remaining() {
        return in.remaining();
    }

    /// What the next byte is, without taking it.
    int peek() throws ProtocolException {
        require(1, "name");
        return Byte.toUnsignedInt(in.get(in.position()));
    }

    /// Takes the next bytes as one part.
    ByteBuffer take(int length, String meaning) throws ProtocolException {
        require(length, meaning);
        parts.add(new DnsPart(in.position(), length, answer, meaning));
        ByteBuffer taken = in.slice(in.position(), length);
        in.position(in.position() + length);
        return taken;
    }

    /// Takes a number of two bytes.
    int takeNumber(String meaning) throws ProtocolException {
        return Short.toUnsignedInt(take(2, meaning).getShort());
    }

    /// Says better what the newest part means, now that it has been read.
    void explain(String meaning) {
        DnsPart part = parts.removeLast();
        parts.add(new DnsPart(part.offset(), part.length(), part.answer(), meaning));
    }

    /// In the order of the bytes.
    List<DnsPart> parts() {
        return List.copyOf(parts);
    }

    /// @throws ProtocolException if fewer bytes are left
    void require(int length, String what) throws ProtocolException {
        if (in.remaining() < length) {
            String size = length == 1 ? "1 byte" : length + " bytes";
            throw malformed(what + " of " + size + " is cut off, it begins at");
        }
    }

    /// What is wrong with the bytes at the position.
    ProtocolException malformed(String what) {
        return new ProtocolException(what + " byte " + in.position());
    }
}
