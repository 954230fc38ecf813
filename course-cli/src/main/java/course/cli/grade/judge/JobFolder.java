package course.cli.grade.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/// A folder for one submission's classes and for what its jobs are told. Gone afterwards.
final class JobFolder implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;

    /// Makes it.
    ///
    /// @param parent where it is made
    JobFolder(Path parent) throws IOException {
        path = Files.createTempDirectory(parent, "job");
    }

    Path path() {
        return path;
    }

    /// A file with a new secret, in a folder of its own.
    Path secret() throws IOException {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        Path folder = Files.createTempDirectory(path, "start");
        return Files.writeString(folder.resolve("secret"), HexFormat.of().formatHex(random));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
