package lesson02.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import lesson02.Segment;
import lesson02.exercise.ConnectionStates.Step;
import org.junit.jupiter.api.Test;

/// The captures are real: `src/test/resources/lesson02`, each with the command that made it. Two
/// short ones are constructed here, and say so.
@Exercise(
        number = "2.5",
        title = "Follow a connection through its states",
        points = 10,
        of = ConnectionStates.class)
class ConnectionStatesTest {

    /// Phase, client's state, server's state: one line per segment.
    private static final String HANDSHAKE =
            """
            HANDSHAKE SYN_SENT     SYN_RECEIVED
            HANDSHAKE ESTABLISHED  SYN_RECEIVED
            HANDSHAKE ESTABLISHED  ESTABLISHED
            """;

    private static final String TWO_TIMES_DATA =
            """
            DATA      ESTABLISHED  ESTABLISHED
            DATA      ESTABLISHED  ESTABLISHED
            """;

    private static final String HANDSHAKE_RULE =
            "The client is ESTABLISHED when the SYN of the server has come, the server when its own"
                    + " SYN is acknowledged: that segment is the last of the handshake. What follows is"
                    + " DATA.";
    private static final String ACK_RULE =
            "An ACK counts for a FIN only if its number is next() of the FIN: sequence number, plus"
                    + " length, plus one.";
    private static final String CLOSE_RULE =
            "Who sends the first FIN goes to FIN_WAIT_1, who receives it to CLOSE_WAIT. Look at who"
                    + " sends, client or server, and apply to each side the one line of the table that"
                    + " fits.";
    private static final String BOTH_RULE =
            "A FIN with the ACK of the other FIN is two events in one segment. First the ACK:"
                    + " FIN_WAIT_2 (LAST_ACK for the sender). Then the FIN: TIME_WAIT.";
    private static final String RESET_RULE =
            "RST ends the connection at once, on both sides: no FIN, no TIME_WAIT.";

    private final Trace trace = new Trace();

    @Test
    void followsTheHandshakeAndTheData() {
        follow(
                capture("close-in-four-segments").subList(0, 5),
                HANDSHAKE_RULE,
                HANDSHAKE + TWO_TIMES_DATA);
    }

    @Test
    void followsACloseInFourSegments() {
        follow(
                capture("close-in-four-segments"),
                CLOSE_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        CLOSE     TIME_WAIT    LAST_ACK
                        CLOSE     TIME_WAIT    CLOSED
                        """);
    }

    @Test
    void followsACloseInThreeSegments() {
        follow(
                capture("close-in-three-segments"),
                BOTH_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     TIME_WAIT    LAST_ACK
                        CLOSE     TIME_WAIT    CLOSED
                        """);
    }

    @Test
    void followsAServerThatClosesFirst() {
        follow(
                capture("server-closes-first"),
                CLOSE_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     CLOSE_WAIT   FIN_WAIT_1
                        CLOSE     CLOSE_WAIT   FIN_WAIT_2
                        CLOSE     LAST_ACK     TIME_WAIT
                        CLOSE     CLOSED       TIME_WAIT
                        """);
    }

    @Test
    void followsDataAfterAHalfClose() {
        follow(
                capture("half-close"),
                "After its FIN a side can still receive: data and the ACK of data change no state.",
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        CLOSE     TIME_WAIT    LAST_ACK
                        CLOSE     TIME_WAIT    CLOSED
                        """);
    }

    @Test
    void anAckOfDataIsNotTheAckOfTheFin() {
        follow(
                capture("ack-of-data-after-fin"),
                ACK_RULE,
                HANDSHAKE
                        + """
                        DATA      ESTABLISHED  ESTABLISHED
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     TIME_WAIT    LAST_ACK
                        CLOSE     TIME_WAIT    CLOSED
                        """);
    }

    @Test
    void followsASimultaneousClose() {
        follow(
                capture("simultaneous-close"),
                "The second FIN does not acknowledge the first: the two have crossed, so both sides"
                        + " are in CLOSING until the ACK of their own FIN arrives.",
                HANDSHAKE
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     CLOSING      CLOSING
                        CLOSE     CLOSING      TIME_WAIT
                        CLOSE     TIME_WAIT    TIME_WAIT
                        """);
    }

    @Test
    void followsACloseByReset() {
        follow(
                capture("close-by-reset"),
                RESET_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     CLOSED       CLOSED
                        """);
    }

    @Test
    void followsAResetAfterAFin() {
        follow(
                capture("reset-after-fin"),
                RESET_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     CLOSE_WAIT   FIN_WAIT_1
                        CLOSE     CLOSED       CLOSED
                        """);
    }

    @Test
    void followsARefusedConnection() {
        follow(
                capture("refused"),
                RESET_RULE,
                """
                HANDSHAKE SYN_SENT     SYN_RECEIVED
                CLOSE     CLOSED       CLOSED
                """);
    }

    @Test
    void followsAConnectionOverIpv6() {
        follow(
                capture("ipv6"),
                BOTH_RULE,
                HANDSHAKE
                        + TWO_TIMES_DATA
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     TIME_WAIT    LAST_ACK
                        CLOSE     TIME_WAIT    CLOSED
                        """);
    }

