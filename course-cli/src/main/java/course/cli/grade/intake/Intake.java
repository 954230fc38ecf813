package course.cli.grade.intake;

import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Takes what students have handed in, and trusts none of it.
///
/// Only Java sources of the exercises are taken, and they are copied. Nothing else leaves a
/// student's folder or zip, no link is followed, and no name that a student has chosen becomes a
/// path. What is not taken is said in a sentence and is never an error: only a folder that is not
/// the folder of a class is one.
public final class Intake {

    private Intake() {}

    /// Reads the submissions of a class, one after the other.
    ///
    /// Of one student these are looked at: 20,000 files and folders, 20 zips (in a zip one more
    /// level, of 20 MB at most), 5 MB of Java sources, 256 KB of each. A class that comes twice
    /// with different contents is not taken.
    ///
    /// @param submissions a folder or a zip for each student, or what Moodle or GitHub Classroom
    ///   give to download
    /// @param lessons those that are graded
    /// @param work where accepted files are copied to: `id/lesson02/lesson02/exercise/X.java`; what
    ///   lies there for a student from an earlier time is removed
    /// @return sorted by id
    /// @throws IOException when `submissions` is not the folder of a class, with one sentence for
    ///   the teacher; or when `work` cannot be written
    public static List<Submission> read(Path submissions, List<Lesson> lessons, Path work)
            throws IOException {
        Layout layout = new Layout(new KnownNames(lessons));
        List<Handed> students = new SubmissionsFolder(submissions, lessons).students();
        Map<String, String> ids = Ids.of(students);
        Files.createDirectories(work);
        List<Submission> taken = new ArrayList<>();
        for (Handed student : students) {
            taken.add(read(student, ids.get(student.entry()), layout, work));
        }
        taken.sort(Comparator.comparing(Submission::id));
        return List.copyOf(taken);
    }

    private static Submission read(Handed student, String id, Layout layout, Path work)
            throws IOException {
        Path folder = work.resolve(id);
        delete(folder);
        try {
            Gathering gathering = new Gathering(layout, work);
            if (student.parts().isEmpty()) {
                gathering.note(List.of(), "only text was typed into Moodle. Hand in files.");
            }
            FolderWalk walk = new FolderWalk(gathering);
            for (Handed.Part part : student.parts()) {
                walk.walk(part.file(), part.as());
            }
            return new Submission(
                    id,
                    student.name(),
                    student.participant(),
                    gathering.accepted().writeTo(folder),
                    gathering.notices());
        } catch (TooMuch e) {
            return new Submission(
                    id, student.name(), student.participant(), Map.of(), List.of(e.getMessage()));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException e)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
