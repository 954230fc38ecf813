package lesson04;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Prints the bytes of one login, piece by piece, with what each piece means. The bytes are ours:
/// this is no parser for streams of strangers.
///
/// The names in capitals are those of the Java Object Serialization Specification, 6.4.2, and of
/// [java.io.ObjectStreamConstants].
final class ByteTable {

    private static final int SHOWN = 8;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final ByteBuffer bytes;
    private final PrintStream out;

    ByteTable(byte[] bytes, PrintStream out) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.out = out;
        out.println("offset  bytes                       meaning");
    }

    /// A [User] in an object stream.
    void objectStream() {
        row(2, "STREAM_MAGIC");
        row(2, "STREAM_VERSION 5");
        row(1, "TC_OBJECT: an object begins");
        row(1, "TC_CLASSDESC: its class, described");
        text("the class's name");
        row(8, "its serialVersionUID");
        row(1, "SC_SERIALIZABLE, no writeObject of its own");
        int fields = bytes.getShort(bytes.position());
        row(2, fields + " fields");
        for (int i = 0; i < fields; i++) {
            field();
        }
        row(1, "TC_ENDBLOCKDATA: the description ends");
        row(1, "TC_NULL: no serializable class above it");
        while (bytes.hasRemaining()) {
            row(1, "TC_STRING: a field's value");
            text("the value");
        }
    }

    private void field() {
        row(1, "a field that is an object");
        text("the field's name");
        if (bytes.get(bytes.position()) == 0x74) {
            row(1, "TC_STRING");
            text("the field's type");
        } else {
            row(5, "TC_REFERENCE: the same type again");
        }
    }

    /// Two `writeUTF` frames.
    void record() {
        text("the account");
        text("the password");
    }

    /// A line of text.
    void line() {
        byte[] line = bytes.array();
        row(line.length, "\"" + new String(line, StandardCharsets.UTF_8).strip() + "\", line end");
    }

    /// A length of two bytes, then so many bytes of text.
    private void text(String meaning) {
        int length = Short.toUnsignedInt(bytes.getShort(bytes.position()));
        byte[] text = new byte[length];
        bytes.get(bytes.position() + Short.BYTES, text);
        String shown = SafeText.of(new String(text, StandardCharsets.UTF_8));
        row(Short.BYTES + length, meaning + ", length " + length + ": \"" + shown + "\"");
    }

    private void row(int count, String meaning) {
        int offset = bytes.position();
        byte[] piece = new byte[count];
        bytes.get(piece);
        int shown = Math.min(count, SHOWN);
        String hex = HEX.formatHex(piece, 0, shown) + (shown < count ? " ..." : "");
        out.println(String.format("%6d  %-26s  %s", offset, hex, meaning).stripTrailing());
    }
}
