package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a student does on the command line.
class LearnerTest {

    private static final String DOUBLER = "src/exercise/java/lesson99/exercise/Doubler.java";
    private static final String TRIPLER = "src/exercise/java/lesson99/exercise/Tripler.java";
    private static final String STUB =
            "throw new UnsupportedOperationException(\"Return twice the number.\");";

    @TempDir private Path folder;

    private SampleCourse course;

    @BeforeEach
    void copy() throws IOException {
        course = SampleCourse.copyInto(folder);
    }

    @Test
    void aloneItShowsThePathAndWhatIsNextWithoutRunningAnything() throws IOException {
        assertThat(course.run("--plain").out())
                .contains(
                        "  99 lesson99-sample            ....................  0 of 2 done, 0 of 15 points",
                        "Next: 99.1 Double a number (not started)",
                        "  check   ./course check 99.1");
        assertThat(folder.resolve("course-cli")).doesNotExist();
    }

    @Test
    void whatACheckSaysIsKeptUntilTheFileChanges() throws IOException {
        solveDoubler("return 2 * number;");

        assertThat(course.run("check", "99.1").status()).isZero();
        assertThat(course.run("list").out())
                .containsExactly(
                        "Lesson 99: lesson99-sample",
                        "  99.1 Double a number                             10 points  done",
                        "  99.2 Triple a number                              5 points  not started");
        assertThat(course.run("--plain").out())
                .contains("Next: 99.2 Triple a number (not started)");

        course.change(DOUBLER, "2 * number", "number + number");
        assertThat(course.run("--plain").out())
                .contains("Next: 99.1 Double a number (changed since the last check)");
    }

    @Test
    void aClassInAnotherPackageIsToldWhereItBelongs() throws IOException {
        course.change(DOUBLER, "package lesson99.exercise;", "package lesson99;");

        for (String what : List.of("99.1", "lesson99")) {
            SampleCourse.Answer answer = course.run("--plain", "check", what);
            assertThat(answer.status()).isOne();
            assertThat(String.join("\n", answer.out()))
                    .contains("error: this class must stand in: package lesson99.exercise;");
        }
    }

    @Test
    void aFailureIsShownOnceInFullWithWhatToDoNext() throws IOException {
        solveDoubler("return 2 + number;");

        SampleCourse.Answer answer = course.run("--plain", "check", "99.1");

        assertThat(answer.status()).isOne();
        assertThat(String.join("\n", answer.out()))
                .contains("FAILED  99.1 Double a number: DoublerTest.doublesOthers [1] number = 0")
                .contains("expected 0", "actual   2", "Two times, not plus two.")
                .contains("These fail too; look at the first one first:")
                .contains(
                        "  99.1 Double a number                               FAILING: 3 of 4 tests")
                .endsWith("Stuck? ./course hint 99.1");
    }

    @Test
    void whatTheCodePrintsIsShown() throws IOException {
        solveDoubler("System.out.println(\"你好 \" + number); return 2 * number;");

        assertThat(course.run("check", "99.1").out())
                .contains("What your code printed while it was tested:", "  | 你好 2");
    }

    @Test
    void aCheckLeavesNoTemporaryFilesBehind() throws IOException {
        solveDoubler(
                """
                try {
                        System.out.println(java.nio.file.Files.createTempFile("left", ""));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return 2 * number;
                """);

        List<String> printed =
                course.run("check", "99.1").out().stream()
                        .filter(line -> line.startsWith("  | "))
                        .toList();

        assertThat(printed).isNotEmpty();
        assertThat(printed)
                .allSatisfy(line -> assertThat(Path.of(line.substring(4))).doesNotExist());
    }

    @Test
    void anErrorInOneFileDoesNotTouchTheOtherExercise() throws IOException {
        solveDoubler("return 2 * number;");
        course.change(TRIPLER, "throw", "thorw");

        SampleCourse.Answer answer = course.run("check", "lesson99");

        assertThat(answer.status()).isOne();
        assertThat(String.join("\n", answer.out()))
                .contains("FAILED  99.2 Triple a number")
                .contains("Your code does not compile. The compiler says:")
                .contains("lesson99-sample/" + TRIPLER + ":5: error: ")
                .doesNotContain(folder.toString())
                .contains("99.1 Double a number                               done");
    }

    @Test
    void codeThatEndsTheJvmLosesItsOwnExerciseOnly() throws IOException {
        solveDoubler("System.exit(0); return 0;");
        course.change(
                TRIPLER,
                "throw new UnsupportedOperationException(\"Return three times the number.\");",
                "return 3 * number;");

        SampleCourse.Answer answer = course.run("check", "lesson99");

        assertThat(String.join("\n", answer.out()))
                .contains("Does your code call System.exit, or does it loop without an end?")
                .contains("99.2 Triple a number                               done");
    }

