package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.Submission;
import course.cli.grade.TestGrade;
import course.cli.grade.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One submission and one lesson in, one grade out. Nothing that a submission does is an error
/// here; only what the machine or the course lacks is. Safe for use by many threads: as many
/// submissions are judged at once as there are threads that ask.
public final class Judge implements AutoCloseable {

    private final Engine engine;
    private final Sandbox sandbox;
    private final Machine machine = new Machine();
    private final Compilers compilers;
    private final TestJvm jvm;
    private final Kits kits;

    /// A judge whose compilers start when they are needed.
    ///
    /// @param loud takes what a teacher must know: a test that our own solution does not pass here
    public Judge(Engine engine, Sandbox sandbox, Consumer<String> loud) throws IOException {
        this.engine = engine;
        this.sandbox = sandbox;
        compilers = new Compilers(engine.release());
        jvm = new TestJvm(engine, sandbox);
        kits = new Kits(engine, sandbox, machine, jvm, loud);
    }

    /// Does for a lesson what is needed once: compiles it and runs our solution. [#judge] does the
    /// same where it has not been done. Blocks.
    public void prepare(Lesson lesson) throws IOException, InterruptedException {
        kits.of(lesson);
    }

    /// Judges. Blocks.
    ///
    /// @throws IOException when the machine fails: a full disk, no more processes
    public LessonGrade judge(Submission submission, Lesson lesson)
            throws IOException, InterruptedException {
        LessonKit kit = kits.of(lesson);
        Optional<Path> folder = Optional.ofNullable(submission.sources().get(lesson.id()));
        HandIn handIn = HandIn.of(kit, folder);
        Map<String, ExerciseGrade> grades = new HashMap<>();
        List<CourseExercise> begun = new ArrayList<>();
        for (CourseExercise exercise : kit.exercises()) {
            if (handIn.isMissing(exercise)) {
                String sentence = kit.file(exercise) + " was not handed in.";
                put(grades, Grades.problem(exercise, State.MISSING, sentence));
            } else if (handIn.isUntouched(exercise)) {
                put(grades, Grades.notStarted(exercise, expected(kit, exercise)));
            } else {
                begun.add(exercise);
            }
        }
        if (!begun.isEmpty()) {
            judge(handIn, begun, grades);
        }
        return new LessonGrade(
                lesson.id(),
                lesson.title(),
                kit.exercises().stream().map(one -> grades.get(one.number())).toList());
    }

    private void judge(
            HandIn handIn, List<CourseExercise> exercises, Map<String, ExerciseGrade> grades)
            throws IOException, InterruptedException {
        LessonKit kit = handIn.kit();
        try (JobFolder folder = new JobFolder(engine.work())) {
            Build build = new Build(compilers, handIn, folder.path());
            Path classes = machine.shared(() -> build.of(exercises));
            Set<String> sound = new LinkedHashSet<>();
            exercises.forEach(exercise -> sound.add(exercise.number()));
            sound.removeAll(build.problems().keySet());
            Map<String, TestGrade> tests = new HashMap<>();
            for (boolean outside : new boolean[] {false, true}) {
                tests.putAll(run(kit, folder, classes, outside, sound));
            }
            for (CourseExercise exercise : exercises) {
                Build.Problem problem = build.problems().get(exercise.number());
                put(
                        grades,
                        problem == null
                                ? Grades.tested(exercise, expected(kit, exercise), tests)
                                : Grades.problem(exercise, problem.state(), problem.text()));
            }
        }
    }

    private Map<String, TestGrade> run(
            LessonKit kit, JobFolder folder, Path classes, boolean outside, Set<String> numbers)
            throws IOException, InterruptedException {
        List<ExpectedTest> all = kit.expected(outside);
        List<ExpectedTest> wanted =
                all.stream().filter(test -> numbers.contains(test.exercise())).toList();
        TestSession session =
                new TestSession(
                        machine,
                        tests -> {
                            Path secret = folder.secret();
                            List<String> selectors = ExpectedTest.selectors(tests, all);
                            return TestRun.of(
                                    sandbox,
                                    jvm.job(kit.jar(), classes, secret, outside, selectors),
                                    tests,
                                    secret);
                        });
        return session.run(wanted);
    }

    private static List<ExpectedTest> expected(LessonKit kit, CourseExercise exercise) {
        return kit.expected().stream()
                .filter(test -> test.exercise().equals(exercise.number()))
                .toList();
    }

    private static void put(Map<String, ExerciseGrade> grades, ExerciseGrade grade) {
        grades.put(grade.number(), grade);
    }

    /// Ends the compilers. What is under way elsewhere ends with an error.
    @Override
    public void close() {
        compilers.close();
    }
}
