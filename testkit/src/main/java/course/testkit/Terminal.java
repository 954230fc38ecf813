package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/// A terminal in which a test runs a program: in this JVM, through its `run`.
public final class Terminal {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    public final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
    public final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

    /// A program's `run`.
    @FunctionalInterface
    public interface Main {
        int run(String[] args, PrintStream out, PrintStream err);
    }

    /// The `run` of a program that reads what is typed.
    @FunctionalInterface
    public interface TypingMain {
        int run(String[] args, InputStream in, PrintStream out, PrintStream err);
    }

    /// Runs a program to its end and returns its exit status.
    public int run(Main main, String... args) {
        return main.run(args, out, err);
    }

    /// Runs a program, to which somebody types `typed` and then the end of input, to its end.
    public int runTyping(TypingMain main, String typed, String... args) {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return main.run(args, in, out, err);
    }

    /// Starts a program; the future has its exit status.
    public CompletableFuture<Integer> start(Main main, String... args) {
        return start(() -> run(main, args));
    }

    /// Starts a program that reads what is typed from `in`; the future has its exit status.
    public CompletableFuture<Integer> startTyping(TypingMain main, InputStream in, String... args) {
        return start(() -> main.run(args, in, out, err));
    }

    private static CompletableFuture<Integer> start(IntSupplier program) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("program")
                .start(() -> {
                    try {
                        status.complete(program.getAsInt());
                    } catch (RuntimeException | Error e) {
                        status.completeExceptionally(e);
                    }
                });
        return status;
    }

    /// The port in the first line that a server prints. Waits for that line.
    public int port() {
        await().atMost(LIMIT).until(() -> !lines().isEmpty());
        return Integer.parseInt(lines().getFirst().replaceFirst(".*:(\\d+).*", "$1"));
    }

    /// What stands on the standard output.
    public List<String> lines() {
        return outBytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// The last line on the standard output.
    public String lastLine() {
        return lines().getLast();
    }

    /// The one line that a program spends on what is wrong. It is an error if there are none or
    /// more.
    public String error() {
        assertThat(errors()).as("lines on the error output").hasSize(1);
        return errors().getFirst();
    }

    /// What stands on the standard error output.
    public List<String> errors() {
        return errBytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
