package lesson02;

import java.io.IOException;
import java.io.PrintStream;

/// Closes two resources with try-with-resources. The same by hand: [ClosingByHand].
///
/// See the Java Language Specification, 14.20.3, and [Throwable#getSuppressed()].
public final class ClosingByTry {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ClosingByTry
                    Prints the order of closing with try-with-resources, and what gets out.
                    Example: ./course run lesson02 ClosingByTry
                    """,
                    0);

    /// A task that opens two resources, works and closes them.
    @FunctionalInterface
    interface Task {
        void run(boolean fails, boolean jams, PrintStream out) throws IOException;
    }

    private ClosingByTry() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> threeTimes(ClosingByTry::task, out));
    }

    // region by-try
    private static void task(boolean fails, boolean jams, PrintStream out) throws IOException {
        try (Drawer _ = new Drawer("socket", false, out);
                Drawer _ = new Drawer("stream", jams, out)) {
            Drawer.work(fails, out);
        }
    }

    // endregion

    /// Runs the task where all goes well, where the work throws, and where work and `close` throw.
    static int threeTimes(Task task, PrintStream out) {
        once("All goes well", task, false, false, out);
        once("The work throws", task, true, false, out);
        once("The work throws, and so does close", task, true, true, out);
        return Program.DONE;
    }

    private static void once(
            String title, Task task, boolean fails, boolean jams, PrintStream out) {
        out.println(title);
        try {
            task.run(fails, jams, out);
        } catch (IOException e) {
            out.println("  caught: " + e.getMessage());
            for (Throwable suppressed : e.getSuppressed()) {
                out.println("  suppressed: " + suppressed.getMessage());
            }
        }
    }
}
