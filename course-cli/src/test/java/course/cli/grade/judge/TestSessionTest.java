package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.TestGrade;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the tests after some have hung or ended the JVM. A letter for each grade:
/// `P`assed, `F`ailed, `T`ime limit, `E`nded the JVM, `N`ot run.
@Timeout(20)
class TestSessionTest {

    @TempDir private Path folder;

    @Test
    void anExerciseThatHangsInEveryTestIsGivenUpAndTheOtherIsNot() throws Exception {
        PlayedJvms jvms = quiet("HHHHHHHH", "PPP");

        assertThat(grades(jvms)).isEqualTo("TTTTTNNNPPP");
        assertThat(jvms.starts()).isEqualTo(6);
    }

    @Test
    void whoPassesAsMuchAsHangsIsNotGivenUp() throws Exception {
        assertThat(grades(quiet("PPPPHHHHHHHHPP"))).isEqualTo("PPPPTTTTTTTTPP");
        assertThat(grades(quiet("PPPPHHHHHHHHHP"))).isEqualTo("PPPPTTTTTTTTTN");
    }

    @Test
    void testsThatEndTheJvmCountAsMuch() throws Exception {
        assertThat(grades(quiet("DDDDDDP"))).isEqualTo("EEEEENN");
    }

    @Test
    void aLimitThatIsNeverToBeReachedIsNotWaitedForOften() throws Exception {
        assertThat(grades(quiet("PPPPPPWPWPWPPP"))).isEqualTo("PPPPPPTPTPTNNN");
    }

    @Test
    void aTestThatHangsBecauseTheMachineIsBusyRunsOnceMore() throws Exception {
        assertThat(grades(new PlayedJvms(folder, _ -> true, "PPFP"))).isEqualTo("PPFP");
    }

    @Test
    void theLoadOfTheMachineChangesNoGrade() throws Exception {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 300; round++) {
            String script =
                    IntStream.range(0, 20)
                            .mapToObj(_ -> "PPHHHWDF".charAt(random.nextInt(8)))
                            .map(String::valueOf)
                            .collect(Collectors.joining());
            PlayedJvms busy = new PlayedJvms(folder, _ -> random.nextBoolean(), script, "PHP");

            assertThat(grades(busy)).as(script).isEqualTo(grades(quiet(script, "PHP")));
        }
    }

    private PlayedJvms quiet(String... exercises) {
        return new PlayedJvms(folder, _ -> false, exercises);
    }

    private static String grades(PlayedJvms jvms) throws Exception {
        TestSession session = new TestSession(jvms);
        session.run(jvms.tests());
        if (session.isInDoubt()) {
            jvms.othersStop();
            session.runAgain();
        }
        Map<String, TestGrade> grades = session.grades();
        return jvms.tests().stream()
                .map(test -> grades.get(test.id()).verdict().name().substring(0, 1))
                .collect(Collectors.joining());
    }
}
