package course.cli;

import course.cli.StudentProgress.Standing;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course list`: every exercise with its points and where it stands.
@Command(name = "list", description = "Lists the exercises, their points and how far they are.")
final class ListExercises implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "LESSON",
            arity = "0..1",
            description = "For example lesson02. Without it: all lessons.")
    private String name;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Lesson> lessons = name == null ? course.lessons() : List.of(course.lesson(spec, name));
        StudentProgress progress = new StudentProgress(course.root(), lessons);
        for (Lesson lesson : lessons) {
            out.println("Lesson " + lesson.number() + ": " + lesson.title());
            for (Standing standing : progress.of(lesson)) {
                CourseExercise exercise = standing.exercise();
                out.printf(
                        "  %-5s%-43s%3d points  %s%n",
                        exercise.number(), exercise.title(), exercise.points(), standing.inWords());
            }
        }
        out.flush();
        return 0;
    }
}
