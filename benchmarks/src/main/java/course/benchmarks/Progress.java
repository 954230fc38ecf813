package course.benchmarks;

import java.io.PrintStream;
import java.time.Duration;

/// One line that says what is being measured, how far it is, and how long the rest will take.
final class Progress {

    private static final int WIDTH = 79;

    private final PrintStream out;
    private final boolean isTerminal;
    private final double all;
    private final long start = System.nanoTime();
    private double done;
    private String last = "";

    /// @param all how much there is to do, in any unit
    Progress(PrintStream out, boolean isTerminal, double all) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.all = all;
    }

    /// @param share of the current step that is over, from 0 to 1
    void show(String what, double weight, double share) {
        double over = Math.min(1, (done + weight * share) / all);
        long elapsed = System.nanoTime() - start;
        String left = over < 0.05 ? "" : ", " + inWords((long) (elapsed / over * (1 - over)));
        String line = "%3.0f %%  %s%s".formatted(100 * over, what, left);
        if (isTerminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
        } else if (!what.equals(last)) {
            out.println(line);
        }
        last = what;
        out.flush();
    }

    /// The step is over.
    void done(double weight) {
        done += weight;
    }

    /// Everything is over: the next output begins on a line of its own.
    void end() {
        if (isTerminal) {
            out.println();
        }
    }

    private static String inWords(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 90
                ? "about " + Math.max(1, seconds) + " s left"
                : "about " + (seconds + 30) / 60 + " min left";
    }
}
