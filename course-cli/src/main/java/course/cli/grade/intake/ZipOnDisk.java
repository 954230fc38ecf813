package course.cli.grade.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A zip that is open. One that came inside another is unpacked into a file first, and that file is
/// removed in the end.
record ZipOnDisk(FileChannel channel, ZipListing listing) implements AutoCloseable {

    private static final int MOST_BYTES_INSIDE = 20 * 1024 * 1024;

    /// @param scratch the folder for an unpacked zip
    /// @throws Refused when it is not a zip that can be read
    static ZipOnDisk of(Content content, Path scratch) throws IOException, Refused {
        FileChannel channel =
                content instanceof OnDisk(Path file)
                        ? FileChannel.open(file, StandardOpenOption.READ)
                        : unpack(content, scratch);
        try {
            return new ZipOnDisk(channel, ZipListing.of(channel));
        } catch (IOException | Refused e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel unpack(Content content, Path scratch) throws IOException, Refused {
        Path copy = Files.createTempFile(scratch, "inner", ".zip");
        try (InputStream in = content.open();
                OutputStream out = Files.newOutputStream(copy)) {
            copy(in, out);
            return FileChannel.open(
                    copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | Refused e) {
            Files.delete(copy);
            throw e;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException, Refused {
        byte[] piece = new byte[64 * 1024];
        long bytes = 0;
        for (int n = in.read(piece); n != -1; n = in.read(piece)) {
            bytes += n;
            if (bytes > MOST_BYTES_INSIDE) {
                throw new Refused("refused. A zip inside a zip may have 20 MB at most.");
            }
            out.write(piece, 0, n);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
