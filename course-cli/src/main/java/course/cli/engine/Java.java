package course.cli.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The JDK that runs this program, as a source of child processes.
final class Java {

    private Java() {}

    /// The path of a program of this JDK: `java`, `javac`.
    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static String classPath(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// Waits for the process to end; past the limit it is ended, with the processes that it
    /// started.
    ///
    /// @return whether it ended by itself
    static boolean await(Process process, Duration limit) throws IOException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            kill(process);
            return false;
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while waiting for " + process.info().command().orElse("a process"),
                    e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
