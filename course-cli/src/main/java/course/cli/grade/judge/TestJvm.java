package course.cli.grade.judge;

import course.cli.engine.Engine;
import course.cli.grade.sandbox.Job;
import course.cli.grade.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// How the JVM is started in which a submission's tests run.
final class TestJvm {

    private static final Job.Limits LIMITS = new Job.Limits(1_024, 1_024, 600, 64, 12_000, 65_536);

    /// JUnit's limit for one test. No step of ours waits so long.
    private static final int TEST_SECONDS = 30;

    private static final int TRAINING_SECONDS = 120;

    private static final String SECOND_CLASSES = "-Dcourse.second.classes=";

    private final List<String> testJvm;
    private final Sandbox sandbox;
    private final Libraries libraries;

    TestJvm(Engine engine, Sandbox sandbox) throws IOException {
        testJvm = engine.testJvm();
        this.sandbox = sandbox;
        libraries = Libraries.ofTests(engine);
    }

    /// The job that runs tests against the classes of one submission. Where all tests start the
    /// student's code in a process of its own, it cannot come into theirs.
    ///
    /// @param lesson the jar of the lesson
    /// @param secret a file in a folder of this job alone
    Job job(Path lesson, Path classes, Path secret, List<String> selectors) {
        boolean outside = selectors.stream().anyMatch(ExpectedTest::isOutside);
        boolean inside = !selectors.stream().allMatch(ExpectedTest::isOutside);
        List<Path> ours = concat(libraries.classPath(), List.of(lesson));
        List<Path> all = concat(ours, List.of(classes));
        List<Path> readable =
                concat(libraries.readable(), List.of(lesson, classes, secret.getParent()));
        Path cache = startCache(lesson);
        List<String> start = concat(List.of(java()), options());
        if (Files.exists(cache)) {
            readable = concat(readable, List.of(cache));
            start = concat(start, List.of("-XX:AOTCache=" + cache));
        }
        List<String> main =
                concat(
                        List.of("-cp", join(inside ? all : ours), JudgeWorker.class.getName()),
                        List.of(secret.toString()),
                        selectors);
        List<String> second = outside ? second(lesson, classes, secret.getParent()) : List.of();
        return new Job(concat(start, second, main), readable, secret.getParent(), LIMITS);
    }

    /// How the tests start the student's code: with what that needs. To show it the other libraries
    /// too, and to look for its classes there first, would cost twice the time of its start.
    private List<String> second(Path lesson, Path classes, Path workingFolder) {
        List<Path> needed = List.of(libraries.testkit(), lesson, classes);
        Job seen = new Job(List.of(), needed, workingFolder, LIMITS);
        return List.of(
                "-Dcourse.second.prefix=" + String.join("\n", sandbox.innerPrefix(seen)),
                SECOND_CLASSES + join(needed));
    }

    /// Runs the tests of our solution once and keeps what the JVM has learnt: later ones start in a
    /// third of the time. Blocks, some seconds. Without effect where the class path holds folders,
    /// as it does in the tests of this program.
    ///
    /// @param selectors the first one's class stands in the package of the exercises
    void train(Path lesson, Path solution, List<String> selectors)
            throws IOException, InterruptedException {
        Path cache = startCache(lesson);
        if (Files.exists(cache) || libraries.classPath().stream().anyMatch(Files::isDirectory)) {
            return;
        }
        Path unfinished = Files.createTempFile(lesson.getParent(), "start", ".aot");
        List<Path> ofSecond = List.of(libraries.testkit(), lesson, solution);
        List<String> learn =
                List.of("-XX:AOTCacheOutput=" + unfinished, SECOND_CLASSES + join(ofSecond));
        List<String> main =
                List.of(
                        "-cp",
                        join(concat(libraries.classPath(), List.of(lesson))),
                        TrainingWorker.class.getName(),
                        solution.toString());
        Process process =
                new ProcessBuilder(concat(List.of(java()), options(), learn, main, selectors))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)
                && process.exitValue() == 0
                && Files.size(unfinished) > 0) {
            Files.move(unfinished, cache, StandardCopyOption.REPLACE_EXISTING);
        } else {
            process.destroyForcibly();
            Files.deleteIfExists(unfinished);
        }
    }

    /// The JDK refuses one that does not fit.
    private static Path startCache(Path lesson) {
        return lesson.resolveSibling(lesson.getFileName().toString().replace(".jar", ".aot"));
    }

    /// What a jar or a cache depends on besides the lesson.
    String version() throws IOException {
        return Hash.of(libraries.classPath()) + String.join(" ", options()) + java();
    }

    @SafeVarargs
    private static <T> List<T> concat(List<T>... parts) {
        List<T> all = new ArrayList<>();
        for (List<T> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(testJvm);
        options.addAll(List.of("-Xmx256m", "-XX:MaxMetaspaceSize=128m"));
        options.addAll(List.of("-XX:MaxDirectMemorySize=64m", "-XX:-UsePerfData"));
        // It runs for a second: most of what is compiled is not called often enough to pay for it.
        options.add("-XX:CompileThresholdScaling=8");
        // Nobody may look into this JVM from outside, and only the worker writes to its output.
        options.addAll(List.of("-XX:+DisableAttachMechanism", "-XX:+DisplayVMOutputToStderr"));
        options.add("-Xlog:disable");
        options.add("-Djunit.jupiter.execution.timeout.default=" + TEST_SECONDS + " s");
        return options;
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
