package lesson03.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import lesson03.exercise.Inquiry.Ending;
import lesson03.exercise.Inquiry.Outcome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "3.3", title = "A clear outcome, in time", points = 15, of = Inquiry.class)
class InquiryTest {

    /// For what happens at once on the same machine.
    private static final Duration LONG = Duration.ofSeconds(3);

    /// For what has to run out.
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration SLACK = Duration.ofMillis(1_500);

    private static final String LINE_RULE = "The answer is complete when its \\n has come.";

    private final Trace trace = new Trace();

    @Test
    void aLineIsAnAnswer() throws Exception {
        trace.byHand("printf '好\\n' | nc -l 8888   (then ask localhost 8888)");
        try (OddServer server =
                new OddServer(conversation -> {
                    conversation.awaitQuestion("你好");
                    conversation.send("好\n");
                })) {
            check(
                    "ask \"你好\" of a server that answers \"好\"",
                    Ending.ANSWERED,
                    "好",
                    LINE_RULE,
                    () -> Inquiry.ask(server.address(), "你好", LONG, LONG));
        }
    }

    @Test
    void whatFollowsTheLineIsNotWaitedFor() throws Exception {
        try (OddServer server =
                new OddServer(conversation -> {
                    conversation.send("first\nsecond");
                    conversation.stay();
                })) {
            check(
                    "ask a server that sends a line and a half, and stays connected",
                    Ending.ANSWERED,
                    "first",
                    LINE_RULE,
                    () -> Inquiry.ask(server.address(), "?", LONG, LONG));
        }
    }

    @Test
    void anAnswerThatComesByteByByteInTimeIsAnAnswer() throws Exception {
        try (OddServer server =
                new OddServer(
                        conversation -> conversation.sendSlowly("你好\n", Duration.ofMillis(5)))) {
            check(
                    "ask a server that sends one byte every 5 ms",
                    Ending.ANSWERED,
                    "你好",
                    "One read may give one byte. Decode the text when all of it is there.",
                    () -> Inquiry.ask(server.address(), "?", LONG, LONG));
        }
    }

