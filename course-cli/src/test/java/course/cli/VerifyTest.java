package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate must be green for a sound course, and red, with the fault named, for every way to break
/// it.
class VerifyTest {

    private static final String STUB = "src/exercise/java/lesson99/exercise/Doubler.java";
    private static final String SOLUTION = "src/solution/java/lesson99/exercise/Doubler.java";
    private static final String CAUGHT_BY = "src/wrong/java/adds-instead/caught-by.properties";

    @TempDir private Path folder;

    private SampleCourse course;

    @BeforeEach
    void copy() throws IOException {
        course = SampleCourse.copyInto(folder);
    }

    @Test
    void soundCourseHasNoFaults() {
        SampleCourse.Answer answer = course.run("verify");

        assertThat(answer.out())
                .containsExactly(
                        "lesson99  files are as they should be",
                        "lesson99  solution: 5 tests pass",
                        "lesson99  stubs: 2 exercises are \"not started\" in all 5 tests",
                        "lesson99  text: 1 snippets, transcripts and figures are what the code says",
                        "lesson99  wrong answers: all 2 are caught by the test they name",
                        "verify: no faults");
        assertThat(answer.status()).isZero();
    }

    @Test
    void testsFromOutsideBelongToTheSameExercise() throws IOException {
        addTestFromOutside();

        SampleCourse.Answer answer = course.run("verify");

        assertThat(answer.out())
                .contains(
                        "lesson99  solution: 6 tests pass",
                        "lesson99  stubs: 2 exercises are \"not started\" in all 6 tests",
                        "verify: no faults");
    }

    /// The test from outside fails: the gate sees it, `check` does not wait for it.
    @Test
    void whatIsRightInTheJvmOfTheTestsOnlyIsSeenFromOutside() throws IOException {
        addTestFromOutside();
        Path solution = course.file(SOLUTION);
        String twice =
                """
                package lesson99.exercise;

                public final class Doubler {
                    public static int twice(int number) {
                        try {
                            Class.forName("org.junit.jupiter.api.Test");
                            return 2 * number;
                        } catch (ClassNotFoundException e) {
                            return 0;
                        }
                    }
                }
                """;
        Files.writeString(course.file(STUB), twice);
        Files.writeString(solution, twice);

        SampleCourse.Answer check = course.run("--plain", "check", "99.1");
        SampleCourse.Answer verify = course.run("verify");

        assertThat(check.out()).anyMatch(line -> line.matches(" *99.1 Double a number +done.*"));
        assertThat(verify.out()).anyMatch(line -> line.contains("DoublerOutsideTest.doubles"));
    }

    private void addTestFromOutside() throws IOException {
        Path outside = course.file("src/test/java/lesson99/exercise/outside");
        Files.createDirectories(outside);
        Files.writeString(
                outside.resolve("DoublerMain.java"),
                """
                package lesson99.exercise.outside;

                import course.testkit.Launcher;
                import lesson99.exercise.Doubler;

                final class DoublerMain {
                    public static void main(String[] args) {
                        Launcher.serveEach(client -> {
                            int number = client.getInputStream().read();
                            client.getOutputStream().write(Doubler.twice(number));
                        });
                    }
                }
                """);
        Files.writeString(
                outside.resolve("DoublerOutsideTest.java"),
                """
                package lesson99.exercise.outside;

                import course.testkit.*;
                import lesson99.exercise.Doubler;
                import org.junit.jupiter.api.Test;
                import org.junit.jupiter.api.extension.RegisterExtension;

                @Exercise(number = "99.1", title = "Double a number", points = 10, of = Doubler.class)
                class DoublerOutsideTest {
                    final Trace trace = new Trace();
                    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

                    @Test
                    void doubles() throws Exception {
                        second.serve(DoublerMain.class);
                        OutsideClient client = second.connect();
                        client.send((byte) 21);
                        trace.bytes("twice 21", new byte[] {42}, client.bytes(1), "Twice.");
                    }
                }
                """);
    }