    @Test
    void hintsComeOneAtATimeAndAKnownFailureIsExplained() throws IOException {
        solveDoubler("return 2 + number;");
        course.run("check", "99.1");

        assertThat(course.run("hint", "99.1").out())
                .contains(
                        "Your last check failed in a way that is known: Adding two is right for 2 alone.")
                .contains("Hint 1 of 3 for 99.1 Double a number: Hint 1", "It is about two.");
        assertThat(course.run("hint", "99.1").out())
                .contains("Twice.")
                .doesNotContain("`2 * number`");
        assertThat(course.run("hint", "99.2").out())
                .contains(
                        "Hint 1 of 3 for 99.2 Triple a number: The symptom", "It is about three.");
    }

    @Test
    void theSolutionIsShownWhenTheExerciseIsDoneOrWhenAskedToSpoilIt() throws IOException {
        assertThat(course.run("solution", "99.1").status()).isOne();
        assertThat(course.run("solution", "--spoil", "99.1").out())
                .anyMatch(line -> line.contains("2 * number"));

        solveDoubler("return 2 * number;");
        course.run("check", "99.1");

        assertThat(course.run("solution", "99.1").status()).isZero();
    }

    @Test
    void resetBringsTheStubBackFromTheHistoryAndKeepsTheWork() throws Exception {
        git("init", "-q");
        commit("the stubs");
        solveDoubler("return 2 * number; // 我的");
        commit("my answer");

        SampleCourse.Answer answer = course.run("reset", "99.1");

        assertThat(answer.out().getFirst()).isEqualTo("99.1 Double a number is the stub again.");
        assertThat(course.file(DOUBLER)).content().contains(STUB);
        Path backup = folder.resolve(answer.out().getLast().replace("What you wrote: ", ""));
        assertThat(backup).content().contains("我的");
    }

    @Test
    void resetWithoutAHistoryChangesNothing() throws IOException {
        solveDoubler("return 2 * number;");

        SampleCourse.Answer answer = course.run("reset", "99.1");

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.err()).singleElement().asString().contains("Nothing was changed");
        assertThat(course.file(DOUBLER)).content().contains("2 * number");
    }

    @Test
    void watchTestsAtEachSaveAndGoesOnOnlyWhenTheStudentSaysSo() throws Exception {
        try (PipedOutputStream keys = new PipedOutputStream();
                InputStream keyboard = new PipedInputStream(keys)) {
            StringWriter screen = new StringWriter();
            CompletableFuture<Integer> status = watch(keyboard, screen);

            awaitOnScreen(screen, "99.1 Double a number                               not started");
            solveDoubler("return 2 + number;");
            awaitOnScreen(screen, "FAILING: 3 of 4 tests");
            course.change(DOUBLER, "2 + number", "2 * number");
            awaitOnScreen(screen, "Done. Enter: go on to 99.2 Triple a number.");
            assertThat(screen.toString()).doesNotContain("Tripler");
            keys.write("\n".getBytes(StandardCharsets.UTF_8));
            awaitOnScreen(screen, "99.2 Triple a number, in lesson99-sample/" + TRIPLER);
            keys.write("h\nq\n".getBytes(StandardCharsets.UTF_8));

            assertThat(status.get()).isZero();
            assertThat(screen.toString()).contains("It is about three.");
        }
    }

    @Test
    void watchWithoutAKeyboardGoesOnUntilItIsStopped() throws Exception {
        StringWriter screen = new StringWriter();

        CompletableFuture<Integer> status =
                watch(new ByteArrayInputStream("q\n".getBytes(StandardCharsets.UTF_8)), screen);

        assertThat(status.get()).isZero();
    }

    @Test
    void doctorSaysWhatItLookedAt() {
        SampleCourse.Answer answer = course.run("--plain", "doctor");

        assertThat(answer.out()).anyMatch(line -> line.startsWith("ok       JDK"));
        assertThat(answer.out()).contains("This machine is ready for the course.");
    }

    private CompletableFuture<Integer> watch(InputStream keyboard, StringWriter screen) {
        return CompletableFuture.supplyAsync(() -> {
            picocli.CommandLine commands = Course.commandLine(folder, keyboard);
            commands.setOut(new PrintWriter(screen, true));
            return commands.execute("--plain", "check", "--watch", "lesson99");
        });
    }

    private static void awaitOnScreen(StringWriter screen, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> screen.toString().contains(text));
    }

    private void solveDoubler(String body) throws IOException {
        course.change(DOUBLER, STUB, body);
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", message);
    }

    private void git(String... arguments) throws Exception {
        ProcessBuilder git = new ProcessBuilder("git").directory(folder.toFile()).inheritIO();
        git.command().addAll(List.of(arguments));
        assertThat(git.start().waitFor()).isZero();
        assertThat(Files.exists(folder.resolve(".git"))).isTrue();
    }
}
