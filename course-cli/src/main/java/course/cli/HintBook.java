package course.cli;

import course.cli.ExerciseHints.Hint;
import course.testkit.ExerciseProgress.State;
import course.testkit.KeptProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// Shows hints one at a time and remembers, in `.course/hints.properties`, how many an exercise has
/// had.
final class HintBook {

    private final Path root;
    private final Path file;
    private final PrintWriter out;

    HintBook(Path root, PrintWriter out) {
        this.root = root;
        this.out = out;
        file = root.resolve(".course").resolve("hints.properties");
    }

    /// Shows what the last failure means, where that is known, and the next hint.
    void showNext(CourseExercise exercise) throws IOException {
        ExerciseHints hints = new ExerciseHints(exercise);
        List<Hint> all = hints.all();
        if (all.isEmpty()) {
            out.println("There are no hints for " + exercise.label() + ".");
            return;
        }
        knownReason(exercise, hints)
                .ifPresent(reason -> {
                    out.println("Your last check failed in a way that is known: " + reason);
                    out.println();
                });
        Properties shown = read();
        int next = Integer.parseInt(shown.getProperty(exercise.number(), "0")) % all.size();
        Hint hint = all.get(next);
        out.printf(
                "Hint %d of %d for %s: %s%n%n%s%n",
                next + 1, all.size(), exercise.label(), hint.title(), hint.text());
        shown.setProperty(exercise.number(), Integer.toString(next + 1));
        write(shown);
        out.println();
        out.println(
                next + 1 < all.size()
                        ? "Go back to your code first. The next hint: the same command again."
                        : "That was the last hint. The same command begins again.");
    }

    private Optional<String> knownReason(CourseExercise exercise, ExerciseHints hints)
            throws IOException {
        Optional<KeptProgress.Entry> last =
                new KeptProgress(root, exercise.lesson().id()).of(exercise.number());
        if (last.isEmpty() || last.get().state() != State.FAILING) {
            return Optional.empty();
        }
        return hints.knownReason(last.get().failure());
    }

    private Properties read() throws IOException {
        Properties shown = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                shown.load(in);
            }
        }
        return shown;
    }

    private void write(Properties shown) throws IOException {
        Files.createDirectories(file.getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            shown.store(out, "How many hints have been shown. May be deleted.");
        }
    }
}
