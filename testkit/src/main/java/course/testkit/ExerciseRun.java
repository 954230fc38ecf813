package course.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/// One exercise in one run of JUnit: what its tests said, and whether all of them had their say.
final class ExerciseRun {

    private final Exercise exercise;
    private final ExerciseProgress progress;
    private final Set<Class<?>> classes = new HashSet<>();
    private final Set<String> tests = new HashSet<>();

    ExerciseRun(Exercise exercise) {
        this.exercise = exercise;
        progress = new ExerciseProgress(exercise.number(), exercise.title(), exercise.points());
    }

    void add(TestOutcome outcome, Class<?> testClass) {
        classes.add(testClass);
        tests.add(testClass.getName() + "." + outcome.name().replaceFirst(" .*", ""));
        progress.add(outcome.name(), outcome.verdict(), outcome.message());
    }

    ExerciseProgress progress() {
        return progress;
    }

    /// Where the student writes, seen from the root of the course. Maven and `./course` run the
    /// tests inside the lesson's folder; an IDE may do otherwise.
    String sourceFile() {
        String folder = Path.of("").toAbsolutePath().getFileName().toString();
        return (folder.startsWith("lesson") ? folder + "/" : "")
                + "src/exercise/java/"
                + exercise.of().getName().replace('.', '/')
                + ".java";
    }

    /// Keeps the result for `./course`, unless only some of the tests ran: they prove nothing for
    /// the others.
    void keep() throws IOException {
        Optional<Path> root = KeptProgress.rootAround(Path.of(""));
        if (root.isEmpty() || !sourceFile().startsWith("lesson") || !isComplete()) {
            return;
        }
        KeptProgress kept =
                new KeptProgress(root.get(), exercise.of().getName().replaceFirst("\\..*", ""));
        kept.put(progress, root.get().resolve(sourceFile()));
        kept.write();
    }

    private boolean isComplete() {
        return classes.stream().anyMatch(type -> type.getPackageName().endsWith(".exercise"))
                && classes.stream().allMatch(this::isComplete);
    }

    private boolean isComplete(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(
                        type, Testable.class, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(Method::getName)
                .allMatch(method -> tests.contains(type.getName() + "." + method));
    }
}
