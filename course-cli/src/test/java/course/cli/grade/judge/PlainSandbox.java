package course.cli.grade.judge;

import course.cli.grade.sandbox.Job;
import course.cli.grade.sandbox.Running;
import course.cli.grade.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// No sandbox at all: a process of this machine. For submissions that the tests themselves have
/// written.
final class PlainSandbox implements Sandbox {

    @Override
    public String inWords() {
        return "none";
    }

    @Override
    public boolean isolates() {
        return false;
    }

    @Override
    public List<String> innerPrefix(Job job) {
        return List.of();
    }

    @Override
    public Running start(Job job) throws IOException {
        Path output = Files.createTempFile("output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(job.command())
                        .directory(job.workingFolder().toFile())
                        .redirectError(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new PlainProcess(builder.start(), output);
    }

    private record PlainProcess(Process process, Path file) implements Running {

        @Override
        public InputStream results() {
            return process.getInputStream();
        }

        @Override
        public String output() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean await(Duration most) throws InterruptedException {
            return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public Duration cpu() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            Files.deleteIfExists(file);
        }
    }
}
