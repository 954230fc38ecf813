package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `grading/gradescope/run_autograder`, with a course that only pretends to grade.
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Gradescope runs Linux.")
class GradescopeScriptTest {

    private static final Path SCRIPT = Path.of("../grading/gradescope/run_autograder");

    @TempDir private Path root;

    @BeforeEach
    void handIn() throws IOException {
        Files.createDirectories(root.resolve("submission/lesson02"));
        Files.writeString(root.resolve("submission/lesson02/UtfFrame.java"), "class UtfFrame {}");
    }

    private int run(String course) throws Exception {
        Path program = root.resolve("source/course/course");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + course);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder script = new ProcessBuilder("bash", SCRIPT.toString());
        script.environment().put("AUTOGRADER_ROOT", root.toString());
        return script.redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile())
                .start()
                .waitFor();
    }

    private JsonObject results() throws IOException {
        return JsonParser.parseString(Files.readString(root.resolve("results/results.json")))
                .getAsJsonObject();
    }

    @Test
    void submissionIsGradedAsAClassOfOne() throws Exception {
        int status =
                run(
                        """
                        # --plain grade CLASS --lesson LESSON --out OUT --format gradescope
                        test "$1 $2 $4 $6 $8 $9" = "--plain grade --lesson --out --format gradescope" || exit 2
                        test -f "$3/student/lesson02/UtfFrame.java" || exit 2
                        mkdir -p "$7/gradescope"
                        echo '{"score": 7.5, "tests": []}' > "$7/gradescope/student.json"
                        """);

        assertThat(status).isZero();
        assertThat(results().get("score").getAsDouble()).isEqualTo(7.5);
    }

    @Test
    void faultOfTheAutograderIsNotTheStudents() throws Exception {
        int status = run("echo 'no JDK 25' >&2\nexit 3\n");

        assertThat(status).isOne();
        assertThat(results().has("score")).isFalse();
        assertThat(results().get("output").getAsString()).startsWith("The autograder itself");
        assertThat(root.resolve("said")).content().contains("no JDK 25");
    }
}
