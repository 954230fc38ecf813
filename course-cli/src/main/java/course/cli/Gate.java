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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What must hold for one lesson before anybody else sees it. Each fault is a sentence that names
/// what is wrong.
final class Gate {

    private final Engine engine;
    private final Lesson lesson;
    private final PrintWriter out;

    Gate(Engine engine, Lesson lesson, PrintWriter out) {
        this.engine = engine;
        this.lesson = lesson;
        this.out = out;
    }

    /// Runs all checks and prints one line for each that holds. Blocks, a minute or so.
    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>(new LessonFiles(lesson).faults());
        say(
                faults.isEmpty()
                        ? "files are as they should be"
                        : "files: " + faults.size() + " faults");
        try {
            JavaFiles solution = JavaFiles.in(lesson.solutionSources());
            RunResult solved = engine.run(lesson, solution, TestSelection.exercisesOf(lesson));
            faults.addAll(solutionFaults(solved));
            faults.addAll(
                    stubFaults(
                            engine.run(
                                    lesson,
                                    JavaFiles.in(lesson.exerciseSources()),
                                    TestSelection.exercisesOf(lesson)),
                            solved));
            faults.addAll(aloneFaults());
            faults.addAll(new LessonFiles(lesson).textFaults(exercisesIn(solved)));
            faults.addAll(catalogFaults(exercisesIn(solved)));
            faults.addAll(textDrift(engine.run(lesson, solution, TestSelection.textOf(lesson))));
            faults.addAll(wrongAnswerFaults());
        } catch (IllegalStateException e) {
            faults.add("does not compile: " + e.getMessage());
        }
        return faults;
    }

    private List<String> solutionFaults(RunResult run) {
        List<String> faults = new ArrayList<>(unfinished("the solution", run));
        run.tests().stream()
                .filter(test -> test.verdict() != Verdict.PASSED)
                .forEach(test ->
                        faults.add(
                                "the solution does not pass "
                                        + test.test()
                                        + ":\n"
                                        + test.message()));
        if (faults.isEmpty()) {
            say("solution: " + run.tests().size() + " tests pass");
        }
        return faults;
    }

    private List<String> stubFaults(RunResult run, RunResult solved) {
        List<String> faults = new ArrayList<>(unfinished("the stubs", run));
        run.tests().stream()
                .filter(test -> test.verdict() != Verdict.NOT_STARTED)
                .forEach(test ->
                        faults.add(
                                "the stub of "
                                        + test.exercise()
                                        + " should be \"not started\" in "
                                        + test.test()
                                        + ", but that test is "
                                        + test.verdict()
                                        + "\n"
                                        + test.message()));
        if (faults.isEmpty() && run.tests().size() != solved.tests().size()) {
            faults.add(
                    "the stubs ran "
                            + run.tests().size()
                            + " tests, the solution "
                            + solved.tests().size());
        }
        if (faults.isEmpty()) {
            say(
                    "stubs: "
                            + exercisesIn(run).size()
                            + " exercises are \"not started\" in all "
                            + run.tests().size()
                            + " tests");
        }
        return faults;
    }

    /// `./course check 2.3` compiles one exercise without the others.
    private List<String> aloneFaults() throws IOException {
        List<String> faults = new ArrayList<>();
        for (CourseExercise exercise : CourseExercise.of(lesson)) {
            RunResult run =
                    engine.run(
                            lesson,
                            exercise.alone(exercise.source()),
                            TestSelection.exerciseOf(lesson, exercise.testName(), ""));
            boolean open = run.tests().size() == run.with(Verdict.NOT_STARTED).size();
            if (!open || run.tests().isEmpty()) {
                faults.add(
                        "the stub of "
                                + exercise.number()
                                + " needs another exercise: alone it is not \"not started\"\n"
                                + String.join("\n", run.compileErrors())
                                + run.with(Verdict.FAILED).stream()
                                        .findFirst()
                                        .map(TestResult::message)
                                        .orElse(""));
            }
        }
        return faults;
    }

    /// The command line reads the annotations as text; the tests that ran know better.
    private List<String> catalogFaults(Map<String, String> titles) throws IOException {
        Map<String, String> read = new TreeMap<>();
        CourseExercise.of(lesson)
                .forEach(exercise -> read.put(exercise.number(), exercise.title()));
        return read.equals(titles)
                ? List.of()
                : List.of(
                        "the exercises of the tests that ran are "
                                + titles
                                + ", but ./course list reads "
                                + read
                                + ": write @Exercise(number, title, points, of) in this order");
    }

    private List<String> textDrift(RunResult run) {
        List<String> faults = new ArrayList<>(unfinished("the check of the text", run));
        run.with(Verdict.FAILED)
                .forEach(test -> faults.add("the text has drifted:\n" + test.message()));
        if (faults.isEmpty()) {
            say(
                    "text: "
                            + run.tests().size()
                            + " snippets, transcripts and figures are what the code says");
        }
        return faults;
    }

    private static List<String> unfinished(String what, RunResult run) {
        if (!run.compileErrors().isEmpty()) {
            return List.of(what + " does not compile:\n" + String.join("\n", run.compileErrors()));
        }
        if (!run.complete()) {
            return List.of(
                    what + ": the JVM of the tests ran out of time or died\n" + run.output());
        }
        return run.tests().isEmpty() ? List.of(what + ": no test ran\n" + run.output()) : List.of();
    }

    private List<String> wrongAnswerFaults() throws IOException {
        List<Path> folders = lesson.wrongAnswers();
        List<String> faults = new ArrayList<>();
        // Most of the time such an answer makes somebody wait for what never comes.
        try (ExecutorService judges =
                Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors())) {
            List<Future<Optional<String>>> verdicts =
                    folders.stream().map(folder -> judges.submit(() -> faultOf(folder))).toList();
            for (int i = 0; i < folders.size(); i++) {
                String name = folders.get(i).getFileName().toString();
                verdictOf(verdicts.get(i))
                        .ifPresent(fault -> faults.add("wrong answer " + name + ": " + fault));
            }
        }
        if (faults.isEmpty()) {
            say("wrong answers: all " + folders.size() + " are caught by the test they name");
        }
        return faults;
    }

    private Optional<String> faultOf(Path folder) throws IOException {
        WrongAnswer wrong = WrongAnswer.in(folder);
        JavaFiles sources = JavaFiles.in(lesson.solutionSources(), folder);
        RunResult run =
                engine.run(
                        lesson,
                        sources,
                        TestSelection.exerciseOf(lesson, wrong.testClass(), wrong.method()));
        if (!run.compileErrors().isEmpty()) {
            return Optional.of("does not compile:\n" + String.join("\n", run.compileErrors()));
        }
        if (run.tests().isEmpty()) {
            return Optional.of("there is no test " + wrong.test() + " " + run.output().strip());
        }
        List<String> messages = run.with(Verdict.FAILED).stream().map(TestResult::message).toList();
        if (messages.isEmpty()) {
            return Optional.of(whoCatches(wrong, sources));
        }
        if (messages.stream().noneMatch(message -> onOneLine(message).contains(wrong.message()))) {
            return Optional.of(
                    "caught, but the message has no \""
                            + wrong.message()
                            + "\":\n"
                            + messages.getFirst());
        }
        return shownOtherwise(folder.getFileName().toString(), messages.getFirst());
    }

    private String whoCatches(WrongAnswer wrong, JavaFiles sources) throws IOException {
        return engine
                .run(lesson, sources, TestSelection.exerciseOf(lesson, wrong.testClass(), ""))
                .with(Verdict.FAILED)
                .stream()
                .findFirst()
                .map(other -> wrong.test() + " does not catch it, but " + other.test() + " does")
                .orElse("no test catches it");
    }

    /// Traces break long lines.
    private static String onOneLine(String message) {
        return message.replaceAll("\\s+", " ");
    }

    /// The README may show what the tests say to this answer; then it must be what they say.
    private Optional<String> shownOtherwise(String wrongAnswer, String message) throws IOException {
        List<String> shown =
                LessonText.failuresShown(lesson.folder().resolve("README.md")).get(wrongAnswer);
        return shown == null || shown.equals(message.lines().toList())
                ? Optional.empty()
                : Optional.of("README.md shows another failure than this one:\n" + message);
    }

    private static Optional<String> verdictOf(Future<Optional<String>> verdict) throws IOException {
        try {
            return verdict.get();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<String, String> exercisesIn(RunResult run) {
        Map<String, String> titles = new TreeMap<>();
        run.tests().forEach(test -> titles.put(test.exercise(), test.title()));
        return titles;
    }

    private void say(String holds) {
        out.println(lesson.id() + "  " + holds);
        out.flush();
    }
}
