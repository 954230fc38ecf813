package course.cli.grade.judge;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The processors of this machine, as all judges of this process share them. Whether a time limit
/// was missed because of the load is found out with the machine for oneself.
class Machine {

    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    /// Work that keeps processors busy.
    @FunctionalInterface
    interface Work<T> {
        /// Does it.
        T done() throws IOException, InterruptedException;
    }

    /// Works beside others.
    <T> T shared(Work<T> work) throws IOException, InterruptedException {
        lock.readLock().lockInterruptibly();
        try {
            return work.done();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Waits until all others are done, and works while they wait. Not from within [#shared].
    <T> T alone(Work<T> work) throws IOException, InterruptedException {
        lock.writeLock().lockInterruptibly();
        try {
            return work.done();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
