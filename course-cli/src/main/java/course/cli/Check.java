package course.cli;

import course.cli.ExerciseCheck.Outcome;
import course.cli.engine.Engine;
import course.testkit.ExerciseProgress.State;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course check`: what the tests say to the student's code, without Maven. Status 0 when no test
/// fails, 1 when one does.
@Command(
        name = "check",
        description = "Tests what you wrote: check lesson02, check 2.3, check --watch")
final class Check implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Option(names = "--watch", description = "Stays, and tests the exercise at each save.")
    private boolean watch;

    @Parameters(
            paramLabel = "LESSON|EXERCISE",
            arity = "0..1",
            description = "For example lesson02 or 2.3. Without it: what is next.")
    private String name;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<CourseExercise> chosen = course.exercises(spec, name);
        ExerciseCheck check =
                new ExerciseCheck(course.root(), new Engine(Demo.workFolder(course), true));
        CheckReport report = new CheckReport(spec.commandLine().getOut(), course.colours());
        if (watch) {
            return new Watch(course, check, report, spec.commandLine().getOut())
                    .run(chosen, course.keyboard());
        }
        List<Outcome> outcomes = check.judge(chosen);
        report.print(outcomes);
        if (name == null || chosen.size() == 1) {
            new Advice(course, spec.commandLine().getOut()).after(outcomes.getFirst());
        }
        return outcomes.stream().anyMatch(Check::isFailing) ? Course.FAILED : 0;
    }

    private static boolean isFailing(Outcome outcome) {
        return outcome.progress().state() == State.FAILING;
    }
}
