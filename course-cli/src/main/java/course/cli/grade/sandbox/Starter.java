package course.cli.grade.sandbox;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts all processes on one thread, which lives as long as this program. A child can ask the
/// kernel to be ended with its parent (prctl(2), PR_SET_PDEATHSIG), and to the kernel the parent is
/// the thread, not the program: the child of a pool's thread would end when that thread idles out.
final class Starter {

    private final ExecutorService thread =
            Executors.newFixedThreadPool(
                    1, Thread.ofPlatform().daemon().name("starts sandboxes").factory());

    /// Blocks until the process has been started.
    Process start(ProcessBuilder command) throws IOException {
        Future<Process> started = thread.submit(command::start);
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            started.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a sandbox started", e);
        }
    }
}
