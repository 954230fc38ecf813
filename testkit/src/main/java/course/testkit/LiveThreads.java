package course.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The threads of a server that live, of both kinds. Tests themselves start no virtual threads.
///
/// Virtual threads are counted by their start and end events. A thread dump would show them too,
/// but in JDK 25 it can crash the JVM when virtual threads start and end meanwhile (JDK-8364343).
public final class LiveThreads implements AutoCloseable {

    private static final String START = "jdk.VirtualThreadStart";
    private static final String END = "jdk.VirtualThreadEnd";

    private final Recording recording = new Recording();

    /// Counts virtual threads from now on.
    public LiveThreads() {
        recording.enable(START).withoutStackTrace();
        recording.enable(END).withoutStackTrace();
        recording.start();
    }

    /// Waits until there are no more than so many, four seconds at most. Returns whether it has
    /// come to that.
    public boolean fallTo(int most) {
        try {
            Awaitility.await()
                    .atMost(4, TimeUnit.SECONDS)
                    .pollInterval(50, TimeUnit.MILLISECONDS)
                    .until(() -> all().size() <= most);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    /// A line for each thread, five at most.
    public String inWords() throws IOException {
        List<String> all = all();
        return String.join("\n", all.subList(0, Math.min(5, all.size())))
                + (all.size() > 5 ? "\nand " + (all.size() - 5) + " more" : "");
    }

    /// How many there are now.
    public int count() throws IOException {
        return all().size();
    }

    private List<String> all() throws IOException {
        List<String> threads = new ArrayList<>();
        Thread.getAllStackTraces()
                .forEach((thread, frames) -> {
                    List<StackTraceElement> own =
                            Arrays.stream(frames).filter(LiveThreads::isLessonCode).toList();
                    if (!own.isEmpty() && !isTest(own.getLast())) {
                        StackTraceElement at = own.getFirst();
                        threads.add(
                                "thread \""
                                        + thread.getName()
                                        + "\" at "
                                        + at.getFileName()
                                        + ":"
                                        + at.getLineNumber());
                    }
                });
        threads.addAll(virtual().values());
        return threads;
    }

    /// The names of the virtual threads that have started and not ended, in quotation marks.
    public Collection<String> virtualThreads() throws IOException {
        return virtual().values();
    }

    private Map<Long, String> virtual() throws IOException {
        Path file = Files.createTempFile("threads", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            Map<Long, String> threads = new LinkedHashMap<>();
            events.stream()
                    .filter(event -> event.getEventType().getName().equals(START))
                    .forEach(event -> threads.put(event.getLong("javaThreadId"), nameOf(event)));
            events.stream()
                    .filter(event -> event.getEventType().getName().equals(END))
                    .forEach(event -> threads.remove(event.getLong("javaThreadId")));
            threads.values().removeIf(name -> name.contains("Poller-")); // the JDK's own
            return threads;
        } finally {
            Files.delete(file);
        }
    }

    private static String nameOf(RecordedEvent event) {
        return "virtual thread \""
                + (event.getThread() == null ? "" : event.getThread().getJavaName())
                + '"';
    }

    private static boolean isLessonCode(StackTraceElement frame) {
        return frame.getClassName().startsWith("lesson");
    }

    private static boolean isTest(StackTraceElement frame) {
        return frame.getClassName().matches(".*(Test|ServerChild)(\\$.*)?");
    }

    /// Ends the counting.
    @Override
    public void close() {
        recording.close();
    }
}
