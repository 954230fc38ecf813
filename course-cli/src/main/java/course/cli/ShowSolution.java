package course.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course solution EXERCISE`: our answer, once the student has one.
@Command(name = "solution", description = "Shows our answer, when yours is done: solution 2.3")
final class ShowSolution implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Option(names = "--spoil", description = "Shows it before yours is done.")
    private boolean spoil;

    @Parameters(paramLabel = "EXERCISE", description = "For example 2.3.")
    private String number;

    @Override
    public Integer call() throws IOException {
        CourseExercise exercise = course.exercise(spec, number);
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.exists(exercise.solution())) {
            out.println("This edition of the course has no solutions. Your teacher has them.");
            return Course.ENVIRONMENT;
        }
        if (!spoil && !new StudentProgress(course.root(), course.lessons()).of(exercise).isDone()) {
            out.println(
                    exercise.label()
                            + " is not done yet. First: ./course check "
                            + exercise.number());
            out.println("To see the answer all the same: ./course solution --spoil " + number);
            return Course.FAILED;
        }
        out.println("One right answer, " + course.seen(exercise.solution()) + ":");
        out.println();
        out.print(Files.readString(exercise.solution()));
        out.flush();
        return 0;
    }
}
