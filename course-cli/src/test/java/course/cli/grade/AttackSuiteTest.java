package course.cli.grade;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.engine.Lesson;
import course.cli.grade.intake.Intake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Every attack gets what it deserves, and leaves everything as it was.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no sandbox on Windows.")
class AttackSuiteTest {

    private static final Path COURSE = Path.of("..");

    /// For people: what became of each.
    private static final Path TABLE =
            Path.of("target", "attacks-" + System.getProperty("sandbox", "auto") + ".tsv");

    @TempDir private Path folder;

    @Test
    @Timeout(60)
    void everyAttackOfTheListIsThereAndSaysWhatMustBecomeOfIt() throws IOException {
        List<Attack> attacks = Attack.all();

        assertThat(attacks)
                .allSatisfy(attack -> {
                    assertThat(attack.why()).isNotBlank();
                    assertThat(attack.lesson()).matches("lesson\\d\\d");
                    assertThat(attack.expected().exercises()).isNotEmpty();
                });
        // 11, broken archives and names, is made by HostileClass.
        assertThat(attacks.stream().map(Attack::number).distinct().sorted())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12)
                                .filter(number -> number != 11)
                                .boxed()
                                .toList());
    }

    @Test
    @Timeout(60)
    void theIntakeAlreadySaysWhatItDoesNotTake() throws IOException {
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        List<Expectation> expected = make(submissions);

        Map<String, Submission> taken =
                Intake.read(submissions, Lesson.allIn(COURSE), folder.resolve("work")).stream()
                        .collect(Collectors.toMap(Submission::id, Function.identity()));

        assertThat(taken.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Expectation::id).toList());
        for (Expectation one : expected) {
            if (one.exercises().toString().contains("MISSING") && one.exercises().size() == 1) {
                assertThat(String.join("\n", taken.get(one.id()).notices())).contains(one.says());
                assertThat(taken.get(one.id()).sources()).isEmpty();
            }
        }
    }

    /// All at once, as in a class: they must not touch one another either.
    @Tag("long")
    @TestFactory
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    Stream<DynamicTest> everyAttackGetsWhatItDeservesAndChangesNothing() throws Exception {
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        List<Expectation> expected = make(submissions);
        Path hooks = COURSE.resolve(".git/hooks");
        Surroundings before = Surroundings.now(COURSE, hooks, submissions);

        Grades grades = Grades.of(submissions, lessons());

        Surroundings after = Surroundings.now(COURSE, hooks, submissions);
        Files.write(TABLE, new AttackTable(Attack.all(), grades).lines());
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(
                DynamicTest.dynamicTest(
                        "nothing has changed",
                        () -> assertThat(before.changesIn(after)).isEmpty()));
        for (Expectation one : expected) {
            tests.add(
                    DynamicTest.dynamicTest(
                            one.id(), () -> assertThat(grades.faults(one)).isEmpty()));
        }
        return tests.stream();
    }

    private static String[] lessons() throws IOException {
        return Attack.all().stream().map(Attack::lesson).distinct().sorted().toArray(String[]::new);
    }

    private static List<Expectation> make(Path submissions) throws IOException {
        List<Expectation> expected = new ArrayList<>();
        for (Attack attack : Attack.all()) {
            attack.copyTo(submissions.resolve(attack.name()));
            expected.add(withoutPaths(attack.expected()));
        }
        new HostileClass(submissions, COURSE)
                .make().stream().map(AttackSuiteTest::withoutPaths).forEach(expected::add);
        return expected;
    }

    /// Whatever an attack does, nobody reads a path of the teacher's machine.
    private static Expectation withoutPaths(Expectation one) {
        List<String> never = new ArrayList<>(one.never());
        never.add(COURSE.toAbsolutePath().normalize().toString());
        never.add(System.getProperty("java.io.tmpdir") + "/junit");
        return new Expectation(one.id(), one.exercises(), one.says(), never, one.failing());
    }
}
