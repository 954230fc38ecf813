package course.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Other programs, run to their end.
final class Commands {

    private Commands() {}

    /// Runs one. Blocks.
    ///
    /// @throws IOException with all it has said, when its status is neither 0 nor 1: that one is
    ///   the verdict "not all done"
    static void run(Path folder, String... command) throws IOException {
        Path log = Files.createTempFile("run", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (process.waitFor() > 1) {
                throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(log);
        }
    }
}
