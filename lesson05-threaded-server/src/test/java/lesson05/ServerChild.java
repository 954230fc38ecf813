package lesson05;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server program in a process of its own, so that it can run out of descriptors or memory, and
/// the kernel can be asked what it uses. Its first line ends with its port. Linux only.
public final class ServerChild implements AutoCloseable {

    /// In a second so many hundredths of processor time are not quiet any more.
    public static final int QUIET = 5;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    /// Starts a program with so many descriptors at most, and a heap of so many megabytes.
    ///
    /// @param parts classes that it needs: one of each folder
    private ServerChild(String program, int descriptors, int megabytes, Class<?>... parts)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath =
                Stream.of(parts)
                        .map(part -> part.getProtectionDomain().getCodeSource().getLocation())
                        .map(URL::getPath)
                        .distinct()
                        .collect(Collectors.joining(":"));
        String line =
                "ulimit -n %d; exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx%dm -cp '%s' %s"
                        .formatted(descriptors, java, megabytes, classPath, program);
        process = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon().name("child's lines").start(this::readLines);
    }

    /// One of the lesson's servers, on a free port.
    static ServerChild of(Kind kind, int descriptors, int megabytes) throws IOException {
        Class<?> program = kind.program();
        return new ServerChild(program.getName() + " 0", descriptors, megabytes, program);
    }

    /// A program of the tests that opens an exercise's server; its argument is the server's name.
    public static ServerChild of(Class<?> program, Class<?> server, int descriptors)
            throws IOException {
        return new ServerChild(
                program.getName() + " " + server.getSimpleName(),
                descriptors,
                64,
                server,
                Server.class,
                program);
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

    /// Waits for the first line.
    public int port() throws Exception {
        return Integer.parseInt(firstLine.get(30, TimeUnit.SECONDS).replaceFirst(".*:", ""));
    }

    /// What it has printed so far, errors too.
    public List<String> lines() {
        return lines;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// How many descriptors it has open.
    public long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(proc("fd"))) {
            return descriptors.count();
        }
    }

    /// How many threads of the system it has.
    long threads() throws IOException {
        return Long.parseLong(
                Files.readAllLines(proc("status")).stream()
                        .filter(line -> line.startsWith("Threads:"))
                        .findFirst()
                        .orElseThrow()
                        .replaceAll("\\D", ""));
    }

    /// Looks at one second after the other, six at most, until there is one in which it uses less
    /// than five hundredths of processor time. Returns the least that it has used in a second.
    ///
    /// A server that waits has such a second as soon as the JVM has compiled what it needs. One
    /// that spins has none, however busy the machine is.
    public long quietestSecond() throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6 && least >= QUIET; i++) {
            long before = ticks();
            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
            least = Math.min(least, ticks() - before);
        }
        return least;
    }

    /// The processor time it has used so far, in hundredths of a second.
    private long ticks() throws IOException {
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
