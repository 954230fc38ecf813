package course.cli;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line behind `./course`. Status: 0 done, 1 checks failed, 2 usage, 3 the machine
/// lacks something.
@Command(
        name = "./course",
        description = "Runs the course's programs and checks the course.",
        mixinStandardHelpOptions = true,
        subcommands = {Demo.class, Run.class, Verify.class})
public final class Course implements Runnable {

    static final int FAILED = 1;
    static final int ENVIRONMENT = 3;

    @Spec private CommandSpec spec;

    /// The folder that holds the lessons. `./course` passes it on.
    private final Path root;

    Course(Path root) {
        this.root = root;
    }

    public static void main(String[] args) {
        System.exit(commandLine(Path.of(System.getProperty("course.root", "."))).execute(args));
    }

    static CommandLine commandLine(Path root) {
        return new CommandLine(new Course(root.toAbsolutePath().normalize()))
                .setUsageHelpWidth(80)
                .setStopAtPositional(true)
                .setParameterExceptionHandler((wrong, _) -> {
                    wrong.getCommandLine()
                            .getErr()
                            .println("./course: " + wrong.getMessage() + " Help: ./course --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((thrown, commandLine, _) -> {
                    commandLine.getErr().println("./course: " + sentence(thrown));
                    return ENVIRONMENT;
                });
    }

    /// A missing file or a full disk is told in a line; only our own mistakes get a stack trace.
    private static String sentence(Exception thrown) {
        if (thrown instanceof IOException || thrown instanceof IllegalStateException) {
            return thrown.getMessage();
        }
        thrown.printStackTrace();
        return "this is a mistake in the course itself, please report it: " + thrown;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    Path root() {
        return root;
    }

    List<Lesson> lessons() throws IOException {
        return Lesson.allIn(root);
    }

    /// The lesson of that name: `lesson02`, `lesson02-tcp-oneway`, `02` and `2` all mean the same.
    ///
    /// @throws ParameterException with one line, when there is none
    Lesson lesson(CommandSpec command, String name) throws IOException {
        return lessons().stream()
                .filter(lesson -> isNameOf(lesson, name))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                command.commandLine(),
                                "There is no lesson \"" + name + "\". There is: " + names() + "."));
    }

    private static boolean isNameOf(Lesson lesson, String name) {
        String number = lesson.id().substring("lesson".length());
        return List.of(
                        lesson.id(),
                        lesson.folder().getFileName().toString(),
                        number,
                        number.replaceFirst("^0", ""))
                .contains(name.replaceFirst("/$", ""));
    }

    private String names() {
        try {
            return lessons().stream().map(Lesson::id).collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "none, " + e.getMessage();
        }
    }
}
