package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.testkit.Dialogue;
import course.testkit.LessonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course demo LESSON`: the dialogue that the lesson's README opens with, live, and with who
/// said what.
@Command(
        name = "demo",
        description = "Runs a lesson's programs together and shows who says what: demo lesson02")
final class Demo implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "LESSON", description = "For example lesson02.")
    private String lesson;

    @Override
    public Integer call() throws IOException {
        Lesson chosen = course.lesson(spec, lesson);
        List<String> script = LessonText.firstScript(chosen.folder().resolve("README.md"));
        PrintWriter out = spec.commandLine().getOut();
        List<URL> classPath = new ArrayList<>();
        for (Path entry : new Engine(workFolder(course)).programs(chosen)) {
            classPath.add(entry.toUri().toURL());
        }
        try (URLClassLoader classes = new URLClassLoader(classPath.toArray(URL[]::new))) {
            Dialogue.parse(chosen.id(), script)
                    .play(classes, (terminal, line) -> show(out, terminal, line));
        }
        out.println();
        out.println(
                "That was "
                        + chosen.folder().getFileName()
                        + ". Why it works: "
                        + chosen.folder().getFileName()
                        + "/README.md");
        return 0;
    }

    static Path workFolder(Course course) {
        return course.root().resolve("course-cli/target/engine");
    }

    private static void show(PrintWriter out, String terminal, String line) {
        synchronized (out) {
            out.println((terminal == null ? "" : terminal + " | ") + line);
            out.flush();
        }
    }
}
