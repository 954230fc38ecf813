package course.cli.grade.judge;

import course.testkit.Exercise;
import course.testkit.TestOutcome;
import course.testkit.TestOutcome.Verdict;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The JVM in the sandbox: runs tests and reports each [Event] at once on its standard output. What
/// the student's code prints goes to the standard error.
///
/// The secret comes in a file. No class of the student is loaded before that file is gone, so that
/// nothing that the code starts can read it.
///
/// Everything stands on the JVM's own class path, the student's classes last: so most of the
/// classes come from the AOT cache, and nothing of the course can be replaced.
///
/// Arguments: the file with the secret (empty for a run of our own), JUnit's selectors.
final class JudgeWorker implements TestExecutionListener {

    private static final int LONGEST_MESSAGE = 10_000;
    private static final int PATIENCE_MILLIS = 30_000;

    private final PrintStream results;
    private final String secret;
    private final Starvation starvation = new Starvation();
    private TestPlan plan;

    private JudgeWorker(PrintStream results, String secret) {
        this.results = results;
        this.secret = secret;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream results =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        JudgeWorker worker = new JudgeWorker(results, secret(args[0]));
        worker.report(new Event.Ready());
        awaitThatNobodyCanReadIt(args[0]);
        List<String> selectors = Arrays.asList(args).subList(1, args.length);
        // What these report cannot be touched by the student's code, which has not run here yet.
        worker.run(selectors.stream().filter(ExpectedTest::isOutside).toList());
        worker.run(selectors.stream().filter(one -> !ExpectedTest.isOutside(one)).toList());
        worker.report(new Event.Finished());
        if (args[0].isEmpty()) {
            System.exit(0); // the JDK writes down what it has learnt
        }
        // Not exit: what the student registered for the end must not keep this JVM.
        Runtime.getRuntime().halt(0);
    }

    /// Without a file there is none: for a run of our own.
    private static String secret(String file) throws IOException {
        return file.isEmpty() ? "" : Files.readString(Path.of(file));
    }

    private static void awaitThatNobodyCanReadIt(String file)
            throws IOException, InterruptedException {
        for (int waited = 0; !file.isEmpty() && Files.exists(Path.of(file)); waited++) {
            if (waited > PATIENCE_MILLIS) {
                throw new IOException("the secret is still there");
            }
            Thread.sleep(1);
        }
    }

    private void run(List<String> selectors) {
        if (selectors.isEmpty()) {
            return;
        }
        List<? extends DiscoverySelector> tests =
                selectors.stream().flatMap(one -> DiscoverySelectors.parse(one).stream()).toList();
        LauncherConfig config =
                LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        LauncherFactory.create(config)
                .execute(LauncherDiscoveryRequestBuilder.request().selectors(tests).build(), this);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            report(new Event.Begins(test.getUniqueId()));
            starvation.begin();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isContainer() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        long starved = failed ? starvation.endMillis() : 0;
        Event.Ended ended = ended(test, result, starved);
        report(ended);
        if (ended.limit()
                || result.getThrowable().filter(JudgeWorker::exhaustsTheJvm).isPresent()) {
            // Threads that still run, or memory that is still held, must not harm the next test.
            Runtime.getRuntime().halt(1);
        }
    }

    /// The code of a student may have written the exception, and even its message may throw.
    private Event.Ended ended(TestIdentifier test, TestExecutionResult result, long starved) {
        String id = test.getUniqueId();
        try {
            TestOutcome outcome = TestOutcome.of(plan, test, result);
            String message = cut(String.valueOf(outcome.message()));
            return new Event.Ended(
                    id,
                    outcome.verdict(),
                    TimeLimit.isIn(message),
                    starved,
                    outcome.exercise().map(Exercise::number).orElse(""),
                    cut(outcome.className() + "." + outcome.name()),
                    message);
        } catch (RuntimeException | Error _) {
            String message = "It threw an exception whose message cannot be read.";
            return new Event.Ended(id, Verdict.FAILED, false, starved, "", "", message);
        }
    }

    private static boolean exhaustsTheJvm(Throwable thrown) {
        Optional<Throwable> cause = Optional.of(thrown);
        for (int depth = 0; depth < 20 && cause.isPresent(); depth++) {
            if (cause.get() instanceof OutOfMemoryError) {
                return true;
            }
            cause = causeOf(cause.get());
        }
        return false;
    }

    private static Optional<Throwable> causeOf(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getCause());
        } catch (RuntimeException | Error _) {
            return Optional.empty(); // a student's own class
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }

    /// A line of its own, whatever a stranger may have written before.
    private synchronized void report(Event event) {
        results.print("\n" + event.line(secret) + "\n");
        results.flush();
    }
}
