package course.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Submissions of lesson 2 as a class hands them in: of a quarter of the students all is solved,
/// half have some of it wrong, not begun or missing, and the others have copied, or have handed in
/// the stubs or nothing. The same every time.
final class SampleClass {

    private static final String PACKAGE = "lesson02/exercise";
    private static final long SEED = 20_260_202;

    private final Path lesson;
    private final Random random = new Random(SEED);
    private final List<Path> made = new ArrayList<>();

    /// @param lesson the lesson's folder; nothing is written there
    SampleClass(Path lesson) {
        this.lesson = lesson;
    }

    /// Where a student's sources stand.
    static Path sources(Path student) {
        return student.resolve("src/exercise/java").resolve(PACKAGE);
    }

    /// The stubs as they are handed out.
    Path stubs() {
        return sources(lesson);
    }

    /// Makes a folder for each student.
    List<Path> make(int students, Path folder) throws IOException {
        for (int i = 1; i <= students; i++) {
            Path student = folder.resolve("student-%04d".formatted(i));
            Files.createDirectories(sources(student));
            fill(sources(student), random.nextInt(100));
            made.add(student);
        }
        return made;
    }

    private void fill(Path sources, int percent) throws IOException {
        if (percent < 25) {
            copyAll(solution(), sources);
        } else if (percent < 75) {
            mix(sources);
        } else if (percent < 85 && !made.isEmpty()) {
            copyAll(sources(made.get(random.nextInt(made.size()))), sources);
        } else if (percent < 95) {
            copyAll(stubs(), sources);
        }
    }

    private void mix(Path sources) throws IOException {
        copyAll(stubs(), sources);
        for (Path solved : filesIn(solution())) {
            Path file = sources.resolve(solved.getFileName().toString());
            List<Path> wrong = wrongAnswers(solved.getFileName().toString());
            int percent = random.nextInt(100);
            if (percent < 40 || (percent < 75 && wrong.isEmpty())) {
                copy(solved, file);
            } else if (percent < 75) {
                copy(wrong.get(random.nextInt(wrong.size())), file);
            } else if (percent >= 90) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path solution() {
        return lesson.resolve("src/solution/java").resolve(PACKAGE);
    }

    private List<Path> wrongAnswers(String name) throws IOException {
        try (Stream<Path> answers = Files.list(lesson.resolve("src/wrong/java"))) {
            return answers.map(answer -> answer.resolve(PACKAGE).resolve(name))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    /// Puts all files of a folder into another one.
    static void copyAll(Path from, Path to) throws IOException {
        for (Path file : filesIn(from)) {
            copy(file, to.resolve(file.getFileName().toString()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
