package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.Submission;
import course.cli.grade.sandbox.Job;
import course.cli.grade.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One submission and one lesson in, one grade out. Nothing that a submission does is an error
/// here; only what the machine or the course lacks is. Safe for use by many threads.
public final class Judge implements AutoCloseable {

    /// So many threads more than jobs are of use: a submission of which a test has to run again
    /// alone on the machine waits for that, while others are judged.
    public static final int MOST_WAITING = Machine.MOST_WAITING;

    private final Engine engine;
    private final Sandbox sandbox;
    private final Machine machine;
    private final Compilers compilers;
    private final TestJvm jvm;
    private final Kits kits;

    /// A judge whose compilers start when they are needed.
    ///
    /// @param jobs how many submissions are judged at a time, however many threads ask
    /// @param loud takes what a teacher must know: a test that our own solution does not pass here
    public Judge(Engine engine, Sandbox sandbox, int jobs, Consumer<String> loud)
            throws IOException {
        this.engine = engine;
        this.sandbox = sandbox;
        machine = new Machine(jobs);
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
            TestSession session = machine.shared(() -> run(kit, folder, build, exercises));
            if (session.isInDoubt()) {
                machine.alone(() -> {
                    session.runAgain();
                    return session;
                });
            }
            for (CourseExercise exercise : exercises) {
                Build.Problem problem = build.problems().get(exercise.number());
                put(
                        grades,
                        problem == null
                                ? Grades.tested(exercise, expected(kit, exercise), session.grades())
                                : Grades.problem(exercise, problem.state(), problem.text()));
            }
        }
    }

    private TestSession run(
            LessonKit kit, JobFolder folder, Build build, List<CourseExercise> exercises)
            throws IOException, InterruptedException {
        Path classes = build.of(exercises);
        Set<String> sound =
                exercises.stream().map(CourseExercise::number).collect(Collectors.toSet());
        sound.removeAll(build.problems().keySet());
        List<ExpectedTest> all = kit.inOrder();
        TestSession session =
                new TestSession(tests -> {
                    Path secret = folder.secret();
                    List<String> selectors = ExpectedTest.selectors(tests, all);
                    Job job = jvm.job(kit.jar(), classes, secret, selectors);
                    return TestRun.of(sandbox, job, tests, secret);
                });
        session.run(all.stream().filter(test -> sound.contains(test.exercise())).toList());
        return session;
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
