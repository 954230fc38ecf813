package course.cli.grade.intake;

import java.nio.file.Path;
import java.util.List;

/// What lies in the class folder for one student.
///
/// @param entry what no other student has: the name in the folder, or Moodle's name and number
/// @param wantedId what its id is to be like
/// @param name as a person would write it
/// @param participant the number that Moodle gave; empty where there is none
/// @param parts one, except where Moodle has put several files beside one another
record Handed(String entry, String wantedId, String name, String participant, List<Part> parts) {

    /// A file or folder.
    ///
    /// @param as the path under which the student knows it; empty for the student's own folder
    record Part(Path file, List<String> as) {}

    Handed withName(String other) {
        return new Handed(entry, wantedId, other, participant, parts);
    }
}
