package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.RunResult;
import course.cli.engine.TestResult;
import course.cli.engine.TestSelection;
import course.testkit.ExerciseProgress;
import course.testkit.KeptProgress;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges a student's exercises and keeps what came out for `./course`. A mistake in one exercise
/// does not touch the others: what does not compile together is compiled one by one, and what ends
/// the JVM of the tests is found in the same way.
final class ExerciseCheck {

    private static final String ENDED =
            "The JVM that ran the tests ended before all of them had run.\n"
                    + "Does your code call System.exit, or does it loop without an end?";

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+;");

    private final Path root;
    private final Engine engine;

    /// What the tests said of one exercise.
    ///
    /// @param tests in the order in which they ran; empty when the code does not compile
    /// @param compileErrors the compiler's lines; empty when it compiled
    /// @param printed what the code printed while it was tested
    record Outcome(
            CourseExercise exercise,
            ExerciseProgress progress,
            List<TestResult> tests,
            List<String> compileErrors,
            String printed) {}

    ExerciseCheck(Path root, Engine engine) {
        this.root = root;
        this.engine = engine;
    }

    /// Judges exercises of one lesson or of several. Blocks.
    ///
    /// @throws IllegalStateException when the lesson itself does not compile
    List<Outcome> judge(List<CourseExercise> exercises) throws IOException {
        Map<Lesson, List<CourseExercise>> lessons = new LinkedHashMap<>();
        for (CourseExercise exercise : exercises) {
            lessons.computeIfAbsent(exercise.lesson(), _ -> new ArrayList<>()).add(exercise);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<Lesson, List<CourseExercise>> lesson : lessons.entrySet()) {
            List<Outcome> judged = judge(lesson.getKey(), lesson.getValue());
            keep(lesson.getKey(), judged);
            outcomes.addAll(judged);
        }
        return outcomes;
    }

    private List<Outcome> judge(Lesson lesson, List<CourseExercise> exercises) throws IOException {
        if (exercises.size() > 1) {
            JavaFiles all = JavaFiles.in(lesson.exerciseSources());
            RunResult run = engine.run(lesson, all, TestSelection.exercisesOf(lesson).inside());
            if (run.compileErrors().isEmpty() && run.complete() && areInPlace(exercises)) {
                return exercises.stream().map(exercise -> outcome(exercise, run)).toList();
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (CourseExercise exercise : exercises) {
            outcomes.add(outcome(exercise, alone(exercise)));
        }
        return outcomes;
    }

    private static boolean areInPlace(List<CourseExercise> exercises) throws IOException {
        for (CourseExercise exercise : exercises) {
            if (misplaced(exercise).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private RunResult alone(CourseExercise exercise) throws IOException {
        Optional<String> misplaced = misplaced(exercise);
        if (misplaced.isPresent()) {
            return new RunResult(List.of(misplaced.get()), List.of(), true, "");
        }
        return engine.run(
                exercise.lesson(),
                exercise.alone(exercise.source()),
                TestSelection.exerciseOf(exercise.lesson(), exercise.testName(), "").inside());
    }

    /// An IDE may have moved the class to another package: the tests would look for it in vain.
    private static Optional<String> misplaced(CourseExercise exercise) throws IOException {
        String wanted = "package " + exercise.lesson().id() + ".exercise;";
        if (!Files.exists(exercise.source())) {
            return Optional.of(exercise.source() + ": error: this file is missing");
        }
        Matcher declared = PACKAGE.matcher(Files.readString(exercise.source()));
        boolean right = declared.find() && declared.group().strip().equals(wanted);
        return right
                ? Optional.empty()
                : Optional.of(exercise.source() + ": error: this class must stand in: " + wanted);
    }

    private Outcome outcome(CourseExercise exercise, RunResult run) {
        List<TestResult> tests =
                run.tests().stream()
                        .filter(test -> test.exercise().equals(exercise.number()))
                        .toList();
        ExerciseProgress progress =
                new ExerciseProgress(exercise.number(), exercise.title(), exercise.points());
        tests.forEach(test -> progress.add(test.method(), test.verdict(), test.message()));
        List<String> errors = run.compileErrors().stream().map(this::seenFromRoot).toList();
        reasonOfNoVerdict(run)
                .ifPresent(reason -> progress.add(exercise.className(), Verdict.FAILED, reason));
        return new Outcome(exercise, progress, tests, errors, run.output());
    }

    private Optional<String> reasonOfNoVerdict(RunResult run) {
        if (!run.compileErrors().isEmpty()) {
            return Optional.of("It does not compile.");
        }
        return run.complete() ? Optional.empty() : Optional.of(ENDED);
    }

    private String seenFromRoot(String compilerLine) {
        return compilerLine.replace(root + java.io.File.separator, "");
    }

    private void keep(Lesson lesson, List<Outcome> outcomes) throws IOException {
        KeptProgress kept = new KeptProgress(root, lesson.id());
        for (Outcome outcome : outcomes) {
            kept.put(outcome.progress(), outcome.exercise().source());
        }
        kept.write();
    }
}
