package course.cli.engine;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import course.testkit.Exercise;
import course.testkit.TestOutcome;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The other JVM: runs tests and writes each result to a file at once, so that what was judged
/// before a crash is kept. Arguments: the file, the package, a pattern for the names of the test
/// classes.
final class TestWorker implements TestExecutionListener {

    private final DataOutputStream results;
    private TestPlan plan;

    private TestWorker(DataOutputStream results) {
        this.results = results;
    }

    public static void main(String[] args) throws IOException {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(args[1]))
                        .filters(
                                includeClassNamePatterns(
                                        args[2].isEmpty() ? ".*" : "(.*\\.)?" + args[2]),
                                methodFilter(args[3]))
                        .build();
        LauncherConfig config =
                LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        try (DataOutputStream results =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
            LauncherFactory.create(config).execute(request, new TestWorker(results));
        }
        // Threads that a student left behind must not keep this JVM alive.
        System.exit(0);
    }

    private static PostDiscoveryFilter methodFilter(String name) {
        return test ->
                FilterResult.includedIf(
                        name.isEmpty()
                                || !(test.getSource().orElse(null) instanceof MethodSource method)
                                || method.getMethodName().equals(name));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isContainer() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        TestOutcome outcome = TestOutcome.of(plan, test, result);
        Optional<Exercise> exercise = outcome.exercise();
        try {
            new TestResult(
                            exercise.map(Exercise::number).orElse(""),
                            exercise.map(Exercise::title).orElse(""),
                            exercise.map(Exercise::points).orElse(0),
                            outcome.className() + "." + outcome.name(),
                            outcome.verdict(),
                            outcome.message())
                    .writeTo(results);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
