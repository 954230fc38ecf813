package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {

    @TempDir private Path folder;

    private SampleCourse course;

    @BeforeEach
    void copy() throws IOException {
        course = SampleCourse.copyInto(folder);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    verify lesson98,        'There is no lesson "lesson98". There is: lesson99.'
                    demo lesson98,          'There is no lesson "lesson98". There is: lesson99.'
                    run lesson99 Goodbye,   'There is no program "Goodbye" in lesson99. There is: Hello, Waits.'
                    demo,                   'Missing required parameter: ''LESSON'''
                    dance,                  'There is no command "dance".'
                    check 99.1 99.2,        '99.2'
                    check 99.7,             'There is no exercise "99.7". All of them: ./course list.'
                    verify --loudly,        '--loudly'
                    """)
    void mistypedWordGetsOneLineAndStatusTwo(String line, String message) {
        SampleCourse.Answer answer = course.run(line.split(" "));

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .singleElement()
                .asString()
                .startsWith("./course: ")
                .contains(message);
    }

    @Test
    void runWithoutAProgramListsThem() {
        assertThat(course.run("run", "99").out())
                .containsExactly("Programs of lesson99:", "  Hello", "  Waits");
    }

    @Test
    void demoShowsTheFirstTranscriptOfTheReadme() throws IOException {
        course.change("README.md", "# A lesson", "<!-- transcript\nHello\n-->\n```text\n```\n");

        SampleCourse.Answer answer = course.run("demo", "lesson99-sample");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("你好");
    }

    @Test
    void lessonThatDoesNotCompileIsOneLineEachAndStatusThree() throws IOException {
        Files.writeString(
                course.file("src/main/java/lesson99/Hello.java"),
                "package lesson99; class Hello { int }");

        SampleCourse.Answer answer = course.run("verify");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(String.join("\n", answer.out()))
                .contains("Hello.java:1: error: <identifier> expected");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows ends a process without telling it.")
    void whoEndsTheCommandLineEndsTheProgramThatItStarted() throws Exception {
        Process commandLine =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Dcourse.root=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Course.class.getName(),
                                "run",
                                "lesson99",
                                "Waits")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        ProcessHandle program;
        try (BufferedReader out = commandLine.inputReader(StandardCharsets.UTF_8)) {
            program = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();

            commandLine.destroy();

            assertThat(program.onExit()).succeedsWithin(Duration.ofSeconds(20));
        }
    }
}
