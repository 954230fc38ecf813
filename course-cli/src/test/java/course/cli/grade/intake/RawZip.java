package course.cli.grade.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes zips byte by byte, also those that no honest program would write.
public final class RawZip {

    public static final int REGULAR = 0100644;
    public static final int LINK = 0120777;
    public static final int PIPE = 0010644;

    private final ByteArrayOutputStream files = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;
    private int flags;
    private int method = 8;
    private int wrongCrc;

    /// The general purpose bits of the entries that follow: 1 is a password, 0x800 is UTF-8.
    public RawZip flags(int bits) {
        flags = bits;
        return this;
    }

    /// The way of packing of the entries that follow, as it is said; they are deflated all the
    /// same, except with 0.
    public RawZip method(int number) {
        method = number;
        return this;
    }

    /// The entries that follow have wrong checksums.
    public RawZip damaged() {
        wrongCrc = 1;
        return this;
    }

    /// Adds an ordinary file.
    public RawZip add(String name, String text) {
        return add(name, StandardCharsets.UTF_8, REGULAR, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds an entry.
    ///
    /// @param mode as `stat(2)` gives it
    public RawZip add(String name, Charset charset, int mode, byte[] content) {
        byte[] nameBytes = name.getBytes(charset);
        byte[] packed = method == 0 ? content : deflate(content);
        CRC32 crc = new CRC32();
        crc.update(content);
        int offset = files.size();
        files.writeBytes(
                buffer(30).putInt(0x04034b50).put(common(nameBytes, crc, packed, content)).array());
        files.writeBytes(nameBytes);
        files.writeBytes(packed);
        directory.writeBytes(
                buffer(46)
                        .putInt(0x02014b50)
                        .putShort((short) (3 << 8 | 20))
                        .put(common(nameBytes, crc, packed, content))
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(mode << 16)
                        .putInt(offset)
                        .array());
        directory.writeBytes(nameBytes);
        entries++;
        return this;
    }

    /// The 26 bytes that both headers share.
    private byte[] common(byte[] name, CRC32 crc, byte[] packed, byte[] content) {
        return buffer(26)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0)
                .putInt((int) crc.getValue() + wrongCrc)
                .putInt(packed.length)
                .putInt(content.length)
                .putShort((short) name.length)
                .putShort((short) 0)
                .array();
    }

    /// The whole zip.
    public byte[] bytes() {
        return bytes("");
    }

    /// The whole zip with a comment at its end.
    public byte[] bytes(String comment) {
        byte[] last = comment.getBytes(StandardCharsets.UTF_8);
        byte[] end =
                buffer(22 + last.length)
                        .putInt(0x06054b50)
                        .putInt(0)
                        .putShort((short) entries)
                        .putShort((short) entries)
                        .putInt(directory.size())
                        .putInt(files.size())
                        .putShort((short) last.length)
                        .put(last)
                        .array();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(files.toByteArray());
        all.writeBytes(directory.toByteArray());
        all.writeBytes(end);
        return all.toByteArray();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (!deflater.finished()) {
            packed.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
