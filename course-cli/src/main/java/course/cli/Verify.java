package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course verify`: the author's gate.
@Command(
        name = "verify",
        description =
                "Checks the course itself: stubs are open, solutions pass, wrong answers are caught, hints exist.")
final class Verify implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "LESSON", description = "Without it: all lessons.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws IOException {
        course.needsSolutions(spec);
        List<Lesson> lessons = new ArrayList<>();
        for (String name : names) {
            lessons.add(course.lesson(spec, name));
        }
        PrintWriter out = spec.commandLine().getOut();
        Engine engine = new Engine(Demo.workFolder(course), true);
        int faults = 0;
        for (Lesson lesson : names.isEmpty() ? course.lessons() : lessons) {
            List<String> found = new Gate(engine, lesson, out).faults();
            found.forEach(
                    fault -> out.println("FAULT  " + lesson.folder().getFileName() + ": " + fault));
            faults += found.size();
        }
        if (names.isEmpty()) {
            List<String> found = new ArrayList<>(new Links(course.root()).dangling());
            found.addAll(new IdeFiles(course.root(), course.lessons()).faults());
            found.forEach(fault -> out.println("FAULT  " + fault));
            faults += found.size();
        }
        out.println(
                faults == 0
                        ? "verify: no faults"
                        : "verify: " + faults + (faults == 1 ? " fault" : " faults"));
        out.flush();
        return faults == 0 ? 0 : Course.FAILED;
    }
}
