package course.cli.grade.judge;

import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All tests of one submission in one lesson, in as many JVMs as that takes. A test that ends the
/// JVM costs itself, and the others run in a fresh one.
///
/// A test during which the JVM ended is run once more in a JVM of its own: what a test before has
/// left running may have ended it. A test that failed while its threads had to wait for a
/// processor, or may have had to, is run once more alone on the machine.
final class TestSession {

    static final String NOT_RUN =
            "Not run: the tests before it have ended the JVM, or have not ended, too often.";
    static final String ENDED_THE_JVM =
            "The JVM ended while this test ran. Does the code call System.exit or"
                    + " Runtime.halt?";
    static final String PROCESSOR_TIME =
            "This test was stopped: it had used the processor for 20 seconds. Is there a loop that"
                    + " does not end?";
    static final String SILENCE =
            "This test was stopped: it had not ended after 100 seconds, and did nothing.";
    static final String NOT_REPORTED = "This test has not reported how it ended.";

    /// After so many such tests of one exercise, the others of it are not run.
    private static final int MOST_LOST = 3;

    private static final int MOST_STARTS_IN_VAIN = 2;

    /// Less waiting than this cannot have made a time limit run out: the shortest one in the course
    /// is longer.
    private static final long STARVED_MILLIS = 200;

    private final Machine machine;
    private final Starter starter;
    private final Map<String, TestGrade> grades = new HashMap<>();
    private final Map<String, Integer> lost = new HashMap<>();
    private final Set<ExpectedTest> doubtful = new HashSet<>();
    private boolean alone;

    /// Starts a JVM for these tests and follows it to its end. Blocks.
    @FunctionalInterface
    interface Starter {
        /// Does it.
        TestRun run(List<ExpectedTest> tests) throws IOException, InterruptedException;
    }

    TestSession(Machine machine, Starter starter) {
        this.machine = machine;
        this.starter = starter;
    }

    /// Runs the tests, once. Blocks.
    ///
    /// @return a grade for each of them, by its id
    Map<String, TestGrade> run(List<ExpectedTest> tests) throws IOException, InterruptedException {
        machine.shared(() -> runAll(tests));
        if (!doubtful.isEmpty()) {
            alone = true;
            lost.clear();
            machine.alone(() -> runAll(tests.stream().filter(doubtful::contains).toList()));
        }
        return grades;
    }

    private Map<String, TestGrade> runAll(List<ExpectedTest> tests)
            throws IOException, InterruptedException {
        List<ExpectedTest> left = new ArrayList<>(tests);
        int startsInVain = 0;
        while (!left.isEmpty() && startsInVain < MOST_STARTS_IN_VAIN) {
            int before = left.size();
            TestRun run = starter.run(left);
            left.removeIf(test -> take(test, run));
            Optional<ExpectedTest> dying = run.lost();
            if (dying.isPresent()) {
                left.remove(dying.get());
                takeLost(dying.get(), run);
            } else if (run.end() == TestRun.End.FINISHED) {
                left.forEach(test -> put(test, Verdict.FAILED, NOT_REPORTED));
                return grades;
            }
            left.removeIf(this::isGivenUp);
            startsInVain = left.size() == before ? startsInVain + 1 : 0;
        }
        left.forEach(test -> put(test, Verdict.NOT_RUN, NOT_RUN));
        return grades;
    }

    /// Takes the result of the test, if there is one.
    ///
    /// @return whether there is
    private boolean take(ExpectedTest test, TestRun run) {
        Event.Ended result = run.ended().get(test.id());
        if (result == null) {
            return false;
        }
        switch (result.verdict()) {
            case PASSED -> put(test, Verdict.PASSED, "");
            case NOT_STARTED -> put(test, Verdict.NOT_STARTED, result.message());
            case ABORTED -> put(test, Verdict.FAILED, result.message());
            case FAILED -> takeFailed(test, result);
        }
        return true;
    }

    private void takeFailed(ExpectedTest test, Event.Ended result) {
        boolean doubt =
                result.starvedMillis() < 0
                        ? result.limit()
                        : result.starvedMillis() > STARVED_MILLIS;
        if (TimeLimit.isOfWholeTest(result.message())) {
            lost.merge(test.exercise(), 1, Integer::sum);
        }
        if (doubt && !alone) {
            doubtful.add(test);
        } else {
            put(test, result.limit() ? Verdict.TIME_LIMIT : Verdict.FAILED, result.message());
        }
    }

    private void takeLost(ExpectedTest test, TestRun run) throws IOException, InterruptedException {
        TestRun last = run;
        if (!run.ranOneTest() && run.end() != TestRun.End.SILENCE) {
            last = starter.run(List.of(test));
            if (take(test, last)) {
                return;
            }
        }
        lost.merge(test.exercise(), 1, Integer::sum);
        if (last.end() == TestRun.End.SILENCE && !alone) {
            doubtful.add(test);
            return;
        }
        switch (last.end()) {
            case PROCESSOR_TIME -> put(test, Verdict.TIME_LIMIT, PROCESSOR_TIME);
            case SILENCE -> put(test, Verdict.TIME_LIMIT, SILENCE);
            case DIED -> put(test, Verdict.ENDED_THE_JVM, ENDED_THE_JVM);
            case FINISHED -> put(test, Verdict.FAILED, NOT_REPORTED);
        }
    }

    /// Whether the test is not run, because too many of its exercise were lost. If the machine was
    /// busy then, that is seen once more when it is not.
    private boolean isGivenUp(ExpectedTest test) {
        if (lost.getOrDefault(test.exercise(), 0) < MOST_LOST) {
            return false;
        }
        if (!alone && doubtful.stream().anyMatch(one -> one.exercise().equals(test.exercise()))) {
            doubtful.add(test);
        } else {
            put(test, Verdict.NOT_RUN, NOT_RUN);
        }
        return true;
    }

    private void put(ExpectedTest test, Verdict verdict, String message) {
        grades.put(test.id(), new TestGrade(test.name(), verdict, message));
    }
}
