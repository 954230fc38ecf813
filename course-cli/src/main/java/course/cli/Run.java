package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course run LESSON PROGRAM ARGS`: a worked program in a JVM of its own, with this terminal.
@Command(name = "run", description = "Runs a lesson's program: run lesson02 OneWayServer 8888")
final class Run implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LESSON", description = "For example lesson02.")
    private String lesson;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PROGRAM",
            description = "Without it: a list of them.")
    private String program;

    @Parameters(index = "2..*", paramLabel = "ARGS", description = "What the program is given.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Lesson chosen = course.lesson(spec, lesson);
        List<String> programs = chosen.programs();
        if (program == null) {
            spec.commandLine().getOut().println("Programs of " + chosen.id() + ":");
            programs.forEach(name -> spec.commandLine().getOut().println("  " + name));
            return 0;
        }
        if (!programs.contains(program)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no program \""
                            + program
                            + "\" in "
                            + chosen.id()
                            + ". There is: "
                            + String.join(", ", programs)
                            + ".");
        }
        return start(
                new Engine(Demo.workFolder(course)).programs(chosen), chosen.id() + "." + program);
    }

    private int start(List<Path> classPath, String mainClass)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-cp"));
        command.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        Process started = new ProcessBuilder(command).inheritIO().start();
        // Who ends this program ends the one it started: else that one would keep its port.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy, "end of the program"));
        return started.waitFor();
    }
}
