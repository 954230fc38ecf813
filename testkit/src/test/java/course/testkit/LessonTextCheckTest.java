package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class LessonTextCheckTest {

    private static final String README =
            """
            # Lesson

            <!-- snippet Program.java#greet -->
            ```java
            print("你好");
            if (done) {
                stop();
            }
            ```

            <!-- transcript
            Caller {closed} hello
            -->
            ```text
            $ ./course run lesson99 Caller 8888 hello
            No server at localhost:8888
            (exit status 3)
            ```

            <!-- figure close -->
            ```mermaid
            FIN
            ```

            <!-- failure forgets-to-close -->
            ```text
            FAILED
            ```
            """;

    @TempDir private Path folder;

    @BeforeEach
    void writeProgram() throws IOException {
        Files.writeString(
                folder.resolve("Program.java"),
                """
                class Program {
                    // region greet
                    print("你好");
                    if (done) {
                        stop();
                    }

                    // endregion
                }
                """);
    }

    @Test
    void textThatSaysWhatTheCodeDoesPasses() throws Throwable {
        run(README);
    }

    @Test
    void lineMissingFromTheSnippetIsNamed() {
        assertThatThrownBy(() -> run(README.replace("    stop();\n", "")))
                .hasMessageContaining("README.md:7")
                .hasMessageContaining("text: }")
                .hasMessageContaining("code:     stop();")
                .hasMessageContaining("-Dtext=update");
    }

    @Test
    void changedTranscriptIsNamed() {
        assertThatThrownBy(() -> run(README.replace("No server at", "No client at")))
                .hasMessageContaining("text: No client at localhost:8888");
    }

    @Test
    void changedFigureIsNamed() {
        assertThatThrownBy(() -> run(README.replace("FIN\n", "FIN ACK\n")))
                .hasMessageContaining("figure close");
    }

    @Test
    void regionThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> run(README.replace("#greet", "#leave")))
                .hasMessageContaining("// region leave");
        assertThatThrownBy(() -> run(README.replace("Program.java", "Gone.java")))
                .hasMessageContaining("Gone.java");
    }

    @Test
    void commentWithoutABlockIsNamed() {
        assertThatThrownBy(() -> run("<!-- figure close -->\n\ntext\n"))
                .hasMessageContaining("README.md:1");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void updateRewritesTheBlocksAndNothingElse() throws Throwable {
        System.setProperty("text", "update");
        try {
            run(
                    README.replace("No server at", "Nobody at")
                            .replace("FIN\n", "RST\nRST\n")
                            .replace("    stop();\n", ""));
        } finally {
            System.clearProperty("text");
        }

        assertThat(folder.resolve("README.md")).hasContent(README);
    }

    private void run(String readme) throws Throwable {
        Path file = folder.resolve("README.md");
        Files.writeString(file, readme);
        for (DynamicTest test :
                LessonText.of(file, "lesson99").figure("close", () -> "FIN\n").tests().toList()) {
            test.getExecutable().execute();
        }
    }
}
