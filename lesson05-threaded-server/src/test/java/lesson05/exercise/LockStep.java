package lesson05.exercise;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;

/// Lets several threads run in lock step, so that a race is no matter of luck: nobody takes its
/// next step before all others stand in front of theirs. A thread that cannot get there, because a
/// thread in front of a step holds the lock that it needs, is not waited for.
///
/// So code without a lock meets the worst order every time: all read, then all write. And code with
/// a lock of any kind runs to its end.
final class LockStep {

    /// How long a thread may wait for what has no owner (a semaphore, say) until it counts as
    /// stuck.
    private static final Duration ASLEEP = Duration.ofMillis(60);

    /// How much processor time a thread may use without a step until it counts as spinning. On a
    /// busy machine a thread that is on its way stands still for long, and uses none.
    private static final Duration SPUN = Duration.ofMillis(50);

    /// How long a thread may be on its way.
    private static final Duration AWAY = Duration.ofSeconds(2);

    /// When so much time has gone into such waits, it is plain that the code waits in this way.
    private static final Duration ENOUGH = Duration.ofMillis(1_500);

    private static final Duration NO_MORE_PATIENCE = Duration.ofMillis(5);

    private final ThreadMXBean threadsInfo = ManagementFactory.getThreadMXBean();
    private final List<Thread> crew = new ArrayList<>();
    private final Map<Thread, Ticket> arrived = new LinkedHashMap<>();
    private final List<Ticket> turns = new ArrayList<>();
    private final Map<Long, Long> processorTimes = new HashMap<>();
    private long lastMove = System.nanoTime();
    private long spent;

    /// One thread's next step. The lowest rank goes first.
    private record Ticket(Thread thread, int rank) {}

    /// Runs the tasks, each on a thread of its own, until all have ended. Task number `i` first
    /// takes `i * lag` steps that do nothing.
    <T> List<T> run(int lag, List<Callable<T>> tasks) throws Exception {
        List<FutureTask<T>> futures = new ArrayList<>();
        synchronized (this) {
            crew.clear();
            for (Callable<T> task : tasks) {
                int idle = futures.size() * lag;
                FutureTask<T> future =
                        new FutureTask<>(() -> {
                            for (int i = 0; i < idle; i++) {
                                step(0, () -> 0);
                            }
                            return task.call();
                        });
                crew.add(
                        Thread.ofPlatform()
                                .daemon()
                                .name("visitor " + (futures.size() + 1))
                                .unstarted(future));
                futures.add(future);
            }
            noteMove();
        }
        crew.forEach(Thread::start);
        List<T> results = new ArrayList<>();
        for (FutureTask<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    /// One step of a thread of the crew; any other thread just does it.
    int step(int rank, IntSupplier action) {
        Thread self = Thread.currentThread();
        Ticket ticket = new Ticket(self, rank);
        synchronized (this) {
            if (!crew.contains(self)) {
                return action.getAsInt();
            }
            arrived.put(self, ticket);
            try {
                openRoundIfAllAreThere();
                while (!isTurnOf(ticket)) {
                    wait(1);
                    openRoundIfAllAreThere();
                }
            } catch (InterruptedException e) {
                self.interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        // Without the monitor: the action may run code of the student.
        try {
            return action.getAsInt();
        } finally {
            synchronized (this) {
                turns.remove(ticket);
                noteMove();
                notifyAll();
            }
        }
    }

    private boolean isTurnOf(Ticket ticket) {
        return !turns.isEmpty() && turns.getFirst().equals(ticket);
    }

    private void openRoundIfAllAreThere() {
        if (!turns.isEmpty()) {
            return;
        }
        boolean sleepers = false;
        for (Thread thread : crew) {
            if (!arrived.containsKey(thread)) {
                if (!isStuck(thread, crew.size())) {
                    return;
                }
                sleepers |= thread.isAlive();
            }
        }
        long waited = System.nanoTime() - lastMove;
        // On a busy machine a round may last long though nobody sleeps.
        if (sleepers && waited > ASLEEP.toNanos()) {
            spent += waited;
        }
        turns.addAll(arrived.values());
        turns.sort(Comparator.comparingInt(Ticket::rank));
        arrived.clear();
        notifyAll();
    }

    private boolean isStuck(Thread thread, int depth) {
        if (thread.getState() == Thread.State.NEW) {
            return false;
        }
        ThreadInfo info = threadsInfo.getThreadInfo(thread.threadId());
        if (info == null || info.getThreadState() == Thread.State.TERMINATED) {
            return true;
        }
        Optional<Thread> owner = ownerInTheCrew(info);
        if (owner.isEmpty() || depth == 0) {
            return isOverdue(info);
        }
        return arrived.containsKey(owner.get()) || isStuck(owner.get(), depth - 1);
    }

    /// Who holds the lock that the thread waits for.
    private Optional<Thread> ownerInTheCrew(ThreadInfo info) {
        return info.getLockInfo() == null || isMonitorOfThis(info)
                ? Optional.empty()
                : crew.stream()
                        .filter(thread -> thread.threadId() == info.getLockOwnerId())
                        .findFirst();
    }

    /// Such a thread is on its way to its step.
    private boolean isMonitorOfThis(ThreadInfo info) {
        return info.getLockInfo().getIdentityHashCode() == System.identityHashCode(this);
    }

    private boolean isOverdue(ThreadInfo info) {
        long waited = System.nanoTime() - lastMove;
        if (spent > ENOUGH.toNanos()) {
            return waited > NO_MORE_PATIENCE.toNanos();
        }
        boolean onItsWay = info.getLockInfo() != null && isMonitorOfThis(info);
        if (onItsWay || info.getThreadState() == Thread.State.RUNNABLE) {
            return hasSpun(info.getThreadId()) || waited > AWAY.toNanos();
        }
        return waited > ASLEEP.toNanos();
    }

    private boolean hasSpun(long thread) {
        long now = threadsInfo.getThreadCpuTime(thread);
        return now - processorTimes.computeIfAbsent(thread, _ -> now) > SPUN.toNanos();
    }

    private void noteMove() {
        lastMove = System.nanoTime();
        processorTimes.clear();
    }
}
