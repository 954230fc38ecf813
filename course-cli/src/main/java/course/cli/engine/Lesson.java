package course.cli.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One lesson's folder and what stands where in it. `id` is the package of its code, for example
/// `lesson02`.
public record Lesson(String id, Path folder) {

    /// All lessons below the course's root, in their order.
    public static List<Lesson> allIn(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/exercise/java")))
                    .filter(folder -> folder.getFileName().toString().matches("lesson\\d\\d-.*"))
                    .map(folder ->
                            new Lesson(
                                    folder.getFileName()
                                            .toString()
                                            .substring(0, "lesson00".length()),
                                    folder))
                    .sorted((a, b) -> a.id.compareTo(b.id))
                    .toList();
        }
    }

    /// The number as people say it: `2`.
    public String number() {
        return id.substring("lesson".length()).replaceFirst("^0", "");
    }

    /// The title as the first line of its README has it; the folder's name when there is none.
    public String title() throws IOException {
        Path readme = folder.resolve("README.md");
        String first = "";
        if (Files.exists(readme)) {
            try (Stream<String> lines = Files.lines(readme)) {
                first = lines.findFirst().orElse("");
            }
        }
        return first.contains(" · ")
                ? first.substring(first.indexOf(" · ") + 3).strip()
                : folder.getFileName().toString();
    }

    /// The worked programs.
    public Path mainSources() {
        return folder.resolve("src/main/java");
    }

    /// What the student writes.
    public Path exerciseSources() {
        return folder.resolve("src/exercise/java");
    }

    /// What we wrote.
    public Path solutionSources() {
        return folder.resolve("src/solution/java");
    }

    /// The stubs a second time, as they were handed out. In the students' edition only.
    public Path stubs() {
        return folder.resolve("src/stub/java");
    }

    /// The stubs as they were handed out, wherever they stand in this edition.
    public Path handedOut() {
        return Files.isDirectory(stubs()) ? stubs() : exerciseSources();
    }

    /// The classes whose signatures a student must keep: our answers, or the stubs where those are
    /// left out.
    public Path signatures() {
        return Files.isDirectory(solutionSources()) ? solutionSources() : stubs();
    }

    /// The tests.
    public Path testSources() {
        return folder.resolve("src/test/java");
    }

    /// A folder for each wrong answer; none when the lesson has none.
    public List<Path> wrongAnswers() throws IOException {
        Path wrong = folder.resolve("src/wrong/java");
        if (!Files.isDirectory(wrong)) {
            return List.of();
        }
        try (Stream<Path> answers = Files.list(wrong)) {
            return answers.sorted().toList();
        }
    }

    /// The simple names of the worked programs: the classes with a `main`.
    public List<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(mainSources().resolve(id))) {
            return files.filter(Lesson::hasMain)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasMain(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && Files.readString(file).contains("static void main(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
