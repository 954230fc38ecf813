package course.cli.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A set of Java sources: the path inside its source folder (`lesson02/exercise/UtfFrame.java`) and
/// the file that stands for it. Later folders replace single files of earlier ones, so that a wrong
/// answer is the solution with one file changed.
///
/// @param others where the compiler may look for what these files need, besides them
public record JavaFiles(Map<String, Path> files, Optional<Path> others) {

    /// The sources of one folder or of several, one over the other.
    public static JavaFiles in(Path... folders) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.walk(folder)) {
                    found.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file ->
                                    files.put(
                                            folder.relativize(file).toString().replace('\\', '/'),
                                            file));
                }
            }
        }
        return new JavaFiles(files, Optional.empty());
    }

    /// A file and some more of its folder; what they need from there comes along, and an error
    /// elsewhere does not count.
    public static JavaFiles some(Path folder, Collection<Path> files) {
        Map<String, Path> named = new TreeMap<>();
        files.forEach(
                file -> named.put(folder.relativize(file).toString().replace('\\', '/'), file));
        return new JavaFiles(named, Optional.of(folder));
    }

    Collection<Path> paths() {
        return files.values();
    }
}
