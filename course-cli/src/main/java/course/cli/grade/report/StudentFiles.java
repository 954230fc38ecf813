package course.cli.grade.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder of a report that holds files per student and nothing else.
public record StudentFiles(Path folder) {

    /// The folder, empty. Only files are removed whose names end in one of `endings`: what a
    /// teacher has put there stays.
    public static StudentFiles in(Path out, String name, String... endings) throws IOException {
        Path folder = Files.createDirectories(out.resolve(name));
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                if (List.of(endings).stream().anyMatch(file.getFileName().toString()::endsWith)) {
                    Files.delete(file);
                }
            }
        }
        return new StudentFiles(folder);
    }

    /// A file for the student of that id.
    public Path of(String prefix, String id, String ending) {
        return folder.resolve(prefix + id + ending);
    }
}
