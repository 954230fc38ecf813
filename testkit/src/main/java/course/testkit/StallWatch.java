package course.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for work that may take long as long as it makes progress.
///
/// A Docker engine can accept a connection and then never answer, and no time limit of the client
/// library covers that in every place. So the work is done on a daemon thread that can be left
/// behind.
final class StallWatch {

    private static final long TICK_MILLIS = 100;

    private final long patienceNanos;
    private final long limitNanos;
    private volatile long lastMove;

    /// Gives up after `patience` without a call of [#moved], and after `limit` whatever moves.
    StallWatch(Duration patience, Duration limit) {
        patienceNanos = patience.toNanos();
        limitNanos = limit.toNanos();
    }

    /// Says that the work has got a step further. Called by the work, from any thread.
    void moved() {
        lastMove = System.nanoTime();
    }

    /// Does the work on a thread of its own, and throws what it throws.
    ///
    /// @throws TimeoutException if nothing moves any more; the work's thread is interrupted and
    ///   left behind
    <T> T await(String name, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        long start = System.nanoTime();
        lastMove = start;
        while (true) {
            try {
                return task.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                if (now - lastMove > patienceNanos || now - start > limitNanos) {
                    task.cancel(true);
                    throw e;
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }
}
