package course.cli.grade;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.TestGrade.Verdict;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What compares grades, and what compares the machine before and after, must itself be right.
@Timeout(60)
class ExpectationTest {

    @TempDir private Path folder;

    private static StudentGrade grade(State state, String score) {
        List<TestGrade> tests =
                List.of(
                        new TestGrade("UtfFrameTest.encodes", Verdict.PASSED, ""),
                        new TestGrade(
                                "UtfFrameTest.decodes [2] 300", Verdict.FAILED, "expected 3"));
        ExerciseGrade exercise =
                new ExerciseGrade(
                        "2.2", "Frame", 15, new BigDecimal(score), state, "", "Look.", tests);
        LessonGrade lesson = new LessonGrade("lesson02", "TCP", List.of(exercise));
        return new StudentGrade("anna", "Anna", "", List.of("X.java: ignored."), List.of(lesson));
    }

    private static Expectation expected(String outcomes) {
        return new Expectation(
                "anna",
                Map.of("2.2", Expectation.outcomes(outcomes)),
                List.of("X.java: ignored."),
                List.of("FOUND"),
                List.of("UtfFrameTest.decodes"));
    }

    @ParameterizedTest
    @CsvSource({
        "PARTLY 7.5, true",
        "PARTLY 7.50, true",
        "PARTLY <15, true",
        "DONE 15 | PARTLY 7.5, true",
        "PARTLY 7.49, false",
        "PARTLY <7.5, false",
        "DONE 7.5, false",
        "REFUSED 0 | FAILED 0, false"
    })
    void stateAndScoreMustBeOneOfThoseThatAreAllowed(String outcomes, boolean right) {
        List<String> faults = expected(outcomes).faultsOf(grade(State.PARTLY, "7.50"));

        assertThat(faults.isEmpty()).as("%s", faults).isEqualTo(right);
    }

    @Test
    void whatIsNotSaidAndWhatMustNotBeSaidAreFaults() {
        StudentGrade grade = grade(State.PARTLY, "7.50");
        Expectation expected =
                new Expectation(
                        "anna",
                        Map.of("2.1", Expectation.outcomes("DONE 5")),
                        List.of("Y.java"),
                        List.of("expected 3"),
                        List.of("UtfFrameTest.encodes"));

        assertThat(expected.faultsOf(grade)).hasSize(4);
        assertThat(Grades.of(List.of(grade)).faults(expected.withId("bob")))
                .containsExactly("bob: is not among [anna]");
    }

    @Test
    void changedDeletedAndNewFilesAreSeen() throws Exception {
        Files.writeString(folder.resolve("changed"), "a");
        Files.writeString(folder.resolve("deleted"), "a");
        Files.writeString(folder.resolve("same"), "a");
        Surroundings before = Surroundings.now(folder);

        assertThat(before.changesIn(Surroundings.now(folder))).isEmpty();

        Files.writeString(folder.resolve("changed"), "ab");
        Files.delete(folder.resolve("deleted"));
        Files.writeString(folder.resolve("new"), "a");

        assertThat(before.changesIn(Surroundings.now(folder)))
                .containsExactly(
                        folder.resolve("changed") + " was changed or deleted",
                        folder.resolve("deleted") + " was changed or deleted",
                        folder.resolve("new") + " is new");
    }

    @Test
    void whatWasLeftBehindIsSeen() throws Exception {
        Surroundings before = Surroundings.now(folder);
        Path written = Path.of(System.getProperty("java.io.tmpdir"), "attack-was-here");
        Path job =
                Files.createTempDirectory(
                        Files.createDirectories(Path.of("target/grading").toAbsolutePath()), "job");
        Process process = new ProcessBuilder("sleep", "100").start();
        try {
            Files.writeString(written, "");

            assertThat(before.changesIn(Surroundings.now(folder)))
                    .hasSize(3)
                    .contains(written + " is new", job + " is new")
                    .anyMatch(change -> change.startsWith("process " + process.pid()));
        } finally {
            Files.delete(written);
            Files.delete(job);
            process.destroyForcibly();
        }
    }
}
