package course.testkit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Watches an event loop from outside: does its thread sleep in `select` while nothing arrives?
///
/// It looks at this one thread, in windows of a quarter of a second: does it use processor time,
/// and does Linux call it asleep? Three quiet windows in a row are asked for, out of ten: on a busy
/// machine a loop that spins may look quiet in one of them, because it did not get a processor, and
/// a correct loop may have something left to do in another. What it does wrong, [Spin] finds out
/// and says in words.
///
/// Safe to read from another thread are a selector's `keys()`, and of a key `interestOps()` and
/// `readyOps()`. The selected set is not: it is looked at when the loop's thread is in `select`,
/// which does not change it before it returns.
public final class LoopGuard {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration WINDOW = Duration.ofMillis(250);
    private static final int WINDOWS = 10;
    private static final int QUIET_WINDOWS = 3;
    private static final int LOOKS = 10;
    private static final double IDLE_PERCENT = 0.5;

    private final Selector selector;
    private final Thread thread;

    /// @param selector the one that the loop was handed, or has handed out
    /// @param thread the loop's own, a platform thread
    public LoopGuard(Selector selector, Thread thread) {
        this.selector = selector;
        this.thread = thread;
    }

    /// Fails if the loop uses the processor although nothing arrives, if it waits elsewhere than in
    /// `select`, or if it leaves keys in the selected set. To be called when everything that was
    /// sent has been answered. Takes 0.75 s if all is well, 2.5 s if not.
    public void checkIdle(Trace trace, String step) {
        boolean[] sleptElsewhere = {false};
        boolean quiet =
                isQuiet(() -> {
                    boolean inSelect = isInSelect(thread.getStackTrace());
                    sleptElsewhere[0] |= !inSelect;
                    return inSelect;
                });
        if (quiet) {
            checkSelectedSet(trace, step);
            return;
        }
        if (!thread.isAlive()) {
            trace.check(step, false, "The loop's thread has ended.");
        }
        if (sleptElsewhere[0]) {
            trace.check(
                    step,
                    false,
                    inWords(thread)
                            + ". An event loop waits in select and nowhere else: while it waits elsewhere, nobody is"
                            + " served. Is the channel in blocking mode?");
        }
        failAsBusy(trace, step);
    }

    /// Fails if the thread uses the processor although nothing arrives. It may wait where it likes,
    /// for example in an `accept` that blocks. Takes as long as [#checkIdle].
    public void checkSleeps(Trace trace, String step) {
        if (!isQuiet(() -> true)) {
            failAsBusy(trace, step);
        }
        trace.ok(step);
    }

    /// Whether the thread does nothing in some windows in a row, and this holds at the end of each.
    private boolean isQuiet(BooleanSupplier holds) {
        int quiet = 0;
        for (int i = 0; i < WINDOWS && quiet < QUIET_WINDOWS; i++) {
            quiet = sleeps() && holds.getAsBoolean() ? quiet + 1 : 0;
        }
        return quiet == QUIET_WINDOWS;
    }

    private void failAsBusy(Trace trace, String step) {
        // Without the number: on a busy machine a spinning thread gets little, and that would
        // mislead.
        String busy =
                "Thread \"" + thread.getName() + "\" does not sleep although nothing arrives.\n";
        trace.check(step, false, busy + new Spin(selector, thread).inWords());
    }

