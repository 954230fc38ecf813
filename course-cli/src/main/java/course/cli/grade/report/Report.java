package course.cli.grade.report;

import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One form of the grades. The same grades give the same bytes, on every machine.
public interface Report {

    /// Writes it below `out`, which exists.
    ///
    /// @param students sorted; the list may read from the disk, so it is gone through once, and one
    ///   student is held at a time
    void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException;
}
