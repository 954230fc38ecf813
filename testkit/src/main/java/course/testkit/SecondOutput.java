package course.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a [SecondProcess] prints. All of it is read, so that nobody has to wait; of that only the
/// beginning is kept, however much it is.
final class SecondOutput {

    private static final int MOST_LINES = 40;
    private static final int LONGEST_LINE = 300;

    private final List<String> lines = new ArrayList<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread reading;
    private volatile CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile CompletableFuture<String> notStarted = new CompletableFuture<>();
    private volatile boolean ended;

    /// Reads from now on, to the end.
    SecondOutput(InputStream in) {
        reading =
                Thread.ofPlatform()
                        .daemon()
                        .name("second process")
                        .start(() -> readAll(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    /// Forgets what has been said: the next launcher begins.
    void forget() {
        synchronized (lines) {
            lines.clear();
        }
        answers.clear();
        notStarted = new CompletableFuture<>();
        port = new CompletableFuture<>();
        if (ended) {
            failPort();
        }
    }

    /// The port that it says; an exception when it ends without one.
    CompletableFuture<Integer> port() {
        return port;
    }

    /// The sentence of the stub, if it was one.
    Optional<String> notStarted() {
        return Optional.ofNullable(notStarted.getNow(null));
    }

    /// Whether nothing more will come.
    boolean hasEnded() {
        return !reading.isAlive();
    }

    /// Waits until the launcher gives an answer that ends in this word. Empty: it has ended, or the
    /// time is over.
    String awaitAnswer(String word, long millis) throws InterruptedException {
        String next;
        do {
            next = answers.poll(millis, TimeUnit.MILLISECONDS);
        } while (next != null && !next.isEmpty() && !next.endsWith(word));
        return next == null ? "" : next;
    }

    /// Waits for the end of the output.
    void awaitEnd(long millis) throws InterruptedException {
        reading.join(millis);
    }

    /// What the student's code said, without what the launcher did; of stack traces only the
    /// lesson's own lines.
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private void readAll(Reader in) {
        StringBuilder line = new StringBuilder();
        char[] some = new char[1024];
        try (in) {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                for (int i = 0; i < count; i++) {
                    if (some[i] == '\n') {
                        take(line.toString().stripTrailing());
                        line.setLength(0);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append(some[i]);
                    }
                }
            }
        } catch (IOException _) {
            line.append(" (its output broke off)"); // it was killed
        }
        take(line.toString());
        ended = true;
        failPort();
        answers.add(""); // there will be no other
    }

    private void failPort() {
        port.completeExceptionally(new IOException("it has said no port"));
    }

    private void take(String line) {
        if (line.startsWith(Launcher.LISTENING)) {
            takePort(line.substring(Launcher.LISTENING.length()));
        } else if (line.startsWith(Launcher.NOT_STARTED)) {
            notStarted.complete(line.substring(Launcher.NOT_STARTED.length()));
        } else if (isAnswer(line)) {
            answers.add(line);
        } else if (!line.isBlank()
                && (!line.startsWith("\tat ") || line.startsWith("\tat lesson"))) {
            synchronized (lines) {
                if (lines.size() < MOST_LINES) {
                    lines.add(line.replace("\t", "    "));
                }
            }
        }
    }

    private static boolean isAnswer(String line) {
        return Stream.of(Launcher.HERE, Launcher.AS_NEW, Launcher.IN_USE)
                .anyMatch(line::startsWith);
    }

    private void takePort(String said) {
        try {
            port.complete(Integer.parseInt(said));
        } catch (NumberFormatException e) {
            port.completeExceptionally(e);
        }
    }
}
