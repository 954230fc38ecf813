package lesson04;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A login server in a process of its own, with little memory, which may be attacked: what burns or
/// falls there is killed by [#close()], and ends when the process that started it ends.
final class ServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);
    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> listening = new CompletableFuture<>();
    private final Thread reader;

    /// Starts the server whose `main` is given, and waits until it listens.
    ///
    /// @throws IOException if it does not
    static ServerProcess start(Class<?> server) throws IOException, InterruptedException {
        ServerProcess started = new ServerProcess(server);
        try {
            started.listening.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return started;
        } catch (ExecutionException | TimeoutException e) {
            started.close();
            throw new IOException("the server did not start; it said " + started.lines, e);
        }
    }

    private ServerProcess(Class<?> server) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Level 4: the slow hash needs the JVM's second compiler, also where it is switched off.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=4"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", classPath(server), ServerProcessMain.class.getName()));
        command.add(server.getName());
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = Thread.ofVirtual().name("server's lines").start(this::readLines);
    }

    private static String classPath(Class<?> server) throws IOException {
        try {
            return Stream.of(folder(server), folder(ServerProcess.class))
                    .distinct()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IllegalStateException e) {
            throw new IOException("cannot find the folder of the classes", e);
        }
    }

    private static String folder(Class<?> loaded) {
        try {
            return Path.of(loaded.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readLines() {
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                if (line.startsWith(LISTENING)) { // a JVM may say something of its own before
                    listening.complete(line);
                }
            }
        } catch (IOException _) {
            lines.add("(its output broke off)"); // it was killed
        }
        listening.completeExceptionally(new IOException("it does not listen"));
    }

    InetSocketAddress address() {
        int port = Integer.parseInt(listening.join().replaceFirst(".*:(\\d+).*", "$1"));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// What it has printed so far, on both outputs.
    List<String> lines() {
        return lines;
    }

    long pid() {
        return process.pid();
    }

    /// Waits until it has ended by itself, and all that it said is read. Returns whether it has.
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                && reader.join(OUTPUT_LIMIT);
    }

    /// Kills it.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
