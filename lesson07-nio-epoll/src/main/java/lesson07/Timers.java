package lesson07;

import java.time.Duration;
import java.util.PriorityQueue;

/// What shall happen later, in the order of time. For one thread.
final class Timers {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();

    private record Timer(long at, Runnable task) implements Comparable<Timer> {

        @Override
        public int compareTo(Timer other) {
            return Long.signum(at - other.at); // a plain comparison fails when nanoTime overflows
        }
    }

    void add(Duration delay, Runnable task) {
        queue.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    /// How long `select` may wait: until the next timer, at least 1 ms. 0, which means for ever,
    /// when there is none.
    long millisToNext() {
        Timer next = queue.peek();
        if (next == null) {
            return 0;
        }
        return Math.max(1, (next.at - System.nanoTime() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    /// Takes out a task whose time has come; null when there is none.
    Runnable pollDue() {
        Timer next = queue.peek();
        return next != null && next.at - System.nanoTime() <= 0 ? queue.poll().task : null;
    }
}
