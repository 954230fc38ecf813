package course.cli.grade.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Ends a job by closing its standard input: a shell around the command waits for that, also when
/// this program is killed and can end nothing any more.
record Lifeline(Process process, Remains remains) implements RunningJob.Ending {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What to do when the shell itself has ended, or does not.
    interface Remains {

        /// Removes what is left.
        ///
        /// @param orderly whether the shell has ended by itself, with everything in it; otherwise
        ///   something may still live, and is to be ended too
        void remove(boolean orderly) throws IOException;
    }

    @Override
    public void now() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() throws IOException {
        boolean orderly = false;
        try {
            orderly = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.toHandle().destroyForcibly();
            remains.remove(orderly);
        }
    }
}
