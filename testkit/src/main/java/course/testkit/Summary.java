package course.testkit;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Prints failures as they come and, at the end of a run, how far each exercise is. The JUnit
/// launcher finds this class by itself (`META-INF/services`), in Maven and in an IDE.
public final class Summary implements TestExecutionListener {

    private final PrintStream out;
    private final Map<String, ExerciseProgress> exercises =
            new TreeMap<>(ExerciseProgress.BY_NUMBER);
    private final Map<String, AtomicInteger> notRun = new LinkedHashMap<>();
    private TestPlan plan;
    private int passed;
    private int failed;

    /// Prints to `System.out`.
    public Summary() {
        this(System.out);
    }

    Summary(PrintStream out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        TestOutcome outcome = TestOutcome.of(plan, test, result);
        if (test.isContainer() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        outcome.exercise()
                .ifPresentOrElse(
                        exercise -> progressOf(exercise).add(outcome), () -> countPlain(outcome));
        if (outcome.verdict() == TestOutcome.Verdict.ABORTED) {
            count(outcome.message());
        }
        if (outcome.verdict() == TestOutcome.Verdict.FAILED) {
            print(outcome);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        if (passed + failed + notRun.size() + exercises.size() == 0) {
            return;
        }
        out.println();
        exercises.values().forEach(progress -> progress.print(out));
        if (!exercises.isEmpty()) {
            printTotals();
        }
        if (passed + failed > 0) {
            String what = exercises.isEmpty() ? "Tests: " : "Worked programs and text: ";
            out.println(
                    what
                            + plural(passed, "test")
                            + " passed"
                            + (failed > 0 ? ", " + failed + " FAILED." : "."));
        }
        notRun.forEach((reason, times) ->
                out.println("Not run: " + plural(times.get(), "test") + ". " + reason));
        out.flush();
    }

    private void printTotals() {
        long done = exercises.values().stream().filter(ExerciseProgress::isDone).count();
        int points =
                exercises.values().stream()
                        .filter(ExerciseProgress::isDone)
                        .mapToInt(ExerciseProgress::points)
                        .sum();
        int all = exercises.values().stream().mapToInt(ExerciseProgress::points).sum();
        out.println();
        out.println(
                "Exercises done: "
                        + done
                        + " of "
                        + exercises.size()
                        + ", points: "
                        + points
                        + " of "
                        + all
                        + ".");
        exercises.values().stream()
                .filter(progress -> !progress.isDone())
                .findFirst()
                .ifPresent(next ->
                        out.println(
                                "Next: "
                                        + next.number()
                                        + " "
                                        + next.title()
                                        + ", in "
                                        + next.sourceFile()));
    }

    private ExerciseProgress progressOf(Exercise exercise) {
        return exercises.computeIfAbsent(exercise.number(), _ -> new ExerciseProgress(exercise));
    }

    private void countPlain(TestOutcome outcome) {
        switch (outcome.verdict()) {
            case PASSED -> passed++;
            case FAILED -> failed++;
            case NOT_STARTED -> count(outcome.message());
            case ABORTED -> {} // counted with those of the exercises
        }
    }

    private void count(String reason) {
        notRun.computeIfAbsent(reason, _ -> new AtomicInteger()).incrementAndGet();
    }

    private void print(TestOutcome outcome) {
        out.println();
        out.println(
                "FAILED  "
                        + outcome.exercise()
                                .map(e -> e.number() + " " + e.title() + ": ")
                                .orElse("")
                        + outcome.className()
                        + "."
                        + outcome.name());
        out.println(outcome.message());
        if (outcome.thrown() != null) {
            Arrays.stream(outcome.thrown().getStackTrace())
                    .filter(HangReport::isLessonCode)
                    .limit(4)
                    .forEach(frame -> out.println("    at " + frame));
        }
    }

    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
