package lesson07;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server program in a process of its own, so that it can run out of descriptors. Linux only.
final class ServerChild implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    /// Starts the program with so many descriptors at most.
    ServerChild(Class<?> program, int descriptors) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = program.getProtectionDomain().getCodeSource().getLocation().getPath();
        String line =
                "ulimit -n %d; exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s 0"
                        .formatted(descriptors, java, classes, program.getName());
        process = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().name("child's lines").start(this::readLines);
    }

    private void readLines() {
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                firstLine.complete(line);
            }
        } catch (IOException _) {
            lines.add("(its output broke off)"); // it was killed
        }
        firstLine.completeExceptionally(new IOException("it printed nothing"));
    }

    int port() throws Exception {
        return Integer.parseInt(firstLine.get(30, TimeUnit.SECONDS).replaceFirst(".*:", ""));
    }

    List<String> lines() {
        return lines;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(proc("fd"))) {
            return descriptors.count();
        }
    }

    /// The processor time it has used so far, in hundredths of a second.
    long ticks() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /// Changes the limit while the process runs.
    void limitDescriptors(int descriptors) throws IOException, InterruptedException {
        String limit = "--nofile=" + descriptors + ":4096";
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), limit)
                .inheritIO()
                .start()
                .waitFor();
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
