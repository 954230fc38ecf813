package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.CourseExercise;
import course.cli.engine.CompiledLesson;
import course.cli.engine.Engine;
import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing that the course itself has written may be refused: not our answers, not the stubs, not
/// the answers that are wrong in an honest way.
@Tag("long")
@Timeout(600)
class ClassCheckTest {

    @TempDir private Path folder;

    static Stream<Lesson> lessons() throws IOException {
        return Lesson.allIn(Path.of("..").toAbsolutePath().normalize()).stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void nothingOfTheCourseIsRefused(Lesson lesson) throws Exception {
        CompiledLesson compiled = new Engine(folder.resolve("engine"), true).compiled(lesson);
        ClassCheck check =
                new ClassCheck(
                        lesson.id() + ".exercise",
                        compiled.solution(),
                        compiled.stubs(),
                        compiled.tests().getFirst());
        List<String> exercises =
                CourseExercise.of(lesson).stream().map(CourseExercise::className).toList();

        List<String> refused = new ArrayList<>();
        refused.addAll(check.breaches(compiled.solution(), exercises));
        refused.addAll(check.breaches(compiled.stubs(), exercises));
        try (Compilers compilers = new Compilers("25")) {
            for (Path wrong : lesson.wrongAnswers()) {
                JavaFiles sources = JavaFiles.in(lesson.solutionSources(), wrong);
                Path classes = Files.createTempDirectory(folder, "classes");
                List<Path> files = List.copyOf(sources.files().values());
                assertThat(compilers.compile(files, List.of(classes), compiled.programs(), classes))
                        .as(wrong.toString())
                        .isEmpty();
                check.breaches(classes, exercises)
                        .forEach(breach -> refused.add(wrong.getFileName() + ": " + breach));
            }
        }

        assertThat(refused).isEmpty();
    }
}
