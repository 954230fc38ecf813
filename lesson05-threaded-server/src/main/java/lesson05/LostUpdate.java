package lesson05;

import java.io.PrintStream;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/// Two threads count visitors, 1000 each. Four ways to count: two of them lose half.
///
/// A race is a matter of luck; this program takes luck out of it. A barrier makes both threads
/// stand at the worst place at the same time, every time.
public final class LostUpdate {

    private static final int VISITORS = 1_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: LostUpdate
                    Two threads count 1000 visitors each, in four ways.
                    Example: ./course run lesson05 LostUpdate
                    """,
                    0);

    private LostUpdate() {}

    /// A counter that two threads use. `meet` waits until both are there.
    private interface Counter {

        void countOne(Meeting meet) throws InterruptedException, BrokenBarrierException;

        int count();
    }

    @FunctionalInterface
    private interface Meeting {
        void await() throws InterruptedException, BrokenBarrierException;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                _ -> {
                    out.println("Two threads count 1000 visitors each");
                    out.println("count = count + 1   " + result(new Plain()));
                    out.println("the same, volatile  " + result(new Volatile()));
                    out.println("synchronized        " + result(new Synchronized()));
                    out.println("AtomicInteger       " + result(new Atomic()));
                    return Program.DONE;
                });
    }

    private static final class Plain implements Counter {

        private int count;

        @Override
        public void countOne(Meeting meet) throws InterruptedException, BrokenBarrierException {
            // region plain
            int seen = count; // read
            meet.await(); //     now both threads have read the same number
            count = seen + 1; // and both write the same number
            // endregion
        }

        @Override
        public int count() {
            return count;
        }
    }

    private static final class Volatile implements Counter {

        private volatile int count;

        @Override
        public void countOne(Meeting meet) throws InterruptedException, BrokenBarrierException {
            int seen = count;
            meet.await();
            count = seen + 1;
        }

        @Override
        public int count() {
            return count;
        }
    }

    private static final class Synchronized implements Counter {

        private int count;

        @Override
        public void countOne(Meeting meet) throws InterruptedException, BrokenBarrierException {
            meet.await(); // here: inside the lock the second thread could never come
            synchronized (this) {
                count = count + 1;
            }
        }

        @Override
        public synchronized int count() {
            return count;
        }
    }

    private static final class Atomic implements Counter {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void countOne(Meeting meet) throws InterruptedException, BrokenBarrierException {
            meet.await();
            count.incrementAndGet(); // reads and writes in one step
        }

        @Override
        public int count() {
            return count.get();
        }
    }

    private static int result(Counter counter) throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        Runnable counting =
                () -> {
                    try {
                        for (int i = 0; i < VISITORS; i++) {
                            counter.countOne(both::await);
                            both.await(); // nobody reads the next number too early
                        }
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException("the counting was interrupted", e);
                    }
                };
        Thread first = Thread.ofPlatform().name("counts-1").start(counting);
        Thread second = Thread.ofPlatform().name("counts-2").start(counting);
        first.join();
        second.join();
        return counter.count();
    }
}
