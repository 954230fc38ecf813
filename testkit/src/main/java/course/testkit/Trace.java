package course.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The steps of one exercise test. A failure shows the steps that worked, the one that did not, the bytes, and
/// a line to do the same by hand:
///
///      1. ok      the client connects
///      2. FAILED  the frame of "你好"
///                 expected 00 06 e4 bd a0 e5 a5 bd
///                 actual   00 02 e4 bd a0 e5 a5 bd
///                             ^^ first difference: byte 1
///                 The length counts bytes, not characters.
///      by hand:   printf '\000\006...' | nc -N localhost 8888
///
/// One trace belongs to one test. The student's code runs in [#call], [#run] and [#throwsA], on a thread of its
/// own with a time limit, so that a method that never returns ends the test with a [HangReport].
public final class Trace {

    /// How long one step may take before it counts as hanging.
    public static final Duration LIMIT = Duration.ofSeconds(5);

    static final String FAILED = "FAILED";

    private static final int INDENT = 12;
    private static final int WIDTH = 80;

    private final List<String> lines = new ArrayList<>();
    private int steps;
    private String byHand;

    /// Code of a test or of a student: it may throw anything.
    @FunctionalInterface
    public interface Action {
        /// Does the step.
        void run() throws Exception;
    }

    /// Gives the command line that shows the same thing without Java: `nc`, `nc -u` or `curl`.
    public Trace byHand(String commandLine) {
        byHand = commandLine;
        return this;
    }

    /// Runs a step that returns something. What it throws fails the test, with the student's line.
    public <T> T call(String step, Callable<T> action) {
        Outcome<T> outcome = perform(step, action);
        if (outcome.thrown != null) {
            throw threw(step, "nothing thrown", outcome.thrown);
        }
        ok(step);
        return outcome.value;
    }

    /// Runs a step that returns nothing.
    public void run(String step, Action action) {
        call(
                step,
                () -> {
                    action.run();
                    return null;
                });
    }

    /// Runs a step that must throw `expected` or a subclass of it. Returns what was thrown.
    public <X extends Throwable> X throwsA(
            Class<X> expected, String step, String why, Action action) {
        Outcome<Object> outcome =
                perform(
                        step,
                        () -> {
                            action.run();
                            return null;
                        });
        if (outcome.thrown == null) {
            throw failure(
                    step,
                    List.of(
                            "expected " + expected.getSimpleName() + ", but nothing was thrown",
                            why));
        }
        if (!expected.isInstance(outcome.thrown)) {
            throw threw(step, expected.getSimpleName(), outcome.thrown, why);
        }
        ok(step);
        return expected.cast(outcome.thrown);
    }

    /// Compares bytes; shows both and marks the first difference. `why` is the rule that a wrong
    /// answer breaks.
    public void bytes(String step, byte[] expected, byte[] actual, String why) {
        if (actual == null) {
            throw failure(step, List.of("expected " + Bytes.hex(expected), "actual   null", why));
        }
        int at = Bytes.firstDifference(expected, actual);
        if (at >= 0) {
            int from = Math.max(0, at - 8);
            throw failure(
                    step,
                    List.of(
                            "expected " + window(expected, from),
                            "actual   " + window(actual, from),
                            " ".repeat(9 + (from > 0 ? 4 : 0) + 3 * (at - from))
                                    + "^^ first difference: byte "
                                    + at,
                            why));
        }
        ok(step);
    }

    /// Compares values. `why` is the rule that a wrong answer breaks.
    public void equal(String step, Object expected, Object actual, String why) {
        if (!Objects.deepEquals(expected, actual)) {
            throw failure(
                    step, List.of("expected " + show(expected), "actual   " + show(actual), why));
        }
        ok(step);
    }

    /// A condition that must hold. `why` says what was seen instead, and the rule.
    public void check(String step, boolean holds, String why) {
        if (!holds) {
            throw failure(step, List.of(why));
        }
        ok(step);
    }

    /// Notes a step that the test itself has done, so that the reader of a failure sees it.
    public void ok(String step) {
        lines.add(numbered("ok    ", step));
    }

    private <T> Outcome<T> perform(String step, Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(task, "step " + (steps + 1) + ": " + step);
        thread.setDaemon(true);
        thread.start();
        try {
            return new Outcome<>(task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (ExecutionException e) {
            if (NotStarted.isThrownByStub(e.getCause())) {
                throw Sneaky.thrown(NotStarted.inPlaceOf(e.getCause()));
            }
            if (e.getCause() instanceof TraceFailure || e.getCause() instanceof NotStarted) {
                throw Sneaky.thrown(e.getCause());
            }
            return new Outcome<>(null, e.getCause());
        } catch (TimeoutException _) {
            HangReport report = HangReport.ofThisMoment();
            thread.interrupt();
            throw failure(
                    step,
                    List.of(
                            "did not end within " + LIMIT.toSeconds() + " seconds",
                            report.toString()));
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw failure(step, List.of("the test was interrupted"));
        }
    }

    private TraceFailure threw(String step, String expected, Throwable thrown, String... why) {
        List<String> details = new ArrayList<>();
        details.add("expected " + expected);
        details.add("actual   " + thrown + placeOf(thrown));
        details.addAll(Arrays.asList(why));
        TraceFailure failure = failure(step, details);
        failure.initCause(thrown);
        return failure;
    }

    private TraceFailure failure(String step, List<String> details) {
        lines.add(numbered(FAILED, step));
        details.stream()
                .flatMap(String::lines)
                .flatMap(Trace::wrapped)
                .map(line -> " ".repeat(INDENT) + line)
                .forEach(lines::add);
        if (byHand != null) {
            lines.add(" by hand:   " + byHand);
        }
        return new TraceFailure(String.join(System.lineSeparator(), lines));
    }

    /// Breaks a long sentence between words. Aligned lines, such as bytes, have several spaces and
    /// stay as they are.
    private static Stream<String> wrapped(String line) {
        return line.contains("  ")
                ? Stream.of(line)
                : line.replaceAll("(.{1," + (WIDTH - INDENT) + "})(?: |$)", "$1\n").lines();
    }

    private String numbered(String verdict, String step) {
        return String.format("%2d. %s  %s", ++steps, verdict, step);
    }

    /// The student's own line is the one to look at first.
    private static String placeOf(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(HangReport::isLessonCode)
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }

    private static String window(byte[] bytes, int from) {
        if (from >= bytes.length) {
            return "... (ends after " + bytes.length + " bytes)";
        }
        return (from > 0 ? "... " : "") + Bytes.hex(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String show(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> Bytes.hex(bytes);
            case String text -> '"' + escape(text) + '"';
            case Object[] array -> Arrays.deepToString(array);
            default -> escape(value.toString());
        };
    }

    private static String escape(String text) {
        String shown =
                text.length() <= 200
                        ? text
                        : text.substring(0, 200) + "... (" + text.length() + " characters)";
        return shown.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }

    private record Outcome<T>(T value, Throwable thrown) {}

    /// Lets a checked exception pass a method that does not declare it; JUnit takes any.
    private static final class Sneaky {
        @SuppressWarnings("unchecked")
        static <X extends Throwable> RuntimeException thrown(Throwable thrown) throws X {
            throw (X) thrown;
        }
    }
}
