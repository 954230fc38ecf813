package course.cli.engine;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import course.testkit.Exercise;
import course.testkit.TestOutcome;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/// The other JVM: runs tests and writes each result to its standard output at once, so that what
/// was judged before a crash is kept. What the code prints goes to the standard error.
///
/// The JVM's own class path holds libraries only, all of them jars, so that it can start from an
/// AOT cache. The lesson, its tests and what the student wrote come in a class loader of their own.
///
/// Arguments: the class path of the lesson, the package, the simple name of a class, the name of a
/// method.
final class TestWorker implements TestExecutionListener {

    private final DataOutputStream results;
    private TestPlan plan;

    private TestWorker(DataOutputStream results) {
        this.results = results;
    }

    public static void main(String[] args) throws IOException {
        // Never closed: what a student left running must not fail in another way than before.
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(urls(args[0]), loaderOfLibraries()));
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
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            System.setOut(System.err);
            LauncherFactory.create(config).execute(request, new TestWorker(results));
            TestResult.writeEnd(results);
        }
        // Threads that a student left behind must not keep this JVM alive.
        System.exit(0);
    }

    private static ClassLoader loaderOfLibraries() {
        return TestWorker.class.getClassLoader();
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
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
