package course.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course hint EXERCISE`: the next of three hints.
@Command(name = "hint", description = "Shows the next of three hints: hint 2.3")
final class ShowHint implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EXERCISE", description = "For example 2.3.")
    private String number;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        new HintBook(course.root(), out).showNext(course.exercise(spec, number));
        out.flush();
        return 0;
    }
}
