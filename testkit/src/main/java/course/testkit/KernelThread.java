package course.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A platform thread of this JVM as Linux sees it: a folder in `/proc/self/task`.
record KernelThread(Path folder) {

    /// How many characters of a thread's name Linux keeps.
    private static final int KEPT = 15;

    private static final Path THREADS = Path.of("/proc/self/task");

    /// The thread, if this system shows it, and if it is the only one of its name.
    static Optional<KernelThread> of(Thread thread) {
        String kept = thread.getName().substring(0, Math.min(KEPT, thread.getName().length()));
        List<KernelThread> found = named(name -> name.equals(kept));
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// All threads with such a name; none where the system does not show them.
    static List<KernelThread> named(Predicate<String> name) {
        if (!Files.isDirectory(THREADS)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(THREADS)) {
            return folders.map(KernelThread::new).filter(t -> name.test(t.name())).toList();
        } catch (IOException _) {
            return List.of(); // not shown, as on other systems
        }
    }

    /// Whether it sleeps, as opposed to: runs, or waits for a processor that others use. Also true
    /// when it has ended.
    boolean isAsleep() {
        String stat = read("stat");
        int state = stat.lastIndexOf(')') + 2;
        return state >= stat.length() || stat.charAt(state) != 'R';
    }

    /// Tells the kernel that everything else goes first.
    void giveWay() {
        try {
            new ProcessBuilder("renice", "-n", "19", "-p", folder.getFileName().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            return; // without renice it stays as it is
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String name() {
        return read("comm").strip();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException _) {
            return ""; // it has ended
        }
    }
}
