package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// One thread and one [Selector] that serve any number of channels: it waits until the kernel says
/// that some are ready, and calls what is attached to them.
///
/// The thread is a platform thread and no daemon. It ends with [#close()], or when it is
/// interrupted; nothing that a client does ends it.
public final class EventLoop implements Executor, AutoCloseable {

    /// How many bytes one read takes at most. There is one buffer for all clients.
    public static final int BUFFER_BYTES = 65_536;

    /// How long clients have to read the rest and to leave, when the loop closes.
    public static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);

    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Consumer<SelectionKey> ready = EventLoop::ready; // one, not one for each event
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Timers timers = new Timers();
    private volatile boolean closing;

    /// Does not run before [#start()]. The caller closes.
    ///
    /// @param name of the thread
    public EventLoop(String name) throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// Starts the thread. To be called once.
    public void start() {
        thread.start();
    }

    // region run
    private void run() {
        try (selector) {
            while (!isOver()) {
                selector.select(ready, timers.millisToNext());
                runTasks();
                runTimers();
            }
            closing = true;
            attached(Attached::closeNow);
            runTasks(); // who came in the last moment is sent away
        } catch (IOException e) {
            log("the selector does not work any more", e);
        }
    }

    /// Whatever goes wrong with one channel ends here. It is that channel's own affair, and never
    /// the loop's or another channel's.
    private static void ready(SelectionKey key) {
        Attached attached = (Attached) key.attachment();
        try {
            attached.ready();
        } catch (IOException | RuntimeException | Error e) {
            attached.failed(e);
        }
    }

    // endregion

    /// While the loop closes, its clients may still read the rest. An interrupt is a wish to end at
    /// once; ignored, it would make every `select` return at once.
    private boolean isOver() {
        return Thread.currentThread().isInterrupted()
                || (closing && tasks.isEmpty() && !hasOpenChannels());
    }

    /// A closed channel's key stays in the set until the next `select`: it is not enough to count.
    private boolean hasOpenChannels() {
        return selector.keys().stream().anyMatch(SelectionKey::isValid);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            runGuarded(task);
        }
    }

    private void runTimers() {
        for (Runnable task = timers.pollDue(); task != null; task = timers.pollDue()) {
            runGuarded(task);
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log("a task has met a bug", e);
        }
    }

    private static void log(String what, Throwable thrown) {
        System.getLogger("lesson07").log(System.Logger.Level.WARNING, what, thrown);
    }

    /// Runs a task on the loop's thread, soon. For any thread; does not block.
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /// Runs a task on the loop's thread after a while. For the loop's own thread, and before
    /// [#start()].
    void schedule(Duration delay, Runnable task) {
        timers.add(delay, task);
    }

    /// Attaches something to a channel. For the loop's own thread, and before [#start()].
    SelectionKey register(SelectableChannel channel, int interest, Attached attached)
            throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, attached);
    }

    /// The buffer that all channels of this loop share, empty.
    ByteBuffer buffer() {
        return buffer.clear();
    }

    boolean isClosing() {
        return closing;
    }

    /// Calls something for each attached object. For the loop's own thread.
    void attached(Consumer<Attached> action) {
        for (SelectionKey key : selector.keys()) {
            Attached attached = (Attached) key.attachment();
            runGuarded(() -> action.accept(attached));
        }
    }

    /// Ends all channels in order and waits for the thread: listeners at once, clients when they
    /// have read the rest, after [#GRACE] at the latest. May be called twice, and by any thread but
    /// the loop's.
    @Override
    public void close() throws IOException {
        stop();
        try {
            join(JOIN_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// As [#close()], but does not wait.
    void stop() throws IOException {
        if (thread.getState() == Thread.State.NEW) {
            selector.close();
        } else if (!closing) {
            closing = true;
            execute(this::endAll);
        }
    }

    private void endAll() {
        attached(Attached::endSoon);
        schedule(GRACE, () -> attached(Attached::closeNow));
    }

    /// Waits for the thread's end. Returns whether it has ended.
    boolean join(Duration limit) throws InterruptedException {
        return thread.getState() == Thread.State.NEW || thread.join(limit);
    }
}
