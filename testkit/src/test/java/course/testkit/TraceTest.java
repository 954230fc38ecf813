package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import lesson99.exercise.Doubler;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final Trace trace = new Trace();

    @Test
    void failureShowsTheStepsBeforeItAndTheLineToDoItByHand() {
        trace.byHand("printf hi | nc -N localhost 8888");
        trace.ok("the client connects");
        trace.run("the client closes", () -> {});

        assertThatThrownBy(() -> trace.equal("lines received", 2, 1, "One line is one message."))
                .isInstanceOf(TraceFailure.class)
                .hasMessage(
                        String.join(
                                System.lineSeparator(),
                                " 1. ok      the client connects",
                                " 2. ok      the client closes",
                                " 3. FAILED  lines received",
                                "            expected 2",
                                "            actual   1",
                                "            One line is one message.",
                                " by hand:   printf hi | nc -N localhost 8888"));
    }

    @Test
    void differentBytesAreShownWithAMarkUnderTheFirstDifference() {
        assertThatThrownBy(() ->
                        trace.bytes("frame", Bytes.of("00 06 e4"), Bytes.of("00 02 e4"), "why"))
                .message()
                .containsSubsequence(
                        "expected 00 06 e4",
                        "actual   00 02 e4",
                        "            ^^ first difference: byte 1");
    }

    @Test
    void differenceFarInsideIsShownWithItsSurroundings() {
        byte[] expected = new byte[100];
        byte[] actual = new byte[100];
        actual[60] = 7;

        assertThatThrownBy(() -> trace.bytes("frame", expected, actual, "why"))
                .message()
                .containsSubsequence(
                        "actual   ... 00 00 00 00 00 00 00 00 07", "^^ first difference: byte 60");
    }

    @Test
    void missingBytesAreADifference() {
        assertThatThrownBy(() -> trace.bytes("frame", Bytes.of("00 06"), Bytes.of("00"), "why"))
                .hasMessageContaining("first difference: byte 1");
        assertThatThrownBy(() -> trace.bytes("frame", Bytes.of("00"), null, "why"))
                .hasMessageContaining("null");
    }

    @Test
    void exceptionIsShownWithTheStudentsLine() {
        assertThatThrownBy(() -> trace.call("double", Doubler::breaks))
                .isInstanceOf(TraceFailure.class)
                .hasMessageContaining("NumberFormatException")
                .hasMessageContaining("(Doubler.java:");
    }

    @Test
    void stubIsNotStarted() {
        assertThatThrownBy(() -> trace.call("double", Doubler::stub))
                .isInstanceOf(NotStarted.class)
                .hasMessage("Not started. Return twice the number.");
        assertThatThrownBy(() -> trace.throwsA(IOException.class, "double", "", Doubler::stub))
                .isInstanceOf(NotStarted.class);
    }

    @Test
    void sameExceptionOutOfALibraryIsAFailure() {
        assertThatThrownBy(() -> trace.call("double", Doubler::brokenByLibrary))
                .isInstanceOf(TraceFailure.class);
    }

    @Test
    void expectedExceptionIsReturnedAndOthersFail() {
        EOFException thrown =
                trace.throwsA(
                        EOFException.class,
                        "read",
                        "",
                        () -> {
                            throw new EOFException("cut off");
                        });

        assertThat(thrown).hasMessage("cut off");
        assertThatThrownBy(() ->
                        trace.throwsA(
                                EOFException.class,
                                "read",
                                "A cut-off frame is an error.",
                                () -> {}))
                .hasMessageContaining("expected EOFException, but nothing was thrown")
                .hasMessageContaining("A cut-off frame is an error.");
        assertThatThrownBy(() -> trace.throwsA(EOFException.class, "read", "why", Doubler::breaks))
                .hasMessageContaining("expected EOFException")
                .hasMessageContaining("NumberFormatException");
    }

    @Test
    void stepThatNeverEndsFailsWithTheReasonForTheWait() {
        assertThatThrownBy(() -> trace.run("double 2", Doubler::neverEnds))
                .hasMessageContaining("did not end within 5 seconds")
                .hasMessageContaining("at Doubler.java:")
                .hasMessageContaining("waits to be notified by");
    }

    @Test
    void conditionThatHoldsPasses() {
        assertThatCode(() -> trace.check("up", true, "down")).doesNotThrowAnyException();
        assertThatThrownBy(() -> trace.check("up", false, "It is down."))
                .hasMessageContaining("It is down.");
    }

    @Test
    void textsAreShownWithTheirLineEnds() {
        assertThatThrownBy(() -> trace.equal("line", "a\r\n", "a\n", "why"))
                .hasMessageContaining("expected \"a\\r\\n\"")
                .hasMessageContaining("actual   \"a\\n\"");
    }
}
