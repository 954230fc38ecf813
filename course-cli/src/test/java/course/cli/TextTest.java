package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the author keeps true with one command: texts, run configurations, links.
class TextTest {

    private static final String HELLO = "src/main/java/lesson99/Hello.java";

    @TempDir private Path folder;

    private SampleCourse course;

    @BeforeEach
    void copy() throws IOException {
        course = SampleCourse.copyInto(folder);
    }

    @Test
    void textThatHasDriftedIsNamedAndUpdateMendsIt() throws IOException {
        course.change(HELLO, "out.println(\"你好\");", "out.println(\"再见\");");

        SampleCourse.Answer drifted = course.run("text");
        SampleCourse.Answer updated = course.run("text", "--update");
        SampleCourse.Answer mended = course.run("text");

        assertThat(drifted.status()).isOne();
        assertThat(String.join("\n", drifted.out()))
                .contains("README.md:5: the text and the code no longer say the same")
                .contains("lesson99  the text has drifted");
        assertThat(updated.out())
                .containsExactly(
                        "lesson99  rewritten; see: git diff", "run configurations: as they were");
        assertThat(mended.out()).containsExactly("lesson99  the text says what the code does");
        assertThat(Files.readString(course.file("README.md"))).contains("out.println(\"再见\");");
    }

    @Test
    void updateShowsWhatTheTestsSayToAWrongAnswer() throws IOException {
        course.change("README.md", "actual   2", "actual   3");

        course.run("text", "--update");

        assertThat(Files.readString(course.file("README.md"))).contains("actual   2");
    }

    @Test
    void programsAreInTheRunConfigurationsOfBothIdes() throws IOException {
        assertThat(Files.readString(folder.resolve(".run/99 Hello.run.xml")))
                .contains("value=\"lesson99.Hello\"", "<module name=\"lesson99-sample\" />");
        assertThat(folder.resolve(".run/Lesson 99 check my exercises.run.xml")).exists();
        assertThat(Files.readString(folder.resolve(".vscode/launch.json")))
                .contains("\"mainClass\": \"lesson99.Hello\"", "\"args\": \"demo lesson99\"");
        assertThat(Files.readString(folder.resolve(".vscode/tasks.json")))
                .contains("\"args\": [\"check\", \"--watch\", \"lesson99\"]");
    }

    @Test
    void gateNamesRunConfigurationsThatAreOldAndUpdateMendsThem() throws IOException {
        Files.move(course.file(HELLO), course.file(HELLO.replace("Hello", "Hallo")));
        course.change(HELLO.replace("Hello", "Hallo"), "class Hello", "class Hallo");
        course.change("README.md", "Hello.java", "Hallo.java");

        SampleCourse.Answer old = course.run("verify");
        SampleCourse.Answer updated = course.run("text", "--update");

        assertThat(old.out())
                .contains(
                        "FAULT  .run/99 Hallo.run.xml is not what the lessons' programs are:"
                                + " ./course text --update",
                        "FAULT  stray file .run/99 Hello.run.xml",
                        "verify: 3 faults");
        assertThat(updated.out()).contains("run configurations: 3 rewritten");
        assertThat(course.run("verify").out()).contains("verify: no faults");
    }

    @Test
    void gateNamesLinksThatLeadNowhere() throws IOException {
        course.change(
                "README.md",
                "# A lesson for",
                "[a](HINTS.md) [b](NOTES.md) [c](#what-is-not-there) [d](#a-lesson-for-the-tests-of-the-gate)"
                        + " [e](https://www.rfc-editor.org)\n\n# A lesson for");

        assertThat(course.run("verify").out())
                .contains(
                        "FAULT  lesson99-sample/README.md: the link to NOTES.md leads nowhere",
                        "FAULT  lesson99-sample/README.md: the link to #what-is-not-there leads"
                                + " nowhere",
                        "verify: 2 faults");
    }
}
