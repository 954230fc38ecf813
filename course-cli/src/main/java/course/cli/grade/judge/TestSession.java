package course.cli.grade.judge;

import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /// When so many tests of an exercise more than have passed ran into a limit or ended the JVM,
    /// the others of it are not run: they would wait for the same limit again and again.
    private static final int MOST_LOST = 5;

    /// The same for tests that ran into a limit that is meant to be never reached: those cost too
    /// much time to be set off against others.
    private static final int MOST_LONG = 3;

    private static final int MOST_STARTS_IN_VAIN = 2;

    /// Less waiting than this cannot have made a time limit run out: the shortest one in the course
    /// is longer.
    private static final long STARVED_MILLIS = 200;

    private final Starter starter;
    private final Map<String, TestGrade> grades = new HashMap<>();
    private final Set<ExpectedTest> doubtful = new HashSet<>();
    private List<ExpectedTest> order = List.of();

    /// Starts a JVM for these tests and follows it to its end. Blocks.
    @FunctionalInterface
    interface Starter {
        /// Does it.
        TestRun run(List<ExpectedTest> tests) throws IOException, InterruptedException;
    }

    TestSession(Starter starter) {
        this.starter = starter;
    }

    /// Runs the tests, once. Blocks.
    void run(List<ExpectedTest> tests) throws IOException, InterruptedException {
        order = tests;
        runAll(tests);
    }

    /// Whether some of them may have failed because the machine was busy.
    boolean isInDoubt() {
        return !doubtful.isEmpty();
    }

    /// Runs those once more; then what they say counts. To be called alone on the machine. Blocks.
    void runAgain() throws IOException, InterruptedException {
        doubtful.forEach(test -> grades.remove(test.id()));
        runAll(order.stream().filter(doubtful::contains).toList());
    }

    /// A grade for each of the tests, by its id.
    Map<String, TestGrade> grades() {
        return grades;
    }

    private void runAll(List<ExpectedTest> tests) throws IOException, InterruptedException {
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
                return;
            }
            left.removeIf(this::isGivenUp);
            startsInVain = left.size() == before ? startsInVain + 1 : 0;
        }
        left.forEach(test -> put(test, Verdict.NOT_RUN, NOT_RUN));
    }

    /// Takes the result of the test, if there is one.
    ///
    /// @return whether there is
    private boolean take(ExpectedTest test, TestRun run) {
        Event.Ended result = run.ended().get(test.id());
        if (result == null) {
            return false;
        }
        if (isGivenUp(test)) {
            return true; // alone on the machine, it may run behind one that now counts
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
        if (doubt) {
            doubtful.add(test);
        }
        put(test, result.limit() ? Verdict.TIME_LIMIT : Verdict.FAILED, result.message());
    }

    private void takeLost(ExpectedTest test, TestRun run) throws IOException, InterruptedException {
        TestRun last = run;
        if (!run.ranOneTest() && run.end() != TestRun.End.SILENCE) {
            last = starter.run(List.of(test));
            if (take(test, last)) {
                return;
            }
        }
        if (last.end() == TestRun.End.SILENCE) {
            doubtful.add(test);
        }
        switch (last.end()) {
            case PROCESSOR_TIME -> put(test, Verdict.TIME_LIMIT, PROCESSOR_TIME);
            case SILENCE -> put(test, Verdict.TIME_LIMIT, SILENCE);
            case DIED -> put(test, Verdict.ENDED_THE_JVM, ENDED_THE_JVM);
            case FINISHED -> put(test, Verdict.FAILED, NOT_REPORTED);
        }
    }

    /// Takes the test as not run, if too many of its exercise before it were lost. If one of those
    /// is in doubt because the machine was busy, this is too.
    ///
    /// @return whether that is so
    private boolean isGivenUp(ExpectedTest test) {
        List<ExpectedTest> before =
                order.subList(0, order.indexOf(test)).stream()
                        .filter(one -> one.exercise().equals(test.exercise()))
                        .toList();
        List<TestGrade> got =
                before.stream().map(one -> grades.get(one.id())).filter(Objects::nonNull).toList();
        if (!isTooMuch(got)) {
            return false;
        }
        if (before.stream().anyMatch(doubtful::contains)) {
            doubtful.add(test);
        }
        put(test, Verdict.NOT_RUN, NOT_RUN);
        return true;
    }

    /// Depends on what the tests before a test got, and on nothing else, so that it is the same in
    /// every run.
    private static boolean isTooMuch(List<TestGrade> before) {
        int lost = 0;
        int longOnes = 0;
        for (TestGrade grade : before) {
            boolean limit = grade.verdict() == Verdict.TIME_LIMIT;
            if (limit || grade.verdict() == Verdict.ENDED_THE_JVM) {
                lost++;
            } else if (grade.verdict() == Verdict.PASSED) {
                lost--;
            }
            if (limit && !TimeLimit.isOfAStep(grade.message())) {
                longOnes++;
            }
        }
        return lost >= MOST_LOST || longOnes >= MOST_LONG;
    }

    private void put(ExpectedTest test, Verdict verdict, String message) {
        grades.put(test.id(), new TestGrade(test.name(), verdict, message));
    }
}
