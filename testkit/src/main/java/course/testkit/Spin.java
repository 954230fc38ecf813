package course.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Why an event loop spins, found out from outside: from samples of its thread's stack, and from
/// what is ready at this moment.
final class Spin {

    static final String SELECTED_SET_RULE =
            "select only adds keys to that set; your loop takes them out: iterator.remove(), or"
                    + " selectedKeys().clear() after each round. A key that stays looks ready for ever.";

    private static final int SAMPLES = 50;
    private static final int MOST_SAMPLES = 1_500;
    private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int SHOWN = 3;

    private static final String SELECT_NOW = "selectNow";

    private final Selector selector;
    private final Thread thread;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int inSelect;
    private int emptySets;

    /// Takes samples for a tenth of a second; for longer when the machine is so busy that the
    /// thread hardly runs meanwhile: all samples would show it in one place.
    Spin(Selector selector, Thread thread) {
        this.selector = selector;
        this.thread = thread;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getThreadCpuTime(thread.threadId());
        for (int i = 0; i < MOST_SAMPLES; i++) {
            sample(thread.getStackTrace());
            LockSupport.parkNanos(BETWEEN);
            boolean ran = threads.getThreadCpuTime(thread.threadId()) - cpu >= ENOUGH;
            if (i >= SAMPLES && ran) {
                return;
            }
        }
    }

    /// One to three sentences for a learner: which key, which interest, why, and what to do.
    String inWords() {
        if (inSelect == 0) {
            return withoutSelect();
        }
        List<String> found = readyKeys();
        return found.isEmpty() ? nothingReady() : String.join("\n", found);
    }

    private void sample(StackTraceElement[] stack) {
        if (LoopGuard.isInSelect(stack)) {
            inSelect++;
            emptySets += LoopGuard.isSelectedSetEmpty(selector) ? 1 : 0;
        }
        int own = 0;
        while (own < stack.length && !HangReport.isLessonCode(stack[own])) {
            count(methods, stack[own].getMethodName());
            own++;
        }
        if (own < stack.length) {
            count(lines, stack[own].getFileName() + ":" + stack[own].getLineNumber());
        }
    }

    /// The thread was never seen in `select`: a loop inside the loop.
    private String withoutSelect() {
        String at = " at " + mostFrequent(lines, "a line of the JDK");
        if (methods.containsKey("write") || methods.containsKey("implWrite")) {
            return "It never comes back to select: it writes again and again"
                    + at
                    + ". The peer does not read, so write takes 0 bytes, and goes on doing so. Write once; if"
                    + " bytes are left, keep them, switch OP_WRITE on, and go back to select.";
        }
        if (methods.containsKey("read") || methods.containsKey("implRead")) {
            return "It never comes back to select: it reads again and again"
                    + at
                    + ". A channel that is not blocking answers 0 when nothing is there now, and -1 at the end of"
                    + " the stream; a full buffer gives 0 too. Read once, and go back to select.";
        }
        if (methods.containsKey("accept")) {
            return "It never comes back to select: it accepts again and again"
                    + at
                    + ". accept gives null when no client waits. Go back to select then.";
        }
        return "It never comes back to select: a loop" + at + " does not end.";
    }

    private List<String> readyKeys() {
        List<String> found = new ArrayList<>();
        for (WatchedKey key : LoopGuard.keys(selector)) {
            int ready = key.readyNow();
            if (ready != 0 && found.size() < SHOWN) {
                found.add(inWords(key, ready));
            }
        }
        return found;
    }

    private String inWords(WatchedKey key, int ready) {
        String name = Character.toUpperCase(key.name().charAt(0)) + key.name().substring(1);
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            return name
                    + " keeps it spinning by OP_WRITE: its send buffer has room, so select returns at once, every"
                    + " time. Switch OP_WRITE on only after a short write, and off when all is written.";
        }
        if ((ready & SelectionKey.OP_ACCEPT) != 0) {
            return name
                    + " keeps it spinning by OP_ACCEPT: a client waits in the accept queue, and nobody accepts it."
                    + stays();
        }
        if ((ready & SelectionKey.OP_CONNECT) != 0) {
            return name
                    + " keeps it spinning by OP_CONNECT: call finishConnect, then switch OP_CONNECT off.";
        }
        return name + " keeps it spinning by OP_READ: " + whyReadable(key);
    }

    private String whyReadable(WatchedKey key) {
        String end =
                "its peer has ended the stream, and that stays ready for reading for ever. When read answers -1,"
                        + " close the channel, or switch OP_READ off as long as answers have to be sent.";
        String broken =
                "the connection was reset, and that stays ready for ever. When read throws an IOException, close"
                        + " the channel.";
        String unread =
                "bytes lie there, and nobody reads them. Read them, or switch OP_READ off as long as you do not"
                        + " want them."
                        + stays();
        return switch (key.state().orElse("")) {
            case "CLOSE_WAIT", "LAST_ACK", "CLOSING", "TIME_WAIT" -> end;
            case "CLOSE" -> broken;
            case "" -> "either " + end + " Or " + unread;
            default -> unread;
        };
    }

    /// In a spinning loop that takes its keys out, the set is empty in most samples.
    private String stays() {
        return emptySets > 0
                ? ""
                : " The selected set is never empty: a key that is still in it is not counted again, and select"
                        + " answers 0. "
                        + SELECTED_SET_RULE;
    }

    private String nothingReady() {
        String at = " at " + mostFrequent(lines, "a line of the JDK");
        if (thread.isInterrupted()) {
            return "Nothing is ready, but the thread's interrupt flag is set, and then select returns at once"
                    + at
                    + ", for ever. End the loop when the thread is interrupted.";
        }
        if (methods.containsKey(SELECT_NOW)) {
            return "Nothing is ready: selectNow is called in a loop"
                    + at
                    + ". selectNow never waits. Use select(), or select(milliseconds) when something is due at a"
                    + " certain time.";
        }
        return "Nothing is ready, and select returns nevertheless"
                + at
                + ": by a time-out that is much too short, or by a wakeup() in every round. Use select() without a"
                + " time-out, or the time until the next thing is due.";
    }

    private static void count(Map<String, Integer> counts, String name) {
        counts.merge(name, 1, Integer::sum);
    }

    private static String mostFrequent(Map<String, Integer> counts, String otherwise) {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }
}