    @Test
    void sequenceNumbersGoBackToZero() {
        List<Segment> constructed =
                segments(
                        """
                        0 IP 127.0.0.1.5000 > 127.0.0.1.8888: Flags [S], seq 4294967293, win 9, length 0
                        0 IP 127.0.0.1.8888 > 127.0.0.1.5000: Flags [S.], seq 4294967295, ack 4294967294, win 9, length 0
                        0 IP 127.0.0.1.5000 > 127.0.0.1.8888: Flags [.], ack 0, win 9, length 0
                        0 IP 127.0.0.1.5000 > 127.0.0.1.8888: Flags [FP.], seq 4294967294:0, ack 0, win 9, length 2
                        0 IP 127.0.0.1.8888 > 127.0.0.1.5000: Flags [.], ack 0, win 9, length 0
                        0 IP 127.0.0.1.8888 > 127.0.0.1.5000: Flags [.], ack 1, win 9, length 0
                        """);

        follow(
                constructed,
                "After 4,294,967,295 comes 0. Segment.next() counts like this. " + ACK_RULE,
                HANDSHAKE
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        """);
    }

    @Test
    void aSegmentThatIsSentAgainChangesNothing() {
        List<Segment> real = capture("close-in-four-segments");
        List<Segment> constructed =
                List.of(
                        real.get(0),
                        real.get(0),
                        real.get(1),
                        real.get(2),
                        real.get(5),
                        real.get(5),
                        real.get(6));

        follow(
                constructed,
                "A SYN or FIN that is sent again, because its ACK was lost, changes nothing.",
                """
                HANDSHAKE SYN_SENT     SYN_RECEIVED
                """
                        + HANDSHAKE
                        + """
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_1   CLOSE_WAIT
                        CLOSE     FIN_WAIT_2   CLOSE_WAIT
                        """);
    }

    @Test
    void noSegmentsAreNoSteps() {
        List<Step> steps =
                trace.call("follow an empty list", () -> ConnectionStates.follow(List.of()));

        trace.equal("no steps", List.of(), steps, "There is one step per segment.");
    }

    @Test
    void refusesACaptureThatBeginsInTheMiddle() {
        List<Segment> withoutSyn = capture("close-in-four-segments").subList(1, 9);

        trace.throwsA(
                IllegalArgumentException.class,
                "follow a capture that begins with " + text(withoutSyn.getFirst(), withoutSyn),
                "Without the first SYN nobody can say who the client is, or what state the sides"
                        + " are in.",
                () -> ConnectionStates.follow(withoutSyn));
    }

    @Test
    void refusesASegmentOfAnotherConnection() {
        List<Segment> mixed =
                List.of(
                        capture("close-in-four-segments").get(0),
                        capture("close-in-three-segments").get(1));

        trace.throwsA(
                IllegalArgumentException.class,
                "follow two segments with different ports",
                "A connection is known by both addresses and both ports. A capture can hold more"
                        + " than one.",
                () -> ConnectionStates.follow(mixed));
    }

    private void follow(List<Segment> segments, String rule, String table) {
        List<String> expected = table.lines().map(line -> line.replaceAll(" +", " ")).toList();

        List<Step> steps =
                trace.call(
                        "follow a connection of " + segments.size() + " segments",
                        () -> ConnectionStates.follow(segments));

        trace.equal(
                "one step per segment",
                segments.size(),
                steps == null ? null : steps.size(),
                "Count them.");
        for (int i = 0; i < segments.size(); i++) {
            trace.equal(
                    "segment " + (i + 1) + ", " + text(segments.get(i), segments),
                    expected.get(i),
                    text(steps.get(i)),
                    "In order: phase, client's state, server's state. "
                            + ruleFor(expected.get(i), rule));
        }
    }

    /// The rule of the test is about its close. A wrong handshake needs another sentence.
    private static String ruleFor(String expected, String rule) {
        return expected.startsWith("CLOSE") ? rule : HANDSHAKE_RULE;
    }

    private static String text(Step step) {
        return step == null ? null : step.phase() + " " + step.client() + " " + step.server();
    }

    /// A segment in short, for the trace: `client: FIN ACK, seq 8, ack 1, next 9`.
    private static String text(Segment segment, List<Segment> all) {
        String flags = segment.flags().stream().map(Enum::name).collect(Collectors.joining(" "));
        StringBuilder text =
                new StringBuilder(
                        segment.from().equals(all.getFirst().from()) ? "client: " : "server: ");
        text.append(flags);
        segment.sequence().ifPresent(number -> text.append(", seq ").append(number));
        segment.acknowledgement().ifPresent(number -> text.append(", ack ").append(number));
        segment.sequence().ifPresent(_ -> text.append(", next() ").append(segment.next()));
        return text.toString();
    }

    private List<Segment> capture(String name) {
        trace.byHand("cat lesson02-tcp-oneway/src/test/resources/lesson02/" + name + ".txt");
        try (InputStream in =
                ConnectionStatesTest.class.getResourceAsStream("/lesson02/" + name + ".txt")) {
            return segments(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Segment> segments(String capture) {
        return capture.lines().filter(line -> !line.startsWith("#")).map(Segment::parse).toList();
    }
}
