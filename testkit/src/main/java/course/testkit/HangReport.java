package course.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the lesson's threads wait for, in words. Made when a test runs into its time limit.
///
/// It reads the JDK's own thread dump because that is the only one that shows virtual threads.
public final class HangReport {

    private static final Pattern THREAD =
            Pattern.compile("#\\d+ \"(.*)\" (?:virtual )?([A-Z_]+) .*");
    private static final Pattern FRAME =
            Pattern.compile("at (?:[\\w.]+/)?([\\w.$]+)\\.([\\w$<>]+)\\(([^)]*)\\)");
    private static final Pattern LESSON_CLASS = Pattern.compile("lesson\\d\\d\\..*");

    /// Which method stands for which wait. The one nearest to the lesson's own code decides: `join`
    /// waits by `wait`.
    private static final Map<String, String> WAITS = new LinkedHashMap<>();

    static {
        WAITS.put("NioSocketImpl.accept", "waits in accept: no client has connected");
        WAITS.put("ServerSocketChannelImpl.accept", "waits in accept: no client has connected");
        WAITS.put(
                "NioSocketImpl.implRead",
                "waits in read: the peer has sent nothing more and has not closed");
        WAITS.put(
                "SocketChannelImpl.read",
                "waits in read: the peer has sent nothing more and has not closed");
        WAITS.put(
                "NioSocketImpl.implWrite",
                "waits in write: the peer does not read, and the buffers are full");
        WAITS.put(
                "SocketChannelImpl.write",
                "waits in write: the peer does not read, and the buffers are full");
        WAITS.put("NioSocketImpl.connect", "waits in connect: the other end has not answered");
        WAITS.put("DatagramSocket.receive", "waits in receive: no datagram has come");
        WAITS.put("DatagramChannelImpl.receive", "waits in receive: no datagram has come");
        WAITS.put("SelectorImpl.select", "waits in select: no channel is ready");
        WAITS.put("Thread.join", "waits in join: the other thread has not ended");
        WAITS.put(
                "ThreadPerTaskExecutor.close",
                "waits in close: a task of the executor has not ended");
        WAITS.put("ExecutorService.close", "waits in close: a task of the executor has not ended");
        WAITS.put("CountDownLatch.await", "waits for a latch that nobody counts down");
        WAITS.put("FutureTask.get", "waits for a task that has not ended");
        WAITS.put("BlockingQueue.take", "waits for an element that nobody puts");
        WAITS.put("LinkedBlockingQueue.take", "waits for an element that nobody puts");
        WAITS.put("Thread.sleep", "sleeps");
        WAITS.put("Object.wait", "waits to be notified by another thread");
        WAITS.put(
                "PipedInputStream.read",
                "waits in read: nothing more has been written into the pipe");
    }

    private final List<String> threads;

    private HangReport(List<String> threads) {
        this.threads = threads;
    }

    /// Looks at all threads of this JVM now but the one that asks. Only those in a lesson's code
    /// are reported.
    public static HangReport ofThisMoment() {
        try {
            Path folder = Files.createTempDirectory("hang");
            Path dump = folder.resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            HangReport report = of(Files.readString(dump), Thread.currentThread().threadId());
            Files.delete(dump);
            Files.delete(folder);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write a thread dump into the folder for temporary files", e);
        }
    }

    static HangReport of(String dump, long askingThread) {
        List<String> threads = new ArrayList<>();
        for (String block : dump.split("\\R\\s*\\R")) {
            // Most threads are the JVM's own: to take them apart would cost more than the dump.
            if (block.startsWith("#" + askingThread + " ") || !block.contains("lesson")) {
                continue;
            }
            describe(block.lines().map(String::strip).toList()).ifPresent(threads::add);
        }
        return new HangReport(threads);
    }

    @Override
    public String toString() {
        if (threads.isEmpty()) {
            return "No thread is inside the lesson's code: what was waited for will never come.";
        }
        return threads.stream().collect(Collectors.joining(System.lineSeparator()));
    }

    /// Whether a stack frame is code of a lesson: worked program, exercise or test.
    static boolean isLessonCode(StackTraceElement frame) {
        return isLessonClass(frame.getClassName());
    }

    private static boolean isLessonClass(String className) {
        return LESSON_CLASS.matcher(className).matches();
    }

    private static Optional<String> describe(List<String> block) {
        Matcher head = THREAD.matcher(block.getFirst());
        if (!head.matches()) {
            return Optional.empty();
        }
        List<Matcher> frames = block.stream().map(FRAME::matcher).filter(Matcher::matches).toList();
        Optional<Matcher> own =
                frames.stream().filter(frame -> isLessonClass(frame.group(1))).findFirst();
        return own.map(frame ->
                "thread \""
                        + head.group(1)
                        + "\" at "
                        + frame.group(3)
                        + " "
                        + waitOf(head.group(2), frames, frames.indexOf(frame)));
    }

    private static String waitOf(String state, List<Matcher> frames, int own) {
        if (state.equals("BLOCKED")) {
            return "waits for a lock that another thread holds";
        }
        for (Matcher frame : frames.subList(0, own).reversed()) {
            String className = frame.group(1).substring(frame.group(1).lastIndexOf('.') + 1);
            String wait = WAITS.get(className + "." + frame.group(2));
            if (wait != null) {
                return wait;
            }
        }
        return state.equals("RUNNABLE")
                ? "is running: a loop that does not end?"
                : "waits for another thread";
    }
}
