package course.cli.grade.intake;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The directory of a zip, which stands at its end (PKWARE's APPNOTE.TXT, 4.3.6 to 4.3.16).
///
/// Read here and not by [java.util.zip.ZipFile], because that one tells neither links nor
/// passwords, refuses the file names of a Chinese or German Windows, and reads a directory of any
/// size into memory.
///
/// @param start how many bytes stand in front of the zip
record ZipListing(FileChannel file, long start, List<Entry> entries) {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int MOST_COMMENT_BYTES = 0xffff;
    private static final int MOST_DIRECTORY_BYTES = 8 * 1024 * 1024;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /// What an entry stands for.
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        SPECIAL
    }

    /// @param size of the unpacked file, as the zip says
    /// @param offset of its local header, from the zip's start
    record Entry(
            String name,
            Kind kind,
            boolean encrypted,
            int method,
            long crc,
            long packed,
            long size,
            long offset) {}

    /// @throws Refused when it is not a whole zip
    static ZipListing of(FileChannel file) throws IOException, Refused {
        try {
            long tailStart = Math.max(0, file.size() - END_BYTES - MOST_COMMENT_BYTES);
            ByteBuffer tail = read(file, tailStart, (int) (file.size() - tailStart));
            int end = endIn(tail);
            long size = Integer.toUnsignedLong(tail.getInt(end + 12));
            long offset = Integer.toUnsignedLong(tail.getInt(end + 16));
            if (size > MOST_DIRECTORY_BYTES) {
                throw new Refused("refused. It holds too many files, or is no ordinary zip.");
            }
            long directory = tailStart + end - size;
            if (directory < offset) {
                throw damaged();
            }
            ByteBuffer entries = read(file, directory, (int) size);
            return new ZipListing(file, directory - offset, entriesOf(entries));
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | EOFException _) {
            // A length that is not true.
            throw damaged();
        }
    }

    private static Refused damaged() {
        return new Refused("refused. It is not a zip, or a damaged one: pack it again.");
    }

    private static int endIn(ByteBuffer tail) throws Refused {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw damaged();
    }

    private static List<Entry> entriesOf(ByteBuffer directory) throws Refused {
        List<Entry> entries = new ArrayList<>();
        while (directory.hasRemaining()) {
            int at = directory.position();
            if (directory.getInt(at) != ENTRY_SIGNATURE) {
                throw damaged();
            }
            int nameLength = directory.getChar(at + 28);
            int flags = directory.getChar(at + 8);
            byte[] name = new byte[nameLength];
            directory.get(at + 46, name);
            String decoded = ZipNames.decode(name, flags);
            entries.add(
                    new Entry(
                            decoded,
                            kind(decoded, directory.getChar(at + 4), directory.getInt(at + 38)),
                            (flags & ENCRYPTED) != 0,
                            directory.getChar(at + 10),
                            Integer.toUnsignedLong(directory.getInt(at + 16)),
                            Integer.toUnsignedLong(directory.getInt(at + 20)),
                            Integer.toUnsignedLong(directory.getInt(at + 24)),
                            Integer.toUnsignedLong(directory.getInt(at + 42))));
            int extra = directory.getChar(at + 30) + directory.getChar(at + 32);
            directory.position(at + 46 + nameLength + extra);
        }
        return entries;
    }

    /// Where the zip was made on Unix, the upper half of the attributes is the mode of `stat(2)`.
    private static Kind kind(String name, int madeBy, int attributes) {
        int system = madeBy >>> 8;
        boolean unix = system == 3 || system == 19;
        int type = unix ? attributes >>> 28 : 0;
        return switch (type) {
            case 0, 8 -> name.endsWith("/") || name.endsWith("\\") ? Kind.FOLDER : Kind.FILE;
            case 4 -> Kind.FOLDER;
            case 10 -> Kind.LINK;
            default -> Kind.SPECIAL;
        };
    }

    /// The unpacked bytes. Reading throws a [ZipException] where they are not what was packed.
    InputStream open(Entry entry) throws IOException, Refused {
        ByteBuffer local = read(file, start + entry.offset(), LOCAL_BYTES);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw new ZipException("no local header");
        }
        long data = start + entry.offset() + LOCAL_BYTES + local.getChar(26) + local.getChar(28);
        InputStream packed = new ZipData(file, data, entry.packed());
        InputStream unpacked =
                switch (entry.method()) {
                    case STORED -> packed;
                    case DEFLATED -> inflated(packed);
                    default ->
                            throw new Refused(
                                    "refused. It is packed in a way that not everybody can read: make an"
                                            + " ordinary zip.");
                };
        return new CheckedData(unpacked, entry.crc());
    }

    /// zlib may want a byte more than there is.
    private static InputStream inflated(InputStream packed) {
        InputStream oneMore =
                new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1]));
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(oneMore, inflater) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }

    private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) == -1) {
                throw new EOFException("the zip ends early");
            }
        }
        return bytes.flip();
    }
}