    /// Fails if the loop's thread uses more than `percent` of one processor, in the best of ten
    /// windows. For times in which something arrives; when nothing does, [#checkIdle] says more.
    public void checkCpu(Trace trace, String step, int percent) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < WINDOWS && best > percent; i++) {
            best = Math.min(best, cpuPercent(WINDOW));
        }
        if (best > percent) {
            trace.check(
                    step,
                    false,
                    String.format(
                                    Locale.ROOT,
                                    "Thread \"%s\" uses %.0f %% of a processor, and at most %d %% are allowed"
                                            + " here.%n",
                                    thread.getName(),
                                    best,
                                    percent)
                            + new Spin(selector, thread).inWords());
        }
        trace.ok(step);
    }

    /// How much of one processor the thread uses in a window of time from now on. Blocks for so
    /// long.
    public double cpuPercent(Duration window) {
        long cpu = THREADS.getThreadCpuTime(thread.threadId());
        long start = System.nanoTime();
        park(window);
        long used = THREADS.getThreadCpuTime(thread.threadId()) - cpu;
        // Both are -1 when the thread has ended.
        return 100.0 * used / (System.nanoTime() - start);
    }

    /// Whether it does nothing in a window of time. The processor time alone would not tell: on a
    /// machine that is very busy, a thread that spins may have to wait for a whole window until it
    /// is its turn. But then it does not sleep.
    private boolean sleeps() {
        Optional<KernelThread> kernel = KernelThread.of(thread);
        long cpu = THREADS.getThreadCpuTime(thread.threadId());
        boolean asleep = true;
        for (int i = 0; i < LOOKS; i++) {
            park(WINDOW.dividedBy(LOOKS));
            asleep &= kernel.isEmpty() || kernel.get().isAsleep();
        }
        long used = THREADS.getThreadCpuTime(thread.threadId()) - cpu;
        return asleep && 100.0 * used / WINDOW.toNanos() < IDLE_PERCENT;
    }

    private static void park(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void checkSelectedSet(Trace trace, String step) {
        trace.check(
                step,
                selectedKeys(selector).isEmpty(),
                "It waits in select, as it should, but keys are left in the selected set: "
                        + WatchedKey.names(selectedKeys(selector))
                        + ". "
                        + Spin.SELECTED_SET_RULE);
    }

    /// Not when `select` has called back: `select(Consumer)` runs the lesson's code inside of
    /// itself.
    static boolean isInSelect(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (HangReport.isLessonCode(frame)) {
                return false;
            }
            if (frame.getClassName().endsWith("SelectorImpl")
                    && (frame.getMethodName().equals("lockAndDoSelect")
                            || frame.getMethodName().equals("doSelect"))) {
                return true;
            }
        }
        return false;
    }

    /// Where a thread is, with the lesson's own line: `Thread "loop 1" is in
    /// SocketChannelImpl.read, called at X.java:12`.
    static String inWords(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        String name = "Thread \"" + thread.getName() + "\" ";
        for (int i = 0; i < stack.length; i++) {
            if (HangReport.isLessonCode(stack[i])) {
                String line = stack[i].getFileName() + ":" + stack[i].getLineNumber();
                return i == 0
                        ? name + "is at " + line
                        : name + "is in " + methodOf(stack[i - 1]) + ", called at " + line;
            }
        }
        return name + (stack.length == 0 ? "has ended" : "is in " + methodOf(stack[0]));
    }

    private static String methodOf(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }

    /// For a loop that has died by a null, in words: is the listener's key in the selected set? No
    /// client needs to have waited then; one may have come since. Nobody else uses the selector
    /// now.
    static String listenerInSelectedSet(Selector selector) {
        return selectedKeys(selector).stream()
                .filter(key -> key.channel() instanceof ServerSocketChannel)
                .findFirst()
                .map(_ ->
                        "\nHas accept() given null? The listener is in the selected set, and perhaps no client has"
                                + " waited. "
                                + Spin.SELECTED_SET_RULE)
                .orElse("");
    }

    /// Only its size: going through the set while the loop changes it could do anything.
    static boolean isSelectedSetEmpty(Selector selector) {
        try {
            return selector.selectedKeys().isEmpty();
        } catch (ClosedSelectorException _) {
            return true;
        }
    }

    /// A copy; empty when the selector is closed or the loop is just changing the set.
    static List<SelectionKey> selectedKeys(Selector selector) {
        try {
            return new ArrayList<>(selector.selectedKeys());
        } catch (ClosedSelectorException | ConcurrentModificationException _) {
            return List.of();
        }
    }

    /// The keys that are valid; none when the selector is closed.
    static List<WatchedKey> keys(Selector selector) {
        try {
            return selector.keys().stream()
                    .filter(SelectionKey::isValid)
                    .map(WatchedKey::new)
                    .toList();
        } catch (ClosedSelectorException _) {
            return List.of();
        }
    }

    /// A selector for one look at what is ready; a second one does not disturb the first.
    static int readyNow(SelectionKey key, int interest) throws IOException {
        try (Selector probe = Selector.open()) {
            SelectionKey probed = key.channel().register(probe, interest);
            probe.selectNow();
            return probed.readyOps();
        }
    }
}
