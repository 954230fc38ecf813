package course.cli.grade.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A job as a process of this machine: the outermost one of its sandbox.
final class RunningJob implements Running {

    private static final long MOST_RESULTS = 2 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MEGABYTE = 1 << 20;

    private final Process process;
    private final Job.Limits limits;
    private final Usage usage;
    private final Ending ending;
    private final InputStream results;
    private final KeptOutput output;
    private Duration cpu = Duration.ZERO;
    private boolean closed;

    /// How a sandbox ends a job.
    interface Ending extends Closeable {

        /// Makes all its processes end. Does not wait, and may be called more than once.
        void now() throws IOException;

        /// Waits until all have ended and removes what is left of the job.
        @Override
        void close() throws IOException;
    }

    RunningJob(Process process, Job.Limits limits, Usage usage, Ending ending) {
        this.process = process;
        this.limits = limits;
        this.usage = usage;
        this.ending = ending;
        results = new BoundedResults(process.getInputStream(), MOST_RESULTS, this::tooManyResults);
        output = new KeptOutput(process.getErrorStream(), limits.outputBytes());
    }

    @Override
    public InputStream results() {
        return results;
    }

    @Override
    public String output() {
        return output.text();
    }

    @Override
    public boolean await(Duration most) throws InterruptedException {
        boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            output.await(PATIENCE);
        }
        return ended;
    }

    /// What has ended may not be counted any more: then the last look tells.
    @Override
    public synchronized Duration cpu() throws IOException {
        Duration now = closed ? cpu : usage.cpu();
        cpu = now.compareTo(cpu) > 0 ? now : cpu;
        return cpu;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The status with which it has ended; only then.
    int status() {
        return process.exitValue();
    }

    /// Ends the job when it has used more than it may.
    void enforce() {
        try {
            if (cpu().toSeconds() > limits.cpuSeconds()
                    || usage.memoryBytes() > limits.memoryMegabytes() * MEGABYTE) {
                end();
            }
        } catch (IOException _) {
            return; // its group or its process has just gone
        }
    }

    /// Somebody has to read on, or else what passes the bytes on waits and does not end.
    private void tooManyResults() {
        end();
        KeptOutput _ = new KeptOutput(process.getInputStream(), 0);
    }

    /// What it has written so far can still be read.
    private void end() {
        try {
            ending.now();
        } catch (IOException _) {
            process.toHandle().destroyForcibly();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        enforce();
        closed = true;
        try {
            ending.now();
            awaitEnd(List.of(process.toHandle()), PATIENCE);
        } finally {
            ending.close();
            // Only now: it also closes the streams, from which a thread may still read.
            process.destroyForcibly();
        }
    }

    /// Waits until none of these lives.
    ///
    /// @throws IOException when the time is over
    static void awaitEnd(List<ProcessHandle> processes, Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        for (ProcessHandle process : processes) {
            while (process.isAlive() && !isZombie(process)) {
                if (System.nanoTime() > end) {
                    throw new IOException("process " + process.pid() + " of a job does not end");
                }
                Pause.shortly();
            }
        }
    }

    /// Whether it has ended, and nobody has asked how. In a container whose first process does not
    /// do that, it stays in the list for ever.
    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException _) {
            return false; // it is gone, or this system has no such files: isAlive says it
        }
    }
}
