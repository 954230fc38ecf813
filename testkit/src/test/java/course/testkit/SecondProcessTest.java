package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import lesson99.exercise.outside.SampleMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondProcessTest {

    private final Trace trace = new Trace();
    private final SecondProcess second = new SecondProcess(trace);

    @AfterEach
    void end() throws Exception {
        second.afterEach(null);
    }

    @Test
    void aWordGoesThereAndBack() throws Exception {
        second.serve(SampleMain.class, "echo");
        String word = "你好 " + second.word();

        OutsideClient client = second.connect();
        client.say(word);

        assertThat(client.line()).isEqualTo(word);
        client.endOutput();
        assertThat(client.next()).isEqualTo(OutsideClient.END);
    }

    @Test
    void aClientInTheProcessReachesTheTest() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            second.start(SampleMain.class, "calls", Integer.toString(listener.getLocalPort()));

            OutsideClient client = second.accept(listener, "it calls");

            assertThat(client.line()).isEqualTo("!" + OutsideClient.END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stub at once", "stub later"})
    void aStubIsNotStarted(String stub) {
        Throwable thrown = catchThrowable(() -> echoThere(stub));

        assertThatThrownBy(() -> second.handleTestExecutionException(null, thrown))
                .isInstanceOf(NotStarted.class)
                .hasMessage("Not started. Return twice the number.");
    }

    @Test
    void aFailureShowsWhatTheProcessHasSaidAndNoRandomWord() {
        Throwable thrown = catchThrowable(() -> echoThere("breaks"));

        assertThatThrownBy(() -> second.handleTestExecutionException(null, thrown))
                .isInstanceOf(TraceFailure.class)
                .message()
                .containsSubsequence(
                        " 3. FAILED  the echo",
                        "            expected \"<word 1>\"",
                        "            actual   \"(the end of the stream)\"",
                        " it said:   java.lang.NumberFormatException: For input string: \"two\"",
                        "at lesson99.exercise.Doubler.breaks(Doubler.java:")
                .doesNotContain("java.base");
    }

    @Test
    void aProcessThatNeverListensIsAFailure() {
        assertThatThrownBy(() -> second.serve(SampleMain.class, "nothing like that"))
                .isInstanceOf(TraceFailure.class)
                .hasMessageContaining("It has ended, or it has said no port.");
    }

    @Test
    void aFloodOfLinesIsReadAndOnlyItsBeginningKept() throws Exception {
        second.serve(SampleMain.class, "floods");
        Throwable thrown = catchThrowable(() -> trace.check("this step", false, "fails"));

        assertThatThrownBy(() -> second.handleTestExecutionException(null, thrown))
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(13));
    }

    @Test
    void partsOfARandomWordAreHiddenToo() {
        RandomWords words = new RandomWords();
        words.next();
        String word = words.next();

        assertThat(words.hide(word.substring(2) + " " + word + "!"))
                .isEqualTo("<part of word 2> <word 2>!");
        assertThat(words.hide("nothing random")).isEqualTo("nothing random");
    }

    @Test
    void aServerThatIsClosedRefusesAndItsProgramGoesOn() throws Exception {
        second.serve(SampleMain.class, "closes");

        second.stop();

        second.checkRefused("it is refused", "The listener is open.");
    }

    @Test
    void whatTheLauncherSaysIsHeardBehindALineWithoutItsEnd() throws Exception {
        assertThat(second.serve(SampleMain.class, "ends no line")).isPositive();
        second.checkGoesOn();
    }

    @Test
    void aProgramThatEndsIsNotAServerThatIsClosed() throws Exception {
        second.serve(SampleMain.class, "ends");

        second.stop();

        assertThatThrownBy(() -> second.checkRefused("it is refused", "The listener is open."))
                .hasMessageContaining("The whole process has ended.");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void aPrefixStandsBeforeJava() throws Exception {
        System.setProperty("course.second.prefix", "env\nWHERE=in a sandbox");
        try {
            second.serve(SampleMain.class, "environment", "WHERE");
        } finally {
            System.clearProperty("course.second.prefix");
        }

        assertThat(second.connect().line()).isEqualTo("in a sandbox");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void theClassesOfTheProcessCanBeGiven() {
        System.setProperty("course.second.classes", "/nowhere");
        try {
            assertThatThrownBy(() -> second.serve(SampleMain.class, "echo"))
                    .hasMessageContaining("It has ended");
        } finally {
            System.clearProperty("course.second.classes");
        }
    }

    @Test
    void aProcessInWhichNothingIsLeftIsUsedAgainWithNewClasses() throws Exception {
        second.serve(SampleMain.class, "counts");
        String first = second.connect().line();
        second.afterEach(null);

        second.serve(SampleMain.class, "counts");

        assertThat(first).endsWith(" 1");
        assertThat(second.connect().line()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves a thread", "leaves a virtual thread"})
    void aProcessInWhichAThreadIsLeftIsEnded(String mode) throws Exception {
        second.serve(SampleMain.class, mode);
        List<ProcessHandle> during = ProcessHandle.current().children().toList();

        second.afterEach(null);

        assertThat(during).isNotEmpty();
        assertThat(during).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aProcessThatHasDiedInTheMeantimeIsReplaced() throws Exception {
        second.serve(SampleMain.class, "counts");
        String first = second.connect().line();
        second.afterEach(null);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(first.split(" ")[0])).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();

        second.serve(SampleMain.class, "counts");

        assertThat(second.connect().line()).endsWith(" 1").isNotEqualTo(first);
    }

    private void echoThere(String mode) throws Exception {
        second.serve(SampleMain.class, mode);
        String word = second.word();
        OutsideClient client = second.connect();
        client.say(word);
        String line = client.line();
        // A connection that is torn off ends or is reset.
        boolean gone = line.equals(OutsideClient.RESET);
        trace.equal("the echo", word, gone ? OutsideClient.END : line, "");
    }
}
