package course.cli.grade;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.sandbox.Sandbox;
import course.cli.grade.sandbox.Sandboxes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/// The grader as the tests of the whole see it: a folder in, grades out.
///
/// @param students by id
record Grades(Map<String, StudentGrade> students) {

    private static final Path COURSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path WORK = Path.of("target/grading").toAbsolutePath();

    /// Grades a class in the sandbox that `-Dsandbox=` names, or in the best one of this machine.
    /// Blocks.
    ///
    /// @param lessons `lesson02`
    /// @throws TestAbortedException where there is no sandbox that isolates: hostile code is not
    ///   run without one
    static Grades of(Path submissions, String... lessons) throws IOException, InterruptedException {
        Sandboxes.Kind kind =
                Sandboxes.Kind.valueOf(
                        System.getProperty("sandbox", "auto").toUpperCase(Locale.ROOT));
        Sandbox sandbox =
                new Sandboxes(WORK.resolve("sandbox"))
                        .open(kind, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        if (!sandbox.isolates()) {
            throw new TestAbortedException("No sandbox of this machine keeps hostile code in.");
        }
        Path out = submissions.resolveSibling(submissions.getFileName() + "-grades");
        List<Lesson> all = Lesson.allIn(COURSE);
        List<String> ids = List.of(lessons);
        List<Lesson> graded = all.stream().filter(lesson -> ids.contains(lesson.id())).toList();
        new Grading(all, out)
                .grade(
                        new Grading.Order(submissions, graded, Shard.WHOLE, 2),
                        new Engine(WORK),
                        sandbox,
                        (_, _) -> {});
        return of(new Store(out).grades(ids));
    }

    static Grades of(List<StudentGrade> students) {
        return new Grades(
                students.stream().collect(Collectors.toMap(StudentGrade::id, Function.identity())));
    }

    /// How a student's grade differs from what is expected, a sentence each.
    List<String> faults(Expectation expected) {
        StudentGrade grade = students.get(expected.id());
        return grade == null
                ? List.of(expected.id() + ": is not among " + students.keySet())
                : expected.faultsOf(grade);
    }
}
