package course.cli.grade.judge;

import course.cli.grade.sandbox.Job;
import course.cli.grade.sandbox.Running;
import course.cli.grade.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One JVM, from its start to its end: what it reported, and how it ended. An event is believed
/// only where it can be true.
final class TestRun {

    /// Processor time without a word from the worker.
    private static final Duration CPU = Duration.ofSeconds(20);

    /// Time without a word: longer than JUnit's limits for a test and what stands around it.
    private static final Duration WALL = Duration.ofSeconds(100);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int QUEUE = 1_000;

    /// How a JVM ended.
    enum End {
        /// It has reported everything.
        FINISHED,
        /// By itself: `System.exit`, a crash, no memory.
        DIED,
        /// It used the processor for too long without a word. The load of the machine has no part
        /// in that.
        PROCESSOR_TIME,
        /// It did nothing for too long.
        SILENCE
    }

    private final Map<String, Event.Ended> ended = new LinkedHashMap<>();
    private final Map<String, ExpectedTest> expected = new LinkedHashMap<>();
    private Optional<ExpectedTest> current = Optional.empty();
    private int begun;
    private End end = End.DIED;
    private String output = "";

    private boolean everything;

    private TestRun(List<ExpectedTest> tests) {
        tests.forEach(test -> expected.put(test.id(), test));
    }

    /// Runs the job until it ends or has to be ended. Blocks.
    ///
    /// @param tests what is expected of it
    /// @param secret the file that the worker reads, with the secret in it; it is deleted
    static TestRun of(Sandbox sandbox, Job job, List<ExpectedTest> tests, Path secret)
            throws IOException, InterruptedException {
        TestRun run = new TestRun(tests);
        run.start(sandbox, job, secret);
        return run;
    }

    /// The same for our own solution: whatever is reported is kept.
    static TestRun ofUnknown(Sandbox sandbox, Job job, Path secret)
            throws IOException, InterruptedException {
        TestRun run = new TestRun(List.of());
        run.everything = true;
        run.start(sandbox, job, secret);
        return run;
    }

    private void start(Sandbox sandbox, Job job, Path secret)
            throws IOException, InterruptedException {
        BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>(QUEUE);
        try (Running running = sandbox.start(job)) {
            EventReader reader = new EventReader(running.results(), Files.readString(secret));
            Thread.ofPlatform().daemon().name("results").start(() -> read(reader, events));
            follow(running, events, secret);
            output = running.output();
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    private static void read(EventReader reader, BlockingQueue<Optional<Event>> events) {
        try {
            Optional<Event> next;
            do {
                next = nextOf(reader);
                events.put(next);
            } while (next.isPresent());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Event> nextOf(EventReader reader) {
        try {
            return reader.next();
        } catch (IOException _) {
            return Optional.empty(); // its process was ended
        }
    }

    private void follow(Running running, BlockingQueue<Optional<Event>> events, Path secret)
            throws IOException, InterruptedException {
        Duration cpu = running.cpu();
        long heard = System.nanoTime();
        while (true) {
            Optional<Event> event = events.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                if (running.cpu().minus(cpu).compareTo(CPU) > 0) {
                    end = End.PROCESSOR_TIME;
                    return;
                }
                if (System.nanoTime() - heard > WALL.toNanos()) {
                    end = End.SILENCE;
                    return;
                }
                continue;
            }
            if (event.isEmpty() || take(event.get(), secret)) {
                return;
            }
            cpu = running.cpu();
            heard = System.nanoTime();
        }
    }

    /// Believes the event, or does not.
    ///
    /// @return whether it was the last
    private boolean take(Event event, Path secret) throws IOException {
        switch (event) {
            case Event.Ready _ -> Files.deleteIfExists(secret);
            case Event.Begins(String id) -> {
                begun++;
                current =
                        ended.containsKey(id)
                                ? Optional.empty()
                                : Optional.ofNullable(expected.get(id));
            }
            case Event.Ended result -> take(result);
            case Event.Finished _ -> end = End.FINISHED;
        }
        return event instanceof Event.Finished;
    }

    /// A test's result counts when the test is running, that of a class or of a parameterized test
    /// for the tests in it that have none yet.
    private void take(Event.Ended result) {
        if (everything) {
            ended.put(result.id(), result);
        } else if (current.isPresent() && current.get().id().equals(result.id())) {
            ended.put(result.id(), result);
            current = Optional.empty();
        } else if (!expected.containsKey(result.id())) {
            expected.values().stream()
                    .filter(test -> test.isIn(result.id()) && !ended.containsKey(test.id()))
                    .forEach(test -> ended.put(test.id(), result));
        }
    }

    /// What was reported, by the ids of the tests.
    Map<String, Event.Ended> ended() {
        return ended;
    }

    /// What the code printed, cut.
    String output() {
        return output;
    }

    End end() {
        return end;
    }

    /// The test during which the JVM ended.
    Optional<ExpectedTest> lost() {
        return end == End.FINISHED ? Optional.empty() : current;
    }

    /// Whether no other test ran before in this JVM.
    boolean ranOneTest() {
        return begun == 1;
    }
}
