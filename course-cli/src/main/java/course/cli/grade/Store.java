package course.cli.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What has been graded so far, a file for each submission and lesson. A file is there whole or not
/// at all, so a grader that was killed has lost only what it had in hand.
///
/// Below the folder: `run.json`, `graded/ID/submission.json`, `graded/ID/lesson02.json`, and in
/// `sources/ID/lesson02` what was accepted of the submission.
public final class Store {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String RUN = "run.json";
    private static final String SUBMISSION = "submission.json";

    private final Path folder;
    private final Path graded;

    /// How it was graded.
    ///
    /// @param sandbox what kept the students' code in, in words
    /// @param isolated whether it was kept away from the machine
    /// @param lessons which lessons were graded
    /// @param students how many students the class has, in all shards together
    /// @param remarks sentences for the teacher
    public record Run(
            String sandbox,
            boolean isolated,
            List<String> lessons,
            int students,
            List<String> remarks) {}

    /// What a grade was made from, and the grade.
    private record Kept(String key, LessonGrade grade) {}

    /// Who handed it in.
    private record Student(String id, String name, String participant, List<String> notices) {}

    /// A store in that folder, which need not exist.
    public Store(Path folder) {
        this.folder = folder;
        graded = folder.resolve("graded");
    }

    /// Whether anything is kept here.
    public boolean isEmpty() throws IOException {
        return ids().isEmpty();
    }

    /// Keeps how it was graded.
    public void put(Run run) throws IOException {
        write(folder.resolve(RUN), run);
    }

    /// How it was graded.
    ///
    /// @throws IOException with one line, when this is no folder of grades
    public Run run() throws IOException {
        Path file = folder.resolve(RUN);
        if (!Files.exists(file)) {
            throw new IOException(folder + " is no folder of grades: it has no " + RUN + ".");
        }
        return read(file, Run.class);
    }

    /// Keeps who handed in.
    public void put(Submission submission) throws IOException {
        write(
                graded.resolve(submission.id()).resolve(SUBMISSION),
                new Student(
                        submission.id(),
                        submission.name(),
                        submission.participant(),
                        submission.notices()));
    }

    /// Keeps a grade.
    ///
    /// @param key what it was made from: with another key it does not count any more
    public void put(Submission submission, LessonGrade grade, String key) throws IOException {
        write(fileOf(submission.id(), grade.lesson()), new Kept(key, grade));
    }

    /// Whether there is a grade that was made from the same.
    public boolean has(Submission submission, String lesson, String key) throws IOException {
        Optional<Kept> kept = kept(submission.id(), lesson);
        return kept.isPresent() && kept.get().key().equals(key);
    }

    /// Everything that is kept of these lessons, sorted by id. A student of whom something is
    /// missing is left out.
    public List<StudentGrade> grades(List<String> lessons) throws IOException {
        List<StudentGrade> grades = new ArrayList<>();
        for (String id : ids()) {
            List<LessonGrade> found = new ArrayList<>();
            for (String lesson : lessons) {
                kept(id, lesson).ifPresent(kept -> found.add(kept.grade()));
            }
            if (found.size() == lessons.size()) {
                Student student = student(id);
                grades.add(
                        new StudentGrade(
                                id,
                                student.name(),
                                student.participant(),
                                student.notices(),
                                found));
            }
        }
        return grades;
    }

    /// What was handed in, sorted by id.
    public List<Submission> submissions(List<String> lessons) throws IOException {
        List<Submission> submissions = new ArrayList<>();
        for (String id : ids()) {
            Student student = student(id);
            Map<String, Path> accepted = new TreeMap<>();
            for (String lesson : lessons) {
                Path folder = sources().resolve(id).resolve(lesson);
                if (Files.isDirectory(folder)) {
                    accepted.put(lesson, folder);
                }
            }
            submissions.add(
                    new Submission(
                            id,
                            student.name(),
                            student.participant(),
                            accepted,
                            student.notices()));
        }
        return submissions;
    }

    /// The folder for what was accepted of submissions.
    public Path sources() {
        return folder.resolve("sources");
    }

    /// Forgets all students but these: others are no longer in the class.
    public void retain(Set<String> wanted) throws IOException {
        for (String id : ids()) {
            if (!wanted.contains(id)) {
                try (Stream<Path> files = Files.walk(graded.resolve(id))) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /// Takes in what another store holds of its students; what is here already stays.
    public void add(Store other) throws IOException {
        for (Path part : List.of(other.graded, other.sources())) {
            if (Files.isDirectory(part)) {
                copyMissing(part, folder.resolve(part.getFileName()));
            }
        }
    }

    private static void copyMissing(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private Student student(String id) throws IOException {
        return read(graded.resolve(id).resolve(SUBMISSION), Student.class);
    }

    private List<String> ids() throws IOException {
        if (!Files.isDirectory(graded)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(graded)) {
            return folders.filter(found -> Files.exists(found.resolve(SUBMISSION)))
                    .map(found -> found.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Optional<Kept> kept(String id, String lesson) throws IOException {
        Path file = fileOf(id, lesson);
        return Files.exists(file) ? Optional.of(read(file, Kept.class)) : Optional.empty();
    }

    private Path fileOf(String id, String lesson) {
        return graded.resolve(id).resolve(lesson + ".json");
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " cannot be read; delete it and grade again with --resume", e);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(file.getParent(), "new", ".json");
        JSON.writeValue(unfinished.toFile(), value);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
