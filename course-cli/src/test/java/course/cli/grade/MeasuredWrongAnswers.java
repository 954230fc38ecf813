package course.cli.grade;

import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.RunResult;
import course.cli.engine.TestResult;
import course.cli.engine.TestSelection;
import course.cli.engine.WrongAnswer;
import course.cli.grade.WrongAnswerScores.Exercise;
import course.cli.grade.WrongAnswerScores.Score;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Measures what the wrong answers of a lesson get, with the engine of `./course check`. Each runs
/// twice: some races are lost only sometimes. What has once varied, or is not what was kept, is
/// kept as varying; to begin anew, delete the file.
final class MeasuredWrongAnswers {

    private static final int RUNS = 2;

    private final Engine engine;
    private final Lesson lesson;

    private MeasuredWrongAnswers(Engine engine, Lesson lesson) {
        this.engine = engine;
        this.lesson = lesson;
    }

    /// Writes the scores of some lessons anew. Takes minutes for each.
    ///
    /// @param args a folder for compiled classes, then the lessons: `lesson02 lesson06`
    public static void main(String[] args) throws IOException {
        Engine engine = new Engine(Path.of(args[0]), true);
        List<String> asked = Arrays.asList(args).subList(1, args.length);
        for (Lesson lesson : Lesson.allIn(Path.of(".."))) {
            if (asked.contains(lesson.id())) {
                new MeasuredWrongAnswers(engine, lesson).scores().write(lesson);
            }
        }
    }

    private WrongAnswerScores scores() throws IOException {
        Map<String, Score> before =
                WrongAnswerScores.isKept(lesson)
                        ? WrongAnswerScores.of(lesson).answers()
                        : Map.of();
        WrongAnswerScores scores = new WrongAnswerScores(new TreeMap<>(), new TreeMap<>());
        RunResult solved =
                engine.run(
                        lesson,
                        JavaFiles.in(lesson.solutionSources()),
                        TestSelection.exercisesOf(lesson));
        Map<String, List<TestResult>> tests =
                solved.tests().stream()
                        .collect(Collectors.groupingBy(test -> exerciseOf(test.test())));
        tests.forEach((name, ofIt) -> {
            TestResult one = ofIt.getFirst();
            List<String> names = ofIt.stream().map(TestResult::test).toList();
            scores.exercises().put(name, Exercise.of(one.exercise(), one.points(), names));
        });
        for (Path folder : lesson.wrongAnswers()) {
            String name = folder.getFileName().toString();
            Score score = measure(WrongAnswer.in(folder), scores);
            Score kept = before.getOrDefault(name, score);
            scores.answers()
                    .put(name, kept.score().equals(score.score()) ? score : varying(score, kept));
            System.out.println(lesson.id() + " " + name + " = " + scores.answers().get(name));
        }
        return scores;
    }

    /// The class that the student writes, of the name of a test.
    private static String exerciseOf(String test) {
        return test.replaceFirst("(?s)\\..*", "").replaceFirst("(Outside)?Test$", "");
    }

    private static Score varying(Score one, Score other) {
        List<String> always = one.failing().stream().filter(other.failing()::contains).toList();
        return new Score(one.exercise(), Optional.empty(), always);
    }

    private Score measure(WrongAnswer answer, WrongAnswerScores scores) throws IOException {
        String name = exerciseOf(answer.testClass());
        Exercise exercise = scores.exercises().get(name);
        List<List<String>> failing = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < RUNS; i++) {
            RunResult run =
                    engine.run(
                            lesson,
                            JavaFiles.in(lesson.solutionSources(), answer.folder()),
                            new TestSelection(
                                    lesson.id() + ".exercise", name + "(Outside)?Test", ""));
            complete &= run.tests().size() == exercise.tests();
            failing.add(
                    run.tests().stream()
                            .filter(test -> test.verdict() != Verdict.PASSED)
                            .map(TestResult::test)
                            .sorted()
                            .toList());
        }
        boolean same = complete && failing.stream().distinct().count() == 1;
        List<String> always =
                failing.getFirst().stream()
                        .filter(test -> failing.stream().allMatch(run -> run.contains(test)))
                        .toList();
        return new Score(
                exercise.number(),
                same ? Optional.of(exercise.score(always)) : Optional.empty(),
                always);
    }
}
