package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.engine.CompiledLesson;
import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.grade.sandbox.Sandbox;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Makes the [LessonKit] of each lesson once, and runs our solution for it: what it does not pass
/// in this sandbox cannot be asked of a student.
final class Kits {

    private final Engine engine;
    private final Sandbox sandbox;
    private final Machine machine;
    private final TestJvm jvm;
    private final Consumer<String> loud;
    private final Map<String, LessonKit> made = new HashMap<>();

    Kits(Engine engine, Sandbox sandbox, Machine machine, TestJvm jvm, Consumer<String> loud) {
        this.engine = engine;
        this.sandbox = sandbox;
        this.machine = machine;
        this.jvm = jvm;
        this.loud = loud;
    }

    /// Blocks while it is made, half a minute or so for the first time on a machine.
    synchronized LessonKit of(Lesson lesson) throws IOException, InterruptedException {
        LessonKit kit = made.get(lesson.id());
        if (kit == null) {
            kit = machine.alone(() -> make(lesson));
            made.put(lesson.id(), kit);
        }
        return kit;
    }

    private LessonKit make(Lesson lesson) throws IOException, InterruptedException {
        CompiledLesson compiled = engine.compiled(lesson);
        Path tests = compiled.tests().getFirst();
        String name = lesson.id() + "-judge-" + Hash.of(compiled.toString(), jvm.version());
        Path jar = LessonJar.of(compiled, engine.work().resolve(name + ".jar"));
        return new LessonKit(
                lesson,
                CourseExercise.of(lesson),
                compiled,
                jar,
                new ClassCheck(
                        lesson.id() + ".exercise", compiled.solution(), compiled.stubs(), tests),
                JavaFiles.in(lesson.handedOut()).files().keySet(),
                expected(lesson, compiled, jar));
    }

    private List<ExpectedTest> expected(Lesson lesson, CompiledLesson compiled, Path jar)
            throws IOException, InterruptedException {
        List<String> inside = testClasses(lesson, compiled, "exercise");
        List<String> outside = testClasses(lesson, compiled, "exercise/outside");
        jvm.train(
                jar,
                compiled.solution(),
                Stream.concat(inside.stream(), outside.stream()).toList());
        String name = jar.getFileName().toString().replace(".jar", "");
        Path kept = jar.resolveSibling(name + "-" + Hash.of(sandbox.inWords()) + ".txt");
        if (Files.exists(kept)) {
            return ExpectedTest.read(kept);
        }
        List<ExpectedTest> expected = new ArrayList<>(passed(compiled, jar, inside));
        if (!outside.isEmpty()) {
            expected.addAll(passed(compiled, jar, outside));
        }
        ExpectedTest.write(expected, kept);
        return expected;
    }

    /// Selectors of the test classes in a folder.
    private static List<String> testClasses(Lesson lesson, CompiledLesson compiled, String folder)
            throws IOException {
        Path classes = compiled.tests().getFirst().resolve(lesson.id()).resolve(folder);
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        String packageName = lesson.id() + "." + folder.replace('/', '.') + ".";
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+Test\\.class"))
                    .map(name -> "class:" + packageName + name.replace(".class", ""))
                    .sorted()
                    .toList();
        }
    }

    /// Tests from outside run without the others: so they are proven to need no class of a student.
    /// What does not pass at once gets a second chance: it counts for everybody.
    private List<ExpectedTest> passed(CompiledLesson compiled, Path jar, List<String> selectors)
            throws IOException, InterruptedException {
        TestRun first = run(compiled, jar, selectors);
        List<String> failed =
                first.ended().values().stream()
                        .filter(result -> result.verdict() != Verdict.PASSED)
                        .map(result -> "uid:" + result.id())
                        .toList();
        Map<String, Event.Ended> second =
                failed.isEmpty() ? Map.of() : run(compiled, jar, failed).ended();
        List<ExpectedTest> passed = new ArrayList<>();
        for (Event.Ended result : first.ended().values()) {
            Event.Ended last = second.getOrDefault(result.id(), result);
            if (last.verdict() == Verdict.PASSED) {
                passed.add(new ExpectedTest(last.id(), last.exercise(), last.name()));
            } else {
                loud.accept(
                        "Our own solution does not pass "
                                + last.name()
                                + " in this sandbox: it is not asked of anybody. It says:\n"
                                + last.message());
            }
        }
        return passed;
    }

    private TestRun run(CompiledLesson compiled, Path jar, List<String> selectors)
            throws IOException, InterruptedException {
        try (JobFolder folder = new JobFolder(engine.work())) {
            Path secret = folder.secret();
            TestRun run =
                    TestRun.ofUnknown(
                            sandbox, jvm.job(jar, compiled.solution(), secret, selectors), secret);
            if (run.ended().isEmpty()) {
                throw new IllegalStateException(
                        "The tests cannot be run in this sandbox ("
                                + sandbox.inWords()
                                + "):\n"
                                + run.output());
            }
            return run;
        }
    }
}
