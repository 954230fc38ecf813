package lesson07;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/// What every program of this lesson does around its own work: it answers `--help`, checks the
/// number of arguments, and turns what goes wrong into one line and an exit status.
///
/// @param usage what `--help` prints; the last line is an example
/// @param mostArguments how many arguments the program takes at most
record Program(String usage, int mostArguments) {

    static final int DONE = 0;
    static final int CHECKS_FAILED = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    /// The program's own work. Returns the exit status.
    @FunctionalInterface
    interface Work {
        int run(Arguments arguments) throws Failure, IOException, InterruptedException;
    }

    int run(String[] args, PrintStream out, PrintStream err, Work work) {
        if (List.of(args).contains("--help")) {
            out.print(usage);
            return DONE;
        }
        try {
            return work.run(new Arguments(mostArguments, args));
        } catch (Failure e) {
            err.println(e.getMessage() + (e.status() == USAGE ? " " + example() : ""));
            return e.status();
        } catch (IOException e) {
            err.println("Stopped by an error that was not expected here: " + e);
            return ENVIRONMENT;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            err.println("Stopped: another thread asked for it.");
            return ENVIRONMENT;
        }
    }

    private String example() {
        return usage.lines().toList().getLast().strip();
    }
}
