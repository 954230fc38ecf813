package course.cli;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line behind `./course`. Status: 0 done, 1 checks failed, 2 usage, 3 the machine
/// lacks something.
@Command(
        name = "./course",
        description = "Without a command: how far you are, and what is next.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListExercises.class,
            Demo.class,
            Run.class,
            Check.class,
            ShowHint.class,
            ShowSolution.class,
            Reset.class,
            Doctor.class,
            Verify.class,
            Text.class,
            Export.class,
            Grade.class,
            Train.class
        })
public final class Course implements Callable<Integer> {

    static final int FAILED = 1;
    static final int ENVIRONMENT = 3;

    @Spec private CommandSpec spec;

    @Option(
            names = "--plain",
            description = "No colours, nothing drawn: for logs and screen readers.")
    private boolean plain;

    /// The folder that holds the lessons. `./course` passes it on.
    private final Path root;

    private final InputStream keyboard;

    Course(Path root, InputStream keyboard) {
        this.root = root;
        this.keyboard = keyboard;
    }

    public static void main(String[] args) {
        System.exit(
                commandLine(Path.of(System.getProperty("course.root", ".")), System.in)
                        .execute(args));
    }

    static CommandLine commandLine(Path root, InputStream keyboard) {
        CommandLine all = new CommandLine(new Course(root.toAbsolutePath().normalize(), keyboard));
        // What follows the program's name is for the program.
        all.getSubcommands().get("run").setStopAtPositional(true);
        return all.setUsageHelpWidth(80)
                .setParameterExceptionHandler((wrong, _) -> {
                    wrong.getCommandLine()
                            .getErr()
                            .println("./course: " + sentence(wrong) + " Help: ./course --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((thrown, commandLine, _) -> {
                    commandLine.getErr().println("./course: " + sentence(thrown));
                    return ENVIRONMENT;
                });
    }

    private static String sentence(ParameterException wrong) {
        boolean atTheTop = wrong.getCommandLine().getParent() == null;
        if (atTheTop
                && wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()) {
            return "There is no command \"" + unmatched.getUnmatched().getFirst() + "\".";
        }
        return wrong.getMessage();
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
    public Integer call() throws IOException {
        new Overview(this, spec.commandLine().getOut()).print();
        return 0;
    }

    /// Colours on a terminal only, and not where `NO_COLOR` is set.
    Ansi colours() {
        return plain ? Ansi.OFF : Ansi.AUTO;
    }

    /// Whether lines may be drawn and drawn again.
    boolean isOnTerminal() {
        return colours().enabled();
    }

    /// A file as it is seen from the folder in which `./course` stands.
    String seen(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    Path root() {
        return root;
    }

    InputStream keyboard() {
        return keyboard;
    }

    List<Lesson> lessons() throws IOException {
        return Lesson.allIn(root);
    }

    /// For the commands of authors and teachers.
    ///
    /// @throws ParameterException with one line, in the students' edition
    void needsSolutions(CommandSpec command) throws IOException {
        if (lessons().stream().anyMatch(lesson -> !Files.isDirectory(lesson.solutionSources()))) {
            throw new ParameterException(
                    command.commandLine(),
                    "This edition of the course has no solutions: "
                            + command.name()
                            + " needs the teachers' edition.");
        }
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

    /// The exercises of that name: all of a lesson, or the one with that number, or without a name
    /// the one that is next.
    ///
    /// @throws ParameterException with one line, when there is none
    List<CourseExercise> exercises(CommandSpec command, String name) throws IOException {
        if (name == null) {
            return new StudentProgress(root, lessons())
                    .next()
                    .map(next -> List.of(next.exercise()))
                    .orElseThrow(() ->
                            new ParameterException(
                                    command.commandLine(), "All exercises are done."));
        }
        return name.contains(".")
                ? List.of(exercise(command, name))
                : CourseExercise.of(lesson(command, name));
    }

    /// The exercise with that number.
    ///
    /// @throws ParameterException with one line, when there is none
    CourseExercise exercise(CommandSpec command, String number) throws IOException {
        for (Lesson lesson : lessons()) {
            for (CourseExercise exercise : CourseExercise.of(lesson)) {
                if (exercise.number().equals(number)) {
                    return exercise;
                }
            }
        }
        throw new ParameterException(
                command.commandLine(),
                "There is no exercise \"" + number + "\". All of them: ./course list.");
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
