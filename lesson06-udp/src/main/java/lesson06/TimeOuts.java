package lesson06;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Prints what the time-out of RFC 6298 does with a row of round-trip times.
public final class TimeOuts {

    private static final List<String> DEFAULT =
            List.of("100", "100", "100", "200", "lost", "lost", "100", "100", "100");
    private static final String ROW = "%-14s %6s %7s %6s";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TimeOuts [event...]
                    An event is a round-trip time in milliseconds, from 1 to 60000, or the word lost.
                    Default: 100 100 100 200 lost lost 100 100 100.
                    Example: ./course run lesson06 TimeOuts 100 100 lost 100
                    """,
                    100);

    private TimeOuts() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> print(args.length == 0 ? DEFAULT : arguments.texts(0, "100"), out));
    }

    private static int print(List<String> events, PrintStream out) throws Failure {
        RetransmissionTimer timer = new RetransmissionTimer();
        out.println("All times in milliseconds");
        out.println(ROW.formatted("event", "SRTT", "RTTVAR", "RTO"));
        row(out, "start", timer);
        for (String event : events) {
            if (event.equals("lost")) {
                timer.backOff();
                row(out, "no answer", timer);
            } else {
                timer.sample(roundTrip(event));
                row(out, "answer in " + event, timer);
            }
        }
        return Program.DONE;
    }

    private static Duration roundTrip(String event) throws Failure {
        int millis = event.matches("\\d{1,5}") ? Integer.parseInt(event) : 0;
        if (millis < 1 || millis > 60_000) {
            throw Failure.usage(
                    "The event \""
                            + SafeText.of(event)
                            + "\" is neither a number from 1 to 60000 nor the word lost.");
        }
        return Duration.ofMillis(millis);
    }

    private static void row(PrintStream out, String event, RetransmissionTimer timer) {
        out.println(
                ROW.formatted(
                        event,
                        millis(timer.smoothed()),
                        millis(timer.variation()),
                        millis(timer.timeOut())));
    }

    private static String millis(Duration time) {
        return time == null ? "-" : Long.toString(time.toMillis());
    }
}
