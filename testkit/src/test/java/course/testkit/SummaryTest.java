package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lesson99.exercise.SampleCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SummaryTest {

    @Test
    void listsEachExerciseAsDoneFailingOrNotStartedInTheOrderOfTheirNumbers() {
        String summary =
                run(
                        SampleCases.HalfDoneCase.class,
                        SampleCases.UntouchedCase.class,
                        SampleCases.FinishedCase.class);

        assertThat(summary.lines().filter(line -> line.startsWith("  99")))
                .containsExactly(
                        "  99.1  Finished                                      done",
                        "  99.2  Untouched                                     not started",
                        "  99.10 Half done                                     FAILING: 1 of 2 tests");
        assertThat(summary)
                .contains("         doublesAgain: 2 doubled: expected 4")
                .contains("Exercises done: 1 of 3, points: 5 of 15.")
                .contains("Next: 99.2 Untouched, in ")
                .contains("src/exercise/java/lesson99/exercise/Doubler.java");
    }

    @Test
    void failureIsPrintedOnceWithItsTrace() {
        String summary = run(SampleCases.HalfDoneCase.class);

        assertThat(summary)
                .containsOnlyOnce("FAILED  99.10 Half done: ")
                .containsOnlyOnce("Twice 2 is 4.")
                .contains(" by hand:   echo 4 | nc localhost 8888");
    }

    @Test
    void exerciseIsDoneWhenAllThatCouldBeJudgedHerePassed() {
        assertThat(run(SampleCases.NeedsMoreCase.class))
                .contains("Needs more                                    done")
                .contains("Not run: 1 test. The moon is not up.");
    }

    @Test
    void testsWithoutAnExerciseAreCountedAndTheReasonOfAnAbortIsSaid() {
        String summary = run(SampleCases.WorkedProgramCase.class);

        assertThat(summary)
                .contains("Tests: 1 test passed, 1 FAILED.")
                .contains("Not run: 1 test. The moon is not up.")
                .contains("java.lang.NumberFormatException");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void strictModeCountsAStubAsFailed() {
        System.setProperty("exercises", "strict");
        try {
            assertThat(run(SampleCases.UntouchedCase.class)).contains("FAILING: 2 of 2 tests");
        } finally {
            System.clearProperty("exercises");
        }
    }

    private static String run(Class<?>... tests) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        LauncherConfig config =
                LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        LauncherFactory.create(config)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        Arrays.stream(tests)
                                                .map(DiscoverySelectors::selectClass)
                                                .toArray(DiscoverySelector[]::new))
                                .build(),
                        new Summary(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
