package course.testkit;

import course.testkit.TestOutcome.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How far one exercise is, in one run of its tests. Maven, an IDE and `./course check` all say it
/// in these words.
public final class ExerciseProgress {

    /// `2.10` comes after `2.9`.
    public static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt((String number) -> part(number, 0))
                    .thenComparingInt(number -> part(number, 1));

    private static final int WIDTH = 80;

    private final String number;
    private final String title;
    private final int points;
    private final List<Judged> tests = new ArrayList<>();

    /// How far an exercise can be.
    public enum State {
        /// No test has got further than the stub.
        OPEN,
        /// Some tests pass, the others still meet a stub.
        BEGUN,
        /// At least one test fails.
        FAILING,
        /// All that could be judged here passed: a test that needs Docker does not hold a student
        /// up.
        DONE,
        /// The machine lacks what every one of the tests needs.
        NOT_JUDGED
    }

    private record Judged(String test, Verdict verdict, String message) {}

    public ExerciseProgress(String number, String title, int points) {
        this.number = number;
        this.title = title;
        this.points = points;
    }

    /// Takes a test's result in. `test` is its name within its class.
    public void add(String test, Verdict verdict, String message) {
        tests.add(new Judged(test, verdict, message));
    }

    public String number() {
        return number;
    }

    public String title() {
        return title;
    }

    public int points() {
        return points;
    }

    public State state() {
        if (count(Verdict.FAILED) > 0) {
            return State.FAILING;
        }
        if (judged() == 0) {
            return State.NOT_JUDGED;
        }
        if (count(Verdict.NOT_STARTED) == judged()) {
            return State.OPEN;
        }
        return count(Verdict.NOT_STARTED) == 0 ? State.DONE : State.BEGUN;
    }

    public boolean isDone() {
        return state() == State.DONE;
    }

    /// How many tests could be judged on this machine.
    public long judged() {
        return tests.size() - count(Verdict.ABORTED);
    }

    /// The number that belongs to the state: of a failing exercise the tests that fail, of any
    /// other the tests that pass.
    public long counted() {
        return count(state() == State.FAILING ? Verdict.FAILED : Verdict.PASSED);
    }

    /// The message of the first test that failed; empty when none did.
    public String firstFailure() {
        return tests.stream()
                .filter(test -> test.verdict == Verdict.FAILED)
                .map(Judged::message)
                .findFirst()
                .orElse("");
    }

    /// The state in words.
    public String inWords() {
        return inWords(state(), counted(), judged());
    }

    /// A state in words, with the numbers that belong to it.
    public static String inWords(State state, long counted, long judged) {
        return switch (state) {
            case OPEN -> "not started";
            case BEGUN -> "begun: " + counted + " of " + Summary.plural(judged, "test") + " pass";
            case FAILING -> "FAILING: " + counted + " of " + Summary.plural(judged, "test");
            case DONE -> "done";
            case NOT_JUDGED -> "not judged: see \"Not run\"";
        };
    }

    void print(PrintStream out) {
        out.printf("  %-6s%-46s%s%n", number, title, inWords());
        tests.stream()
                .filter(test -> test.verdict == Verdict.FAILED)
                .findFirst()
                .ifPresent(first ->
                        out.println(
                                cut("         " + first.test + ": " + firstLineThatFailed(first))));
    }

    private long count(Verdict verdict) {
        return tests.stream().filter(test -> test.verdict == verdict).count();
    }

    /// Of a trace the step that failed and what was wrong with it, of anything else the first line.
    private static String firstLineThatFailed(Judged test) {
        List<String> lines = test.message.lines().filter(line -> !line.isBlank()).toList();
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