    @Test
    void aClosedPortRefuses() throws Exception {
        trace.byHand("nc -v -w 3 localhost 8888   (with no server there)");
        try (Socket bound = new Socket()) {
            // Bound and not listening: the port is ours, and nobody answers on it.
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress nobody = (InetSocketAddress) bound.getLocalSocketAddress();

            check(
                    "ask where nobody listens",
                    Ending.REFUSED,
                    "",
                    "The other machine answers with a reset: that is a ConnectException.",
                    () -> Inquiry.ask(nobody, "?", LONG, LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {300_000_000, 1})
    void aFullQueueGivesNoAnswerToConnect(long nanos) throws Exception {
        try (FullQueue queue = new FullQueue()) {
            Duration limit = Duration.ofNanos(nanos);

            Outcome outcome =
                    trace.call(
                            "ask a server whose accept queue is full, limit " + limit,
                            () -> Inquiry.ask(queue.address(), "?", limit, LONG));

            Assumptions.assumeTrue(
                    queue.isSilent(),
                    "This system answers a SYN although the queue is full (Linux does not).");
            trace.equal(
                    "the outcome",
                    new Outcome(Ending.NO_ANSWER_TO_CONNECT, ""),
                    outcome,
                    "connect and read throw the same SocketTimeoutException. Which of them was it?");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {300_000_000, 999_999})
    void aSilentServerCostsNoMoreThanTheLimit(long nanos) throws Exception {
        trace.byHand("nc -l 8888 </dev/zero >/dev/null   (and stop it with Ctrl-Z)");
        try (OddServer server = new OddServer(OddServer.Conversation::stay)) {
            Duration limit = Duration.ofNanos(nanos);

            check(
                    "ask a server that accepts and says nothing, limit " + limit,
                    Ending.SILENT,
                    "",
                    "Not one byte within the limit. (A limit that is less than a millisecond must"
                            + " not become 0: to the socket 0 means for ever.)",
                    () -> Inquiry.ask(server.address(), "?", LONG, limit));
        }
    }

    @Test
    void aSilentServerGetsItsWholeTime() throws Exception {
        try (OddServer server = new OddServer(OddServer.Conversation::stay)) {
            long start = System.nanoTime();
            trace.call(
                    "ask a server that says nothing, limit 300 ms",
                    () -> Inquiry.ask(server.address(), "?", LONG, SHORT));
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            trace.check(
                    "it was given 300 ms",
                    taken.compareTo(SHORT.minusMillis(20)) >= 0,
                    "ask has given up after " + taken.toMillis() + " ms.");
        }
    }

    @Test
    void theLimitHoldsForTheWholeAnswer() throws Exception {
        trace.byHand(
                "{ for i in 1 2 3 4 5 6 7 8 9; do printf x; sleep 1; done; echo; } | nc -l 8888");
        try (OddServer server =
                new OddServer(
                        conversation -> conversation.sendSlowly("x".repeat(40) + "\n", PAUSE))) {
            long start = System.nanoTime();
            Outcome outcome =
                    trace.call(
                            "ask a server that sends one byte every 50 ms for 2 s, limit 300 ms",
                            () -> Inquiry.ask(server.address(), "?", LONG, SHORT));
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            trace.equal(
                    "the ending",
                    Ending.TOO_SLOW,
                    outcome == null ? null : outcome.ending(),
                    "Every read was in time, and the answer was not. Before each read, set what is"
                            + " left of the limit for the whole.");
            trace.check(
                    "the text is what came until then",
                    "x".repeat(40).startsWith(String.valueOf(outcome.text()))
                            && !outcome.text().isEmpty(),
                    "It is \"" + outcome.text() + "\".");
            trace.check(
                    "it took about 300 ms",
                    taken.compareTo(SHORT.plus(SLACK)) < 0,
                    "It took " + taken.toMillis() + " ms.");
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "half a li"})
    void anEndBeforeTheLineEndIsNoAnswer(String sent) throws Exception {
        trace.byHand("printf '" + sent + "' | nc -N -l 8888");
        try (OddServer server =
                new OddServer(conversation -> {
                    conversation.awaitQuestion("?");
                    conversation.send(sent);
                })) {
            check(
                    "ask a server that sends \"" + sent + "\" and closes",
                    Ending.CLOSED,
                    sent,
                    "read answers -1 before the \\n: part of the answer is missing, or all of it.",
                    () -> Inquiry.ask(server.address(), "?", LONG, LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half a li"})
    void aResetIsNotAnEnd(String sent) throws Exception {
        try (OddServer server =
                new OddServer(conversation -> {
                    conversation.awaitQuestion("?");
                    conversation.send(sent);
                    conversation.reset();
                })) {
            Outcome outcome =
                    trace.call(
                            "ask a server that sends \"" + sent + "\" and resets",
                            () -> Inquiry.ask(server.address(), "?", LONG, LONG));

            // How much of it arrives before a reset is the kernel's affair.
            trace.equal(
                    "the ending",
                    Ending.RESET,
                    outcome == null ? null : outcome.ending(),
                    "A reset is thrown by read as a SocketException.");
        }
    }

    @Test
    void aLineMayHaveAThousandBytes() throws Exception {
        String line = "x".repeat(Inquiry.LONGEST);
        try (OddServer server = new OddServer(conversation -> conversation.send(line + "\n"))) {
            check(
                    "ask a server that sends 1,000 bytes and \\n",
                    Ending.ANSWERED,
                    line,
                    "The \\n does not count.",
                    () -> Inquiry.ask(server.address(), "?", LONG, LONG));
        }
    }

    @Test
    void anAnswerWithoutAnEndIsGivenUp() throws Exception {
        trace.byHand("nc -l 8888 </dev/zero");
        try (OddServer server =
                new OddServer(conversation -> {
                    for (int i = 0; i < 10_000; i++) {
                        conversation.send("x".repeat(Inquiry.LONGEST));
                    }
                    conversation.stay();
                })) {
            check(
                    "ask a server that sends 10 MB without a \\n",
                    Ending.TOO_LONG,
                    "x".repeat(Inquiry.LONGEST),
                    "Stop when more than 1,000 bytes have come, or the server fills your memory.",
                    () -> Inquiry.ask(server.address(), "?", LONG, LONG));
        }
    }

    @Test
    void theConnectionIsClosedAfterwards() throws Exception {
        try (OddServer server =
                new OddServer(conversation -> {
                    conversation.send("answer\n");
                    conversation.stay();
                })) {
            trace.call("ask", () -> Inquiry.ask(server.address(), "?", LONG, LONG));

            trace.check(
                    "the server sees the end of the connection",
                    server.seesTheEnd(),
                    "Close the socket in every case: try-with-resources.");
        }
    }

    @Test
    void anUnknownHostIsTheCallersMistake() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 8888);

        trace.throwsA(
                UnknownHostException.class,
                "ask a name that has no address",
                "No server has done that, so it is no outcome. Catch the classes that you know, and"
                        + " let other IOExceptions pass.",
                () -> Inquiry.ask(unknown, "?", LONG, LONG));
    }

    private void check(
            String step, Ending ending, String text, String why, Callable<Outcome> inquiry) {
        Outcome outcome = trace.call(step, inquiry);
        trace.equal("the outcome", new Outcome(ending, text), outcome, why);
    }
}
