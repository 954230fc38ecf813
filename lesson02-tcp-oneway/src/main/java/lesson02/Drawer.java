package lesson02;

import java.io.IOException;
import java.io.PrintStream;

/// A resource that says what happens to it, for [ClosingByHand] and [ClosingByTry]. One kind cannot
/// be closed without an exception, as a stream whose last bytes cannot be written.
///
/// @param jams whether `close` throws
record Drawer(String name, boolean jams, PrintStream out) implements AutoCloseable {

    Drawer {
        out.println("  open " + name);
    }

    /// The task itself, which may fail.
    static void work(boolean fails, PrintStream out) throws IOException {
        if (fails) {
            throw new IOException("the work failed");
        }
        out.println("  work");
    }

    @Override
    public void close() throws IOException {
        out.println("  close " + name);
        if (jams) {
            throw new IOException(name + " cannot be closed");
        }
    }
}
