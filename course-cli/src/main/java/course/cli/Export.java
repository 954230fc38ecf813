package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.TestResult;
import course.cli.engine.TestSelection;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course export --student DIR`: the course as students get it.
@Command(
        name = "export",
        description =
                "Writes the students' edition: no solutions, no wrong answers, nothing for teachers.")
final class Export implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Option(
            names = "--student",
            required = true,
            paramLabel = "DIR",
            description = "The folder to write it to. It must not exist, or be empty.")
    private Path target;

    @Override
    public Integer call() throws IOException {
        course.needsSolutions(spec);
        Path folder = target.toAbsolutePath().normalize();
        if (folder.startsWith(course.root())) {
            throw new ParameterException(
                    spec.commandLine(), target + " is inside the course. Name a folder elsewhere.");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new ParameterException(
                    spec.commandLine(), target + " is not empty. Nothing was written.");
        }
        List<String> faults = begun();
        if (!faults.isEmpty()) {
            faults.forEach(fault -> spec.commandLine().getErr().println("./course: " + fault));
            return Course.FAILED;
        }
        new StudentEdition(course.root(), course.lessons()).writeTo(folder);
        PrintWriter out = spec.commandLine().getOut();
        List<String> dangling = new Links(folder).dangling();
        dangling.forEach(link -> out.println("FAULT  " + link));
        out.println("The students' edition stands in " + folder);
        out.println("Try it there: mvn test");
        out.flush();
        return dangling.isEmpty() ? 0 : Course.FAILED;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /// Whoever exports may have solved exercises in this folder.
    private List<String> begun() throws IOException {
        Engine engine = new Engine(Demo.workFolder(course), true);
        List<String> faults = new ArrayList<>();
        for (Lesson lesson : course.lessons()) {
            engine
                    .run(
                            lesson,
                            JavaFiles.in(lesson.exerciseSources()),
                            TestSelection.exercisesOf(lesson))
                    .tests()
                    .stream()
                    .filter(test -> test.verdict() != Verdict.NOT_STARTED)
                    .map(TestResult::exercise)
                    .distinct()
                    .map(number ->
                            "exercise "
                                    + number
                                    + " is not as students get it. Nothing was written. First:"
                                    + " ./course reset "
                                    + number)
                    .forEach(faults::add);
        }
        return faults;
    }
}
