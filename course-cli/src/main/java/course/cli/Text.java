package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.RunResult;
import course.cli.engine.TestResult;
import course.cli.engine.TestSelection;
import course.cli.engine.WrongAnswer;
import course.testkit.LessonText;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course text`: does the text say what the code does? With `--update` it is made to.
@Command(
        name = "text",
        description =
                "Checks the lessons' snippets, transcripts and diagrams; --update rewrites them.")
final class Text implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Option(
            names = "--update",
            description =
                    "Rewrites them from the code and from runs, and the IDEs' run configurations.")
    private boolean update;

    @Parameters(paramLabel = "LESSON", description = "Without it: all lessons.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws IOException {
        course.needsSolutions(spec);
        List<Lesson> lessons = new ArrayList<>();
        for (String name : names) {
            lessons.add(course.lesson(spec, name));
        }
        Engine engine = new Engine(Demo.workFolder(course), true);
        boolean good = true;
        for (Lesson lesson : names.isEmpty() ? course.lessons() : lessons) {
            good &= update ? isRewritten(engine, lesson) : isAsTheCode(engine, lesson);
        }
        if (update) {
            int written = new IdeFiles(course.root(), course.lessons()).write();
            say("run configurations: " + (written == 0 ? "as they were" : written + " rewritten"));
        }
        return good ? 0 : Course.FAILED;
    }

    private boolean isAsTheCode(Engine engine, Lesson lesson) throws IOException {
        RunResult run =
                engine.run(
                        lesson,
                        JavaFiles.in(lesson.solutionSources()),
                        TestSelection.textOf(lesson));
        boolean good = isGood(run);
        say(lesson.id() + (good ? "  the text says what the code does" : "  the text has drifted"));
        return good;
    }

    /// The recordings come first: the README shows them.
    private boolean isRewritten(Engine engine, Lesson lesson) throws IOException {
        RunResult peers = engine.rewrite(lesson, TestSelection.peersOf(lesson));
        if (!peers.with(Verdict.ABORTED).isEmpty()) {
            say(
                    lesson.id()
                            + "  what nc and curl say was not recorded anew: "
                            + peers.with(Verdict.ABORTED).getFirst().message());
        }
        boolean good =
                isGood(peers) && isGood(engine.rewrite(lesson, TestSelection.textOf(lesson)));
        rewriteFailures(engine, lesson);
        say(lesson.id() + (good ? "  rewritten; see: git diff" : "  not rewritten"));
        return good;
    }

    /// What the tests say to wrong answers that the README shows.
    private static void rewriteFailures(Engine engine, Lesson lesson) throws IOException {
        Path readme = lesson.folder().resolve("README.md");
        Map<String, List<String>> failures = new TreeMap<>();
        for (Path folder : lesson.wrongAnswers()) {
            String name = folder.getFileName().toString();
            if (LessonText.failuresShown(readme).containsKey(name)) {
                WrongAnswer wrong = WrongAnswer.in(folder);
                engine
                        .run(
                                lesson,
                                JavaFiles.in(lesson.solutionSources(), folder),
                                TestSelection.exerciseOf(lesson, wrong.testClass(), wrong.method()))
                        .with(Verdict.FAILED)
                        .stream()
                        .findFirst()
                        .ifPresent(test -> failures.put(name, test.message().lines().toList()));
            }
        }
        LessonText.rewriteFailures(readme, failures);
    }

    private boolean isGood(RunResult run) {
        run.compileErrors().forEach(this::say);
        List<TestResult> failed = run.with(Verdict.FAILED);
        failed.forEach(test -> say(test.test() + "\n" + test.message()));
        if (!run.complete()) {
            say("The JVM of the tests ran out of time or died.\n" + run.output());
        }
        return run.compileErrors().isEmpty() && failed.isEmpty() && run.complete();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
