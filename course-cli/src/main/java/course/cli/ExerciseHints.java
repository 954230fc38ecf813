package course.cli;

import course.cli.engine.WrongAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What there is to help with one exercise: the three hints of the lesson's `HINTS.md`, and what a
/// failure like the student's has meant in the wrong answers that the authors know.
public record ExerciseHints(CourseExercise exercise) {

    private static final Pattern SUMMARY = Pattern.compile("<summary>(.*)</summary>");

    /// One hint: what kind it is ("The symptom") and its text.
    public record Hint(String title, String text) {}

    /// The hints in their order; empty when the lesson has none for this exercise.
    public List<Hint> all() throws IOException {
        Path file = exercise.lesson().folder().resolve("HINTS.md");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = "\n" + Files.readString(file).replace("\r\n", "\n");
        String heading = "\n## " + exercise.label() + "\n";
        int start = text.indexOf(heading);
        if (start < 0) {
            return List.of();
        }
        String section = text.substring(start + heading.length()).split("\n## ", 2)[0];
        return Stream.of(section.split("\n### ")).skip(1).map(ExerciseHints::hint).toList();
    }

    /// A hint is folded on a web page: its kind stands in the line that unfolds it.
    private static Hint hint(String section) {
        Matcher summary = SUMMARY.matcher(section);
        String title = summary.find() ? summary.group(1) : section.lines().findFirst().orElse("");
        String text =
                section.lines()
                        .skip(1)
                        .filter(line -> !line.startsWith("<details>") && !line.equals("</details>"))
                        .collect(Collectors.joining("\n"));
        return new Hint(title, text.strip());
    }

    /// What a failure with these words has meant before. The steps that worked do not count.
    public Optional<String> knownReason(String failure) throws IOException {
        int failed = Math.max(0, failure.indexOf(". FAILED "));
        String said = failure.substring(failed).replaceAll("\\s+", " ");
        for (Path folder : exercise.lesson().wrongAnswers()) {
            WrongAnswer wrong = WrongAnswer.in(folder);
            if (wrong.testClass().equals(exercise.testName()) && said.contains(wrong.message())) {
                return Optional.of(wrong.why());
            }
        }
        return Optional.empty();
    }
}
