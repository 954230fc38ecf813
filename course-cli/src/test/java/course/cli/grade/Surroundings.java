package course.cli.grade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What attacks must leave as it is. Two looks at it, before and after, are compared.
///
/// @param files path, size and time of the last change of every file in some folders
/// @param home what the home folder holds, without what is below: others work there too
record Surroundings(Map<String, String> files, Set<String> home) {

    /// What the attacks write where they can.
    private static final String MARK = "attack-was-here";

    /// What the processes of the attacks are called.
    private static final String PROCESS = "424242";

    /// The port that two attacks take.
    private static final int PORT = 18_888;

    private static final Set<String> CHANGING = Set.of("target", ".git", ".course");

    /// Looks at these folders and at the home folder.
    static Surroundings now(Path... folders) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path folder : folders) {
            Files.walkFileTree(folder, new Look(files));
        }
        try (Stream<Path> home = Files.list(Path.of(System.getProperty("user.home")))) {
            return new Surroundings(
                    files, Set.copyOf(home.map(path -> path.getFileName().toString()).toList()));
        }
    }

    /// What is not as it was, a sentence each; also what the attacks have left elsewhere.
    List<String> changesIn(Surroundings after) throws IOException {
        List<String> changes = new ArrayList<>();
        files.forEach((path, state) -> {
            if (!state.equals(after.files.get(path))) {
                changes.add(path + " was changed or deleted");
            }
        });
        after.files.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> changes.add(path + " is new"));
        home.stream()
                .filter(name -> !after.home.contains(name))
                .forEach(name -> changes.add("the home folder has lost " + name));
        changes.addAll(traces());
        return changes;
    }

    private static List<String> traces() throws IOException {
        List<String> traces = new ArrayList<>();
        String home = System.getProperty("user.home");
        for (String folder : List.of("/", "/usr", "/etc", "/root", "/home", "/tmp", home, ".")) {
            if (Files.exists(Path.of(folder, MARK))) {
                traces.add(MARK + " lies in " + folder);
            }
        }
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(PROCESS))
                .forEach(process -> traces.add("process " + process.pid() + " of an attack lives"));
        try (ServerSocket _ = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            return traces;
        } catch (IOException e) {
            traces.add("port " + PORT + " is taken: " + e.getMessage());
            return traces;
        }
    }

    private static final class Look extends SimpleFileVisitor<Path> {

        private final Map<String, String> files;

        Look(Map<String, String> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return CHANGING.contains(String.valueOf(folder.getFileName()))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put(
                    file.toString(),
                    attributes.size() + " bytes, " + attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }
    }
}
