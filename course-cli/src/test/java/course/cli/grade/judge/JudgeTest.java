package course.cli.grade.judge;

import static course.cli.grade.judge.SampleLesson.DOUBLER;
import static course.cli.grade.judge.SampleLesson.TRIPLER;
import static course.cli.grade.judge.SampleLesson.doubler;
import static course.cli.grade.judge.SampleLesson.tripler;
import static course.cli.grade.judge.SampleLesson.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an honest submission gets.
@Tag("long")
@Timeout(180)
class JudgeTest {

    private static final String WRONG =
            "package lesson99.exercise; public final class Doubler {"
                    + " public static int twice(int number) { return 2 + number; } }";

    @TempDir private static Path folder;

    private static SampleLesson sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLesson(folder);
    }

    @AfterAll
    static void close() {
        sample.close();
    }

    @Test
    void ourSolutionGetsAllPoints() throws Exception {
        LessonGrade grade = sample.judge(sample.solution());

        assertThat(grade.score()).hasToString("15.00");
        assertThat(grade.points()).isEqualTo(15);
        assertThat(grade.exercises()).extracting(ExerciseGrade::state).containsOnly(State.DONE);
        assertThat(doubler(grade).tests()).hasSize(4);
        assertThat(sample.loud()).isEmpty();
    }

    @Test
    void aWrongAnswerGetsTheShareOfItsTestsAndTheReasonThatIsKnown() throws Exception {
        LessonGrade grade = sample.judgeWith(DOUBLER, WRONG);

        assertThat(doubler(grade).state()).isEqualTo(State.PARTLY);
        assertThat(doubler(grade).score()).hasToString("2.50");
        assertThat(verdicts(doubler(grade)))
                .containsExactly(
                        "doublesOthers [1] number = 0 FAILED",
                        "doublesOthers [2] number = 3 FAILED",
                        "doublesOthers [3] number = 4 FAILED",
                        "doublesTwo PASSED");
        assertThat(doubler(grade).tests().get(1).message())
                .contains("2. FAILED  3 doubled", "expected 6", "actual   5");
        assertThat(doubler(grade).hint()).isNotBlank().doesNotContain("\n");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void whatIsAsItWasHandedOutIsNotStartedAndWhatIsNotThereIsMissing() throws Exception {
        LessonGrade grade =
                sample.judge(Map.of(DOUBLER, sample.stub(DOUBLER).replace("\n", "\r\n")));

        assertThat(doubler(grade).state()).isEqualTo(State.NOT_STARTED);
        assertThat(verdicts(doubler(grade))).hasSize(4).allMatch(v -> v.endsWith("NOT_STARTED"));
        assertThat(tripler(grade).state()).isEqualTo(State.MISSING);
        assertThat(tripler(grade).problem())
                .isEqualTo("lesson99/exercise/Tripler.java was not handed in.");
        assertThat(tripler(grade).tests()).isEmpty();
        assertThat(grade.score()).hasToString("0.00");
    }

    @Test
    void whereNothingWasHandedInEverythingIsMissing() throws Exception {
        assertThat(sample.judgeNothing().exercises())
                .extracting(ExerciseGrade::state)
                .containsExactly(State.MISSING, State.MISSING);
    }

    @Test
    void aMissingFileDoesNotTouchTheOthers() throws Exception {
        LessonGrade grade = sample.judge(Map.of(TRIPLER, sample.solution().get(TRIPLER)));

        assertThat(doubler(grade).state()).isEqualTo(State.MISSING);
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aChangedStubIsSeenByItsSentence() throws Exception {
        LessonGrade grade =
                sample.judgeWith(DOUBLER, sample.stub(DOUBLER).replace("int number)", "int n)"));

        assertThat(doubler(grade).state()).isEqualTo(State.NOT_STARTED);
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void oneFileThatDoesNotCompileCostsOneExercise() throws Exception {
        LessonGrade grade =
                sample.judgeWith(
                        DOUBLER,
                        "package lesson99.exercise;\npublic final class Doubler {\n  int x = ;\n}");

        assertThat(doubler(grade).state()).isEqualTo(State.DOES_NOT_COMPILE);
        assertThat(doubler(grade).problem())
                .isEqualTo(
                        """
                        It does not compile:
                        lesson99/exercise/Doubler.java:3: error: illegal start of expression
                          int x = ;
                                  ^\
                        """);
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public static int twice(long n) { return 0; }"
                        + "|Doubler.twice(int) is missing, or has other parameters, or is not public static.",
                "public int twice(int n) { return 0; }"
                        + "|Doubler.twice(int) is missing, or has other parameters, or is not public static.",
                "static int twice(int n) { return 0; }"
                        + "|Doubler.twice(int) is missing, or has other parameters, or is not public static.",
                "public static long twice(int n) { return 0; }"
                        + "|Doubler.twice(int) must be of type int, not long."
            })
    void anotherSignatureIsToldInASentence(String method, String sentence) throws Exception {
        LessonGrade grade =
                sample.judgeWith(
                        DOUBLER,
                        "package lesson99.exercise; public final class Doubler { " + method + "}");

        assertThat(doubler(grade).state()).isEqualTo(State.REFUSED);
        assertThat(doubler(grade).problem()).isEqualTo(sentence);
        assertThat(doubler(grade).score()).hasToString("0.00");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package lesson99; public final class Doubler {}"
                        + "|The class Doubler must stand in: package lesson99.exercise;",
                "''|Doubler.java declares no class Doubler in: package lesson99.exercise;",
                "package lesson99.exercise; class Helper {}"
                        + "|Doubler.java declares no class Doubler in: package lesson99.exercise;"
            })
    void aFileWithoutItsClassIsToldWhatIsMissing(String source, String sentence) throws Exception {
        LessonGrade grade = sample.judgeWith(DOUBLER, source);

        assertThat(doubler(grade).state()).isEqualTo(State.REFUSED);
        assertThat(doubler(grade).problem()).contains(sentence);
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void helpersMayComeAlong() throws Exception {
        Map<String, String> files = new java.util.HashMap<>(sample.solution());
        files.put(
                DOUBLER,
                "package lesson99.exercise; public final class Doubler {"
                        + " public static int twice(int n) { return new Helper(n).twice(); } }");
        files.put(
                "lesson99/exercise/Helper.java",
                "package lesson99.exercise; record Helper(int n) { int twice() { return n + n; } }");

        assertThat(sample.judge(files).score()).hasToString("15.00");
    }
}
