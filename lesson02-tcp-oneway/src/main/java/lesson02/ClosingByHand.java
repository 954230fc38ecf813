package lesson02;

import java.io.IOException;
import java.io.PrintStream;

/// Closes two resources with nested `finally`, as before Java 7. The same with less:
/// [ClosingByTry].
///
/// See the Java Language Specification, 14.20.2: what `finally` throws replaces what the body has
/// thrown.
public final class ClosingByHand {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ClosingByHand
                    Prints the order of closing with nested finally, and which exception gets out.
                    Example: ./course run lesson02 ClosingByHand
                    """,
                    0);

    private ClosingByHand() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> ClosingByTry.threeTimes(ClosingByHand::task, out));
    }

    // region by-hand
    private static void task(boolean fails, boolean jams, PrintStream out) throws IOException {
        Drawer socket = new Drawer("socket", false, out);
        try {
            Drawer stream = new Drawer("stream", jams, out);
            try {
                Drawer.work(fails, out);
            } finally {
                stream.close();
            }
        } finally {
            socket.close();
        }
    }
    // endregion
}
