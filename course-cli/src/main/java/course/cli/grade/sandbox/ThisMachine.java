package course.cli.grade.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What a sandbox has to know of the machine and of who runs this program.
final class ThisMachine {

    private static final Path PROCESSES = Path.of("/proc");

    private ThisMachine() {}

    /// Whether this program runs as root.
    static boolean isRoot() {
        return user() == 0;
    }

    /// The number of the user that runs this program.
    static int user() {
        return userOf(Path.of("/proc/" + ProcessHandle.current().pid()));
    }

    private static int userOf(Path process) {
        try {
            return (Integer) Files.getAttribute(process, "unix:uid");
        } catch (IOException | UnsupportedOperationException _) {
            return -1; // it has ended, or this is not Linux
        }
    }

    /// How many processes and threads of this user run now.
    static long tasksOfThisUser() throws IOException {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> userOf(process) == user())
                    .mapToLong(ThisMachine::threads)
                    .sum();
        }
    }

    private static long threads(Path process) {
        String[] threads = process.resolve("task").toFile().list();
        return threads == null ? 0 : threads.length; // it may have ended
    }

    /// The program of that name, in the folders of the path.
    static Optional<String> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
