package course.cli.grade.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What each sandbox does, also the one that only has limits.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class JobContract {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;

    private Sandbox sandbox;
    Path readable;

    /// @param work an own folder for it
    abstract Sandbox open(Path work) throws IOException;

    @BeforeEach
    void openSandbox() throws IOException {
        sandbox = open(folder.resolve("work"));
        readable = Files.createDirectories(folder.resolve("readable"));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    static Job.Limits limits() {
        return new Job.Limits(400, 60, 30, 8, 200, 2_000);
    }

    Job shell(String script) {
        return new Job(List.of("/bin/sh", "-c", script), List.of(readable), readable, limits());
    }

    /// A program of these tests.
    Job java(Class<?> program, Job.Limits limits, String... arguments) {
        Path classes =
                Path.of(program.getProtectionDomain().getCodeSource().getLocation().getPath());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes.toString(),
                                program.getName()));
        command.addAll(List.of(arguments));
        return new Job(command, List.of(classes), classes, limits);
    }

    /// What a job prints on its standard output, and behind it what on its error output.
    String said(Job job) throws IOException, InterruptedException {
        try (Running running = sandbox.start(job)) {
            String results = new String(running.results().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(running.await(PATIENCE)).isTrue();
            return results + running.output();
        }
    }

    @Test
    void bothOutputsComeApartAndTheInputIsEmpty() throws Exception {
        try (Running running = sandbox.start(shell("echo 你好; cat; echo 再见 >&2"))) {
            assertThat(running.results().readAllBytes())
                    .isEqualTo("你好\n".getBytes(StandardCharsets.UTF_8));
            assertThat(running.await(PATIENCE)).isTrue();
            assertThat(running.output()).isEqualTo("再见\n");
        }
    }

    @Test
    void readableFilesAreAtTheirPlaceAndTheWorkingFolderIsOneOfThem() throws Exception {
        Path file = Files.writeString(readable.resolve("file with \"quotes\", a comma"), "你好");

        assertThat(said(shell("cat '" + file + "'; pwd"))).isEqualTo("你好" + readable + "\n");
    }

    @Test
    void aClassPathMayNameFoldersThatAreNotThere() throws Exception {
        Job job =
                new Job(
                        List.of("/bin/echo", "started"),
                        List.of(readable, readable.resolve("nothing")),
                        readable,
                        limits());

        assertThat(said(job)).isEqualTo("started\n");
    }

    @Test
    void whoPrintsWithoutEndIsReadButNotKept() throws Exception {
        try (Running running = sandbox.start(shell("head -c 50000000 /dev/zero >&2; echo over"))) {
            assertThat(running.results().readAllBytes()).asString().isEqualTo("over\n");
            assertThat(running.await(PATIENCE)).isTrue();
            assertThat(running.output()).hasSize(limits().outputBytes());
        }
    }

    @Test
    void tooManyResultsEndTheJob() throws Exception {
        try (Running running = sandbox.start(shell("cat /dev/zero"))) {
            assertThat(running.results().readAllBytes()).hasSize(2 << 20);
            assertThat(running.await(PATIENCE)).isTrue();
        }
    }

    @Test
    void whatDetachesItselfIsGoneAfterClose() throws Exception {
        String seconds = unusualSeconds();
        try (Running running =
                sandbox.start(
                        shell(
                                "setsid sleep %s </dev/null >/dev/null 2>&1 & echo $!; sleep %s"
                                        .formatted(seconds, seconds)))) {
            assertThat(running.results().read()).isPositive();
            Awaitility.await().until(() -> sleepers(seconds) >= 2);
        }
        assertThat(sleepers(seconds)).isZero();
    }

    @Test
    void whatIsLeftBehindIsGoneAfterAnOrderlyEnd() throws Exception {
        String seconds = unusualSeconds();

        said(shell("setsid sleep %s </dev/null >/dev/null 2>&1 &".formatted(seconds)));

        assertThat(sleepers(seconds)).isZero();
    }

    @Test
    void everythingEndsWhenTheGraderIsKilled() throws Exception {
        String seconds = unusualSeconds();
        Process grader = KilledGrader.start(kind(), folder.resolve("killed"), seconds);
        try {
            assertThat(grader.inputReader().readLine()).isEqualTo("started");
            Awaitility.await().atMost(PATIENCE).until(() -> sleepers(seconds) > 0);
        } finally {
            grader.destroyForcibly().waitFor();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> sleepers(seconds) == 0);
    }

    abstract Sandboxes.Kind kind();

    @Test
    void closingTwiceIsTheSameAsOnce() throws Exception {
        Running running = sandbox.start(shell("sleep 100"));

        running.close();
        running.close();

        assertThat(running.await(Duration.ZERO)).isTrue();
    }

    @Test
    void aWaitEndsWithItsTime() throws Exception {
        try (Running running = sandbox.start(shell("sleep 100"))) {
            assertThat(running.await(Duration.ofMillis(300))).isFalse();
        }
    }

    @Test
    void processorTimeIsCountedAndBounded() throws Exception {
        Job.Limits two = new Job.Limits(400, 60, 2, 8, 200, 2_000);
        // Two processes, neither of which comes near the limit alone before both together have.
        String busy = "while :; do :; done";
        Job job =
                new Job(
                        List.of("/bin/sh", "-c", "(" + busy + ") & " + busy),
                        List.of(readable),
                        readable,
                        two);
        try (Running running = sandbox.start(job)) {
            assertThat(running.await(PATIENCE)).isTrue();
            if (counts()) {
                assertThat(running.cpu()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
            }
        }
    }

    /// Whether this machine lets it count the time of processes.
    boolean counts() {
        return true;
    }

    @Test
    void aFileHasALargestSize() throws Exception {
        assertThat(
                        said(
                                shell(
                                        "head -c 20000000 /dev/zero >/tmp/$$; ls -l /tmp/$$ | cut -d' ' -f5;"
                                                + " rm -f /tmp/$$")))
                .contains("8388608");
    }

    @Test
    void descriptorsAreBounded() throws Exception {
        assertThat(said(shell("ulimit -n; ulimit -Hn"))).isEqualTo("200\n200\n");
    }

    @Test
    void allProcessesTogetherHaveTheMemoryOfTheLimit() throws Exception {
        Job.Limits manyTasks = new Job.Limits(400, 600, 30, 8, 200, 2_000);

        String said = said(java(MemoryHog.class, manyTasks, "1000", "processes"));

        assertThat(said).startsWith("begins").doesNotContainPattern("holds ([4-9]00|\\d{4}) MB");
    }

    @Test
    void theEnvironmentSaysNothing() throws Exception {
        assertThat(said(shell("env | cut -d= -f1")).lines())
                .contains("LC_ALL", "PATH")
                .isSubsetOf("LC_ALL", "PATH", "PWD", "COURSE_JOB", "OLDPWD", "SHLVL", "_");
    }

    @Test
    void manyJobsAtOnceDoNotDisturbEachOther() throws Exception {
        List<Running> all = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                all.add(sandbox.start(shell("echo " + i)));
            }
            for (int i = 0; i < 4; i++) {
                assertThat(all.get(i).results().readAllBytes()).asString().isEqualTo(i + "\n");
            }
        } finally {
            for (Running running : all) {
                running.close();
            }
        }
    }

    /// A time that no other process sleeps.
    static String unusualSeconds() {
        return "7000." + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1_000_000_000);
    }

    /// How many processes of this machine sleep for so long.
    static long sleepers(String seconds) {
        return ProcessHandle.allProcesses().filter(process -> sleeps(process, seconds)).count();
    }

    private static boolean sleeps(ProcessHandle process, String seconds) {
        try {
            Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return Files.readString(line).equals("sleep\0" + seconds + "\0");
        } catch (IOException _) {
            return false; // it has ended
        }
    }
}
