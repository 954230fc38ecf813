package course.cli;

import java.io.PrintWriter;
import java.time.Duration;

/// How far the grading is and how long the rest will take: one line that changes on a terminal, a
/// line for each tenth elsewhere.
final class GradeProgress {

    private static final int WIDTH = 79;
    private static final int BAR = 30;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final long start = System.nanoTime();
    private int before = -1;
    private int tenths = -1;
    private boolean drawn;

    GradeProgress(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /// @param done how many are graded, from this run and from earlier ones
    void graded(int done, int all) {
        if (before < 0) {
            before = done;
        }
        if (isTerminal) {
            String line =
                    "%s %d of %d graded%s".formatted(bar(done, all), done, all, left(done, all));
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            drawn = true;
        } else if (all > 0 && 10 * done / all > tenths) {
            tenths = 10 * done / all;
            out.printf("%d of %d graded%s%n", done, all, left(done, all));
        }
        out.flush();
    }

    /// The next output begins on a line of its own.
    void end() {
        if (drawn) {
            out.println();
            out.flush();
        }
    }

    private static String bar(int done, int all) {
        int full = all == 0 ? BAR : BAR * done / all;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private String left(int done, int all) {
        if (done == all || done - before < 3) {
            return "";
        }
        long elapsed = System.nanoTime() - start;
        long seconds = Duration.ofNanos(elapsed / (done - before) * (all - done)).toSeconds();
        return seconds < 90
                ? ", about " + Math.max(1, seconds) + " s left"
                : ", about " + (seconds + 30) / 60 + " min left";
    }
}
