package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Run once by the script `./course` after it has built this program: whatever happens here is
/// recorded by the JDK, so that later starts are fast (JEP 514).
@Command(name = "train", hidden = true)
final class Train implements Callable<Integer> {

    @ParentCommand private Course course;

    @Override
    public Integer call() throws IOException {
        course.call();
        Lesson lesson = course.lessons().getFirst();
        new Engine(Demo.workFolder(course), true).train(lesson);
        return 0;
    }
}
