package course.testkit;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// What became of one test. `className` is the simple name of the test class, `name` the method,
/// with the arguments of a parameterized test. `exerciseTest` is the class that carries the
/// [Exercise]; empty for tests of worked programs and of the text.
public record TestOutcome(
        String lesson,
        String className,
        String name,
        Optional<Class<?>> exerciseTest,
        Verdict verdict,
        String message,
        Throwable thrown) {

    /// `ABORTED` means that the machine lacks something, and the message says what.
    public enum Verdict {
        PASSED,
        FAILED,
        NOT_STARTED,
        ABORTED
    }

    /// Reads what JUnit reports.
    public static TestOutcome of(TestPlan plan, TestIdentifier test, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        Verdict verdict =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> Verdict.PASSED;
                    case FAILED -> Verdict.FAILED;
                    case ABORTED ->
                            thrown instanceof NotStarted ? Verdict.NOT_STARTED : Verdict.ABORTED;
                };
        String declaring = classNameOf(plan, test);
        Optional<Class<?>> annotated = annotatedClass(declaring);
        return new TestOutcome(
                declaring.replaceAll("\\..*", ""),
                annotated.map(Class::getSimpleName).orElse(simpleNameOf(declaring)),
                nameOf(plan, test),
                annotated,
                verdict,
                messageOf(thrown),
                thrown);
    }

    /// The exercise that the test belongs to.
    public Optional<Exercise> exercise() {
        return exerciseTest.map(type -> type.getAnnotation(Exercise.class));
    }

    private static String messageOf(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        boolean speaksForItself =
                thrown instanceof TraceFailure
                        || thrown instanceof NotStarted
                        || (thrown.getClass() == AssertionError.class
                                && thrown.getMessage() != null);
        return speaksForItself || thrown instanceof org.opentest4j.TestAbortedException
                ? thrown.getMessage()
                : thrown.toString();
    }

    private static String nameOf(TestPlan plan, TestIdentifier test) {
        if (!(test.getSource().orElse(null) instanceof MethodSource method)) {
            return test.getDisplayName();
        }
        boolean oneOfMany =
                plan.getParent(test)
                        .flatMap(TestIdentifier::getSource)
                        .filter(MethodSource.class::isInstance)
                        .isPresent();
        return oneOfMany
                ? method.getMethodName() + " " + test.getDisplayName()
                : method.getMethodName();
    }

    /// A test made by a factory has no source of its own: then its parent's counts.
    private static String classNameOf(TestPlan plan, TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return method.getClassName();
        }
        if (source instanceof ClassSource type) {
            return type.getClassName();
        }
        return plan.getParent(test)
                .map(parent -> classNameOf(plan, parent))
                .orElse(test.getDisplayName());
    }

    private static String simpleNameOf(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
    }

    /// Nested test classes belong to the exercise of the class around them.
    private static Optional<Class<?>> annotatedClass(String className) {
        try {
            Class<?> type =
                    Class.forName(className, false, Thread.currentThread().getContextClassLoader());
            while (type != null && !type.isAnnotationPresent(Exercise.class)) {
                type = type.getEnclosingClass();
            }
            return Optional.ofNullable(type);
        } catch (ClassNotFoundException | LinkageError _) {
            return Optional.empty();
        }
    }
}
