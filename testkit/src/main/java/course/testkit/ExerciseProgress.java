package course.testkit;

import course.testkit.TestOutcome.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How far one exercise is, in one run.
final class ExerciseProgress {

    /// `2.10` comes after `2.9`.
    static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt((String number) -> part(number, 0))
                    .thenComparingInt(number -> part(number, 1));

    private static final int WIDTH = 80;

    private final Exercise exercise;
    private final List<TestOutcome> outcomes = new ArrayList<>();

    ExerciseProgress(Exercise exercise) {
        this.exercise = exercise;
    }

    void add(TestOutcome outcome) {
        outcomes.add(outcome);
    }

    String number() {
        return exercise.number();
    }

    String title() {
        return exercise.title();
    }

    int points() {
        return exercise.points();
    }

    /// All that could be judged here passed: a test that needs Docker does not hold a student up.
    boolean isDone() {
        long passed = count(Verdict.PASSED);
        return passed > 0 && passed + count(Verdict.ABORTED) == outcomes.size();
    }

    /// Where the student writes, seen from the root of the course.
    String sourceFile() {
        return lessonFolder()
                + "src/exercise/java/"
                + exercise.of().getName().replace('.', '/')
                + ".java";
    }

    void print(PrintStream out) {
        out.printf("  %-6s%-46s%s%n", exercise.number(), exercise.title(), state());
        outcomes.stream()
                .filter(outcome -> outcome.verdict() == Verdict.FAILED)
                .findFirst()
                .ifPresent(first ->
                        out.println(
                                cut(
                                        "         "
                                                + first.name()
                                                + ": "
                                                + firstLineThatFailed(first))));
    }

    /// Maven and `./course` run the tests inside the lesson's folder; an IDE may do otherwise.
    private static String lessonFolder() {
        String folder = Path.of("").toAbsolutePath().getFileName().toString();
        return folder.startsWith("lesson") ? folder + "/" : "";
    }

    private String state() {
        long judged = outcomes.size() - count(Verdict.ABORTED);
        long failed = count(Verdict.FAILED);
        long notStarted = count(Verdict.NOT_STARTED);
        if (failed > 0) {
            return "FAILING: " + failed + " of " + Summary.plural(judged, "test");
        }
        if (judged == 0) {
            return "not judged: see \"Not run\"";
        }
        if (notStarted == judged) {
            return "not started";
        }
        return notStarted == 0
                ? "done"
                : "begun: "
                        + count(Verdict.PASSED)
                        + " of "
                        + Summary.plural(judged, "test")
                        + " pass";
    }

    private long count(Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /// Of a trace the step that failed and what was wrong with it, of anything else the first line.
    private static String firstLineThatFailed(TestOutcome outcome) {
        List<String> lines = outcome.message().lines().filter(line -> !line.isBlank()).toList();
        for (int i = 0; i < lines.size() - 1; i++) {
            int failed = lines.get(i).indexOf(Trace.FAILED);
            if (failed >= 0) {
                return lines.get(i).substring(failed + Trace.FAILED.length()).strip()
                        + ": "
                        + lines.get(i + 1).strip();
            }
        }
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
    }

    private static int part(String number, int index) {
        return Integer.parseInt(number.split("\\.")[index]);
    }
}
