package course.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final Map<String, ExerciseRun> exercises = new TreeMap<>(ExerciseProgress.BY_NUMBER);
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
        outcome.exerciseTest()
                .ifPresentOrElse(
                        exerciseTest -> count(outcome, exerciseTest), () -> countPlain(outcome));
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
        exercises.values().forEach(run -> run.progress().print(out));
        if (!exercises.isEmpty()) {
            printTotals();
            keep();
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
        List<ExerciseRun> done =
                exercises.values().stream().filter(run -> run.progress().isDone()).toList();
        out.println();
        out.println(
                "Exercises done: "
                        + done.size()
                        + " of "
                        + exercises.size()
                        + ", points: "
                        + points(done)
                        + " of "
                        + points(exercises.values())
                        + ".");
        exercises.values().stream()
                .filter(run -> !run.progress().isDone())
                .findFirst()
                .ifPresent(next ->
                        out.println(
                                "Next: "
                                        + next.progress().number()
                                        + " "
                                        + next.progress().title()
                                        + ", in "
                                        + next.sourceFile()));
    }

    private static int points(Collection<ExerciseRun> runs) {
        return runs.stream().mapToInt(run -> run.progress().points()).sum();
    }

    /// Lets `./course` know. A run that counts stubs as failed is the author's or the teacher's.
    private void keep() {
        if ("strict".equals(System.getProperty("exercises"))) {
            return;
        }
        try {
            for (ExerciseRun run : exercises.values()) {
                run.keep();
            }
        } catch (IOException e) {
            out.println("Your progress could not be kept for ./course: " + e.getMessage());
        }
    }

    private void count(TestOutcome outcome, Class<?> exerciseTest) {
        Exercise exercise = exerciseTest.getAnnotation(Exercise.class);
        exercises
                .computeIfAbsent(exercise.number(), _ -> new ExerciseRun(exercise))
                .add(outcome, exerciseTest);
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
