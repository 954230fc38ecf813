package course.cli.grade.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A grader that has a job under way, in a process of its own, so that it can be killed.
final class KilledGrader {

    private KilledGrader() {}

    /// It prints `started`.
    static Process start(Sandboxes.Kind kind, Path work, String seconds) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        classPath,
                        KilledGrader.class.getName(),
                        kind.name(),
                        work.toString(),
                        seconds)
                .redirectError(new File("/dev/null"))
                .start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[1]);
        Sandbox sandbox = NeedsSandbox.open(Sandboxes.Kind.valueOf(args[0]), work);
        List<String> command = List.of("/bin/sh", "-c", "sleep " + args[2]);
        Job job = new Job(command, List.of(work), work, JobContract.limits());
        // The thread that starts it ends, and the job goes on.
        Running[] running = new Running[1];
        Thread.ofPlatform().start(() -> running[0] = start(sandbox, job)).join();
        boolean _ = running[0].await(Duration.ofMillis(500));
        System.out.println("started");
        boolean _ = running[0].await(Duration.ofMinutes(1));
    }

    private static Running start(Sandbox sandbox, Job job) {
        try {
            return sandbox.start(job);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
