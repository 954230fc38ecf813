package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.sandbox.Job;
import course.cli.grade.sandbox.Running;
import course.cli.grade.sandbox.Sandbox;
import course.testkit.TestOutcome.Verdict;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is believed of a stream of results.
@Timeout(20)
class TestRunTest {

    private static final String SECRET = "0123456789abcdef";
    private static final ExpectedTest ONE =
            new ExpectedTest("[class:a.OneTest]/[method:one()]", "1.1", "OneTest.one");
    private static final ExpectedTest TWO =
            new ExpectedTest("[class:a.OneTest]/[method:two()]", "1.1", "OneTest.two");

    @TempDir private Path folder;

    @Test
    void resultsOfTestsThatHaveBegunAreKept() throws Exception {
        TestRun run =
                run(
                        begins(ONE),
                        ended(ONE, Verdict.PASSED),
                        begins(TWO),
                        ended(TWO, Verdict.FAILED),
                        finished());

        assertThat(run.ended()).containsOnlyKeys(ONE.id(), TWO.id());
        assertThat(run.end()).isEqualTo(TestRun.End.FINISHED);
        assertThat(run.lost()).isEmpty();
    }

    @Test
    void theTestThatRunsWhenTheStreamEndsIsLost() throws Exception {
        TestRun run = run(begins(ONE), ended(ONE, Verdict.PASSED), begins(TWO));

        assertThat(run.end()).isEqualTo(TestRun.End.DIED);
        assertThat(run.lost()).contains(TWO);
        assertThat(run.ranOneTest()).isFalse();
    }

    @Test
    void aResultOfATestThatHasNotBegunIsNotBelieved() throws Exception {
        assertThat(run(begins(ONE), ended(TWO, Verdict.PASSED), finished()).ended()).isEmpty();
    }

    @Test
    void theFirstResultCounts() throws Exception {
        TestRun run =
                run(
                        begins(ONE),
                        ended(ONE, Verdict.FAILED),
                        ended(ONE, Verdict.PASSED),
                        begins(ONE),
                        ended(ONE, Verdict.PASSED));

        assertThat(run.ended().get(ONE.id()).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void whatNobodyAskedForIsLeftOut() throws Exception {
        ExpectedTest other = new ExpectedTest("[class:a.OtherTest]", "9.9", "OtherTest.x");

        assertThat(run(begins(other), ended(other, Verdict.PASSED), finished()).ended()).isEmpty();
    }

    @Test
    void aClassThatFailsAsAWholeFailsItsTests() throws Exception {
        ExpectedTest whole = new ExpectedTest("[class:a.OneTest]", "", "OneTest.");

        TestRun run =
                run(
                        begins(ONE),
                        ended(ONE, Verdict.PASSED),
                        ended(whole, Verdict.FAILED),
                        finished());

        assertThat(run.ended().get(ONE.id()).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run.ended().get(TWO.id()).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void linesWithoutTheSecretAndLinesThatAreTooLongAreNothing() throws Exception {
        String garbage = new String(new byte[] {0, -1, 13, 27}, StandardCharsets.ISO_8859_1);
        TestRun run =
                run(
                        "\tended\t" + ONE.id() + "\tPASSED\tfalse\t0\t\t\t",
                        "wrong" + ended(ONE, Verdict.PASSED),
                        garbage,
                        SECRET,
                        SECRET + "\tended\tx",
                        SECRET + "\tended\t" + ONE.id() + "\tNO_VERDICT\tfalse\tx\t\t\t",
                        begins(TWO) + "x".repeat(200_000),
                        begins(ONE),
                        ended(ONE, Verdict.PASSED),
                        finished());

        assertThat(run.ended()).containsOnlyKeys(ONE.id());
        assertThat(run.end()).isEqualTo(TestRun.End.FINISHED);
    }

    @Test
    void theSecretIsGoneWhenTheWorkerHasIt() throws Exception {
        run(new Event.Ready().line(SECRET));

        assertThat(folder.resolve("secret")).doesNotExist();
    }

    private TestRun run(String... lines) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        String stream = String.join("\n", lines) + "\n";
        return TestRun.of(new Recorded(stream), null, List.of(ONE, TWO), secret);
    }

    private static String begins(ExpectedTest test) {
        return new Event.Begins(test.id()).line(SECRET);
    }

    private static String ended(ExpectedTest test, Verdict verdict) {
        return new Event.Ended(test.id(), verdict, false, 0, "1.1", test.name(), "a\tb\n\\c")
                .line(SECRET);
    }

    private static String finished() {
        return new Event.Finished().line(SECRET);
    }

    @Test
    void anEventComesBackAsItWas() {
        Event event =
                new Event.Ended("id", Verdict.FAILED, true, -1, "2.1", "x [1] \t", "你好\n\\n\r\tx");

        assertThat(Event.parse(event.line(SECRET), SECRET)).isEqualTo(Optional.of(event));
    }

    /// A job whose results are there already.
    record Recorded(String stream) implements Sandbox, Running {

        @Override
        public String inWords() {
            return "a recording";
        }

        @Override
        public boolean isolates() {
            return true;
        }

        @Override
        public List<String> innerPrefix(Job job) {
            return List.of();
        }

        @Override
        public Running start(Job job) {
            return this;
        }

        @Override
        public InputStream results() {
            return new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String output() {
            return "";
        }

        @Override
        public boolean await(Duration most) {
            return true;
        }

        @Override
        public Duration cpu() {
            return Duration.ZERO;
        }

        @Override
        public void close() {}
    }
}
