package course.cli.grade.report;

import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Writes the grades of a class into a folder.
public final class Reports {

    private Reports() {}

    /// Writes all `formats` below `out` and makes that folder where it is missing. What an earlier
    /// report left for students who are no longer in the class is removed.
    public static void write(
            Set<Format> formats, List<StudentGrade> students, ClassNotes notes, Path out)
            throws IOException {
        Files.createDirectories(out);
        for (Format format : formats.stream().sorted().toList()) {
            format.report().write(students, notes, out);
        }
    }
}