    @Test
    void missingHintDriftedTextAndStrayFileAreNamed() throws IOException {
        course.change("HINTS.md", "### Hint 2\nTwice", "Hint 2\nTwice");
        course.change("README.md", "| 99.1 | Double a number |", "| 99.1 | Double it |");
        course.change("README.md", "actual   2", "actual   3");
        course.change("src/main/java/lesson99/Hello.java", "out.println(\"你好\");\n", "");
        Files.writeString(course.file("notes.txt"), "to do");
        Files.writeString(
                course.file("src/exercise/java/lesson99/exercise/Extra.java"),
                "package lesson99.exercise;");

        SampleCourse.Answer answer = course.run("verify", "lesson99");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(String.join("\n", answer.out()))
                .contains("HINTS.md has 2 hints for exercise 99.1 \"Double a number\", not 3")
                .contains("README.md has no row for exercise 99.1")
                .contains("the text has drifted")
                .contains("stray file notes.txt")
                .contains("no solution for lesson99/exercise/Extra.java")
                .contains("adds-instead: README.md shows another failure than this one")
                .contains("verify: 6 faults");
    }

    @Test
    void wrongAnswersThatPassOrAreCaughtByAnotherTestOrWithOtherWordsAreNamed() throws IOException {
        course.change(
                CAUGHT_BY, "test = DoublerTest.doublesOthers", "test = DoublerTest.doublesTwo");
        course.change(
                "src/wrong/java/never-ends/caught-by.properties", "a loop that", "a snake that");
        addWrongAnswer(
                "right-after-all",
                Files.readString(course.file(SOLUTION)),
                "DoublerTest.doublesTwo");
        addWrongAnswer(
                "no-such-test", Files.readString(course.file(SOLUTION)), "DoublerTest.triplesTwo");
        addWrongAnswer(
                "does-not-compile",
                "package lesson99.exercise; class Doubler {",
                "DoublerTest.doublesTwo");
        Files.createDirectories(course.file("src/wrong/java/nobody-catches"));

        SampleCourse.Answer answer = course.run("verify", "lesson99");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(String.join("\n", answer.out()))
                .contains(
                        "adds-instead: DoublerTest.doublesTwo does not catch it, but DoublerTest.doublesOthers")
                .contains(
                        "never-ends: caught, but the message has no \"a snake that does not end?\"")
                .contains("right-after-all: no test catches it")
                .contains("no-such-test: there is no test DoublerTest.triplesTwo")
                .contains("does-not-compile: does not compile")
                .contains("nobody-catches: caught-by.properties is missing")
                .contains("verify: 6 faults");
    }

    @Test
    void annotationThatTheCommandLineCannotReadIsNamed() throws IOException {
        course.change(
                "src/test/java/lesson99/exercise/TriplerTest.java",
                "number = \"99.2\", title = \"Triple a number\"",
                "title = \"Triple a number\", number = \"99.2\"");

        SampleCourse.Answer answer = course.run("verify", "lesson99");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(String.join("\n", answer.out()))
                .contains("but ./course list reads {99.1=Double a number}");
    }

    @Test
    void brokenSolutionAndSolvedStubAreNamed() throws IOException {
        course.change(SOLUTION, "2 * number", "3 * number");
        course.change(
                STUB,
                "throw new UnsupportedOperationException(\"Return twice the number.\");",
                "return 2 * number;");

        SampleCourse.Answer answer = course.run("verify", "lesson99");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(String.join("\n", answer.out()))
                .contains("the solution does not pass DoublerTest.doublesTwo")
                .contains(
                        "the stub of 99.1 should be \"not started\" in DoublerTest.doublesTwo, but that test is PASSED");
    }

    private void addWrongAnswer(String name, String source, String test) throws IOException {
        Path answer = course.file("src/wrong/java/" + name);
        Files.createDirectories(answer.resolve("lesson99/exercise"));
        Files.writeString(answer.resolve("lesson99/exercise/Doubler.java"), source);
        Files.writeString(
                answer.resolve("caught-by.properties"), "test=" + test + "\nmessage=x\nwhy=y\n");
    }
}
