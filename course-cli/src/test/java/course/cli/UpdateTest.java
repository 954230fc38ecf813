package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A student has started; the course goes on. README.md, "When the course is updated".
class UpdateTest {

    private static final String DOUBLER =
            "lesson99-sample/src/exercise/java/lesson99/exercise/Doubler.java";
    private static final String TRIPLER =
            "lesson99-sample/src/exercise/java/lesson99/exercise/Tripler.java";

    @TempDir private Path folder;

    private Path upstream;
    private Path student;

    @BeforeEach
    void publish() throws Exception {
        upstream = Files.createDirectory(folder.resolve("upstream"));
        student = folder.resolve("student");
        SampleCourse.copyInto(upstream);
        Files.writeString(upstream.resolve(".gitignore"), ".course/\ntarget/\n");
        git(upstream, "init", "-q", "-b", "main");
        commit(upstream, "The course");
    }

    @Test
    void pullBringsTheUpdateAndLeavesTheAnswersAlone() throws Exception {
        git(folder, "clone", "-q", upstream.toString(), student.toString());
        git(student, "remote", "rename", "origin", "upstream");

        pullAfterBothHaveGoneOn();
    }

    @Test
    void copyOfATemplateIsJoinedOnceAndThenLikeAFork() throws Exception {
        git(folder, "clone", "-q", upstream.toString(), student.toString());
        git(student, "checkout", "-q", "--orphan", "fresh");
        commit(student, "Initial commit");
        git(student, "branch", "-q", "-D", "main");
        git(student, "branch", "-q", "-m", "main");
        git(student, "remote", "rename", "origin", "upstream");
        git(
                student,
                "pull",
                "-q",
                "--no-rebase",
                "--allow-unrelated-histories",
                "upstream",
                "main");

        pullAfterBothHaveGoneOn();
    }

    private void pullAfterBothHaveGoneOn() throws Exception {
        SampleCourse course = new SampleCourse(student);
        write(student, DOUBLER, body(DOUBLER, "return 2 * number; // 我的"));
        write(student, TRIPLER, body(TRIPLER, "return number;"));
        String doubler = Files.readString(student.resolve(DOUBLER));
        String tripler = Files.readString(student.resolve(TRIPLER));
        assertThat(course.run("check", "99.1").status()).isZero();
        updateTheCourse();

        commit(student, "My answers so far");
        git(student, "pull", "-q", "--no-rebase", "upstream", "main");

        assertThat(student.resolve(DOUBLER)).hasContent(doubler);
        assertThat(student.resolve(TRIPLER)).hasContent(tripler);
        assertThat(Files.readString(student.resolve("lesson99-sample/HINTS.md")))
                .contains("A better hint.");
        assertThat(course.run("list").out().get(1)).endsWith("done");
        assertThat(course.run("check", "99.1").status()).isZero();
    }

    private void updateTheCourse() throws Exception {
        SampleCourse course = new SampleCourse(upstream);
        course.change("HINTS.md", "### Hint 2\nTwice", "### Hint 2\nA better hint. Twice");
        course.change(
                "src/test/java/lesson99/exercise/DoublerTest.java",
                "class DoublerTest {",
                "/// Better than before.\nclass DoublerTest {");
        course.change("README.md", "# A lesson", "# A better lesson");
        commit(upstream, "A better course");
    }

    private String body(String file, String line) throws Exception {
        return Files.readString(student.resolve(file))
                .replaceFirst("throw new UnsupportedOperationException\\(.*\\);", line);
    }

    private static void write(Path root, String file, String text) throws Exception {
        assertThat(text).isNotEqualTo(Files.readString(root.resolve(file)));
        Files.writeString(root.resolve(file), text);
    }

    private static void commit(Path repository, String message) throws Exception {
        git(repository, "add", "-A");
        git(repository, "commit", "-qm", message);
    }

    private static void git(Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of("-c", "user.name=A", "-c", "user.email=a@example.com"));
        command.addAll(List.of(arguments));
        assertThat(
                        new ProcessBuilder(command)
                                .directory(repository.toFile())
                                .inheritIO()
                                .start()
                                .waitFor())
                .as("git %s", List.of(arguments))
                .isZero();
    }
}
