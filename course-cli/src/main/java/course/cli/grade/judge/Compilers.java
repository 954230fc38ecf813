package course.cli.grade.judge;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Compiles what strangers have written, in JVMs that may be exhausted by it: then they are thrown
/// away. A good one is used again and again, because a compiler that has been running for a while
/// is ten times as fast. Safe for use by many threads.
final class Compilers implements AutoCloseable {

    /// Processor time of one compilation, so that a busy machine does not decide. A whole lesson
    /// takes less than a second.
    private static final Duration CPU = Duration.ofSeconds(10);

    private static final Duration WALL = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int COMPILATIONS_PER_WORKER = 200;

    private final String release;
    private final Deque<Worker> idle = new ArrayDeque<>();
    private boolean closed;

    /// The compiler was ended, or ended by itself: the sources ask for too much.
    static final class Exhausted extends Exception {
        private static final long serialVersionUID = 1L;

        Exhausted(String message) {
            super(message);
        }
    }

    Compilers(String release) {
        this.release = release;
    }

    /// Compiles. Blocks.
    ///
    /// @param sourcePath where the compiler finds more sources that these need; may be empty
    /// @return what the compiler has against it; empty when it compiled
    /// @throws Exhausted when it takes more time or memory than any honest answer
    List<String> compile(
            List<Path> sources, List<Path> sourcePath, List<Path> classPath, Path target)
            throws IOException, InterruptedException, Exhausted {
        List<String> options = new ArrayList<>(List.of("--release", release, "-proc:none"));
        options.addAll(List.of("-parameters", "-nowarn", "-Xlint:none", "-g"));
        options.addAll(List.of("-Xmaxerrs", "10", "-implicit:class"));
        // An empty source path: nothing but the files that are named.
        options.addAll(List.of("-sourcepath", join(sourcePath), "-classpath", join(classPath)));
        options.addAll(List.of("-d", target.toString()));
        Worker worker = take();
        boolean good = false;
        try {
            List<String> errors =
                    worker.compile(options, sources.stream().map(Path::toString).toList());
            if (errors.contains("")) {
                throw new Exhausted("The compiler gave up: it is nested too deeply.");
            }
            good = true;
            return errors;
        } finally {
            giveBack(worker, good);
        }
    }

    private static String join(List<Path> paths) {
        return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
    }

    private Worker take() throws IOException {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return new Worker();
    }

    private void giveBack(Worker worker, boolean good) {
        synchronized (idle) {
            if (good && !closed && worker.compilations < COMPILATIONS_PER_WORKER) {
                idle.push(worker);
                return;
            }
        }
        worker.end();
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Worker::end);
            idle.clear();
        }
    }

    /// One of the JVMs.
    private static final class Worker {

        private final Process process;
        private final DataOutputStream requests;
        private final DataInputStream answers;
        private int compilations;

        Worker() throws IOException {
            List<String> command = new ArrayList<>(List.of(TestJvm.java()));
            command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
            command.addAll(List.of("-Duser.language=en", "-Duser.country=", "-cp"));
            command.addAll(
                    List.of(
                            Libraries.of(CompileWorker.class).toString(),
                            CompileWorker.class.getName()));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
            answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        }

        List<String> compile(List<String> options, List<String> sources)
                throws IOException, InterruptedException, Exhausted {
            compilations++;
            Duration before = cpu();
            CompletableFuture<List<String>> answer = new CompletableFuture<>();
            Thread.ofPlatform()
                    .daemon()
                    .name("compiler")
                    .start(() -> ask(options, sources, answer));
            long deadline = System.nanoTime() + WALL.toNanos();
            while (true) {
                try {
                    return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (cpu().minus(before).compareTo(CPU) > 0 || System.nanoTime() > deadline) {
                        throw new Exhausted(
                                "The compiler was stopped: it had not finished after "
                                        + CPU.toSeconds()
                                        + " seconds of work.");
                    }
                } catch (ExecutionException _) {
                    throw new Exhausted("The compiler was stopped: it used too much memory.");
                }
            }
        }

        private void ask(
                List<String> options,
                List<String> sources,
                CompletableFuture<List<String>> answer) {
            try {
                CompileWorker.writeTexts(requests, options);
                CompileWorker.writeTexts(requests, sources);
                requests.flush();
                answer.complete(CompileWorker.readTexts(answers));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        private Duration cpu() {
            return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
