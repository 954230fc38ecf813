package course.testkit;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An event loop of a student, on a daemon thread of its own, from its start to its end.
///
///     try (LoopRun loop = LoopRun.start(trace, "run", selector, () -> LengthServer.run(selector, listener))) {
///         LoopGuard guard = loop.guard();
///         ...
///     }
///
/// [#close()] closes the selector and every channel that is registered with it. That ends a loop that waits in
/// `select`, and a loop that spins on a channel. A loop that spins without any channel cannot be ended in Java: it is
/// made to give way to everything else ([Stray]), and ends with the JVM, which a daemon thread does not keep alive.
public final class LoopRun implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Selector selector;
    private final Thread thread;
    private volatile Throwable thrown;

    private LoopRun(Selector selector, Trace.Action loop) {
        this.selector = selector;
        // Short: the kernel keeps 15 characters of it, and Stray finds the thread by them.
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("loop " + COUNT.incrementAndGet())
                        .unstarted(() -> run(loop));
    }

    /// Starts the loop as a step of the trace, and waits until it is in `select`, a second at most.
    /// What it throws before that fails the step; a stub makes it "not started".
    public static LoopRun start(Trace trace, String step, Selector selector, Trace.Action loop) {
        return trace.call(
                step,
                () -> {
                    LoopRun run = new LoopRun(selector, loop);
                    run.thread.start();
                    run.awaitSelect();
                    return run;
                });
    }

    /// Watches this loop.
    public LoopGuard guard() {
        return new LoopGuard(selector, thread);
    }

    /// The thread that the loop runs on.
    public Thread thread() {
        return thread;
    }

    /// Fails if the loop has ended, or if it uses the processor although nothing arrives
    /// ([LoopGuard#checkIdle]).
    public void checkIdle(Trace trace, String step) {
        if (thread.isAlive()) {
            guard().checkIdle(trace, step);
        } else {
            trace.check(step, false, howItEnded());
        }
    }

    /// Fails if the loop has ended, by an exception or by returning.
    public void checkRuns(Trace trace, String step, String why) {
        if (thread.isAlive()) {
            trace.ok(step);
        } else {
            trace.check(step, false, howItEnded() + "\n" + why);
        }
    }

    /// Closes the selector from this thread, and fails if the loop then goes on. That it returns,
    /// or throws what a closed selector and its cancelled keys throw, are both good ends.
    public void checkEndsWithItsSelector(Trace trace, String step) throws Exception {
        selector.close();
        boolean ended = thread.join(END);
        trace.check(
                step,
                ended,
                LoopGuard.inWords(thread)
                        + " two seconds after another thread has closed the selector.\n"
                        + "Loop while selector.isOpen(), and let a ClosedSelectorException end the loop: whoever"
                        + " catches everything inside the loop catches this too, for ever.");
        if (thrown != null
                && !(thrown instanceof ClosedSelectorException)
                && !(thrown instanceof CancelledKeyException)) {
            trace.check(step + ", quietly", false, howItEnded());
        }
    }

    /// How the loop has ended, for a failure that has another cause on its face ("nothing within 4
    /// seconds"); empty while it runs.
    public String epitaph() {
        return thread.isAlive() ? "" : howItEnded() + "\n";
    }

    @Override
    public void close() throws IOException {
        for (SelectableChannel channel : channels()) {
            channel.close();
        }
        selector.close();
        try {
            if (!thread.join(END)) {
                thread.interrupt();
                Stray.giveWay(thread);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SelectableChannel> channels() {
        List<SelectableChannel> channels = new ArrayList<>();
        if (selector.isOpen()) {
            try {
                selector.keys().stream().map(SelectionKey::channel).forEach(channels::add);
            } catch (ClosedSelectorException _) {
                return channels; // closed by the loop in this moment: then there is nothing to find
            }
        }
        return channels;
    }

    private void run(Trace.Action loop) {
        try {
            loop.run();
        } catch (Throwable e) { // an OutOfMemoryError ends a loop too
            thrown = e;
        }
    }

    private void awaitSelect() throws Exception {
        long end = System.nanoTime() + START.toNanos();
        while (!thread.join(Duration.ofMillis(1)) && System.nanoTime() < end) {
            if (LoopGuard.isInSelect(thread.getStackTrace())) {
                return;
            }
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private String howItEnded() {
        if (thrown == null) {
            return "The loop has returned: it has left its while.";
        }
        return "The loop has ended by an exception: "
                + thrown
                + placeOf(thrown)
                + (thrown instanceof NullPointerException
                        ? LoopGuard.listenerInSelectedSet(selector)
                        : "");
    }

    /// The student's own line is the one to look at first.
    private static String placeOf(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(HangReport::isLessonCode)
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
