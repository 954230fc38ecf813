package course.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, pinned to the first processor. Its first line of output says
/// its port. It ends with this object.
final class ServerProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final String name;
    private final Process process;
    private final int port;

    /// Starts it and waits until it listens.
    ///
    /// @param processors as `taskset -c` takes them: `0`, `0,1`
    ServerProcess(String name, String processors, List<String> command) throws IOException {
        this.name = name;
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", processors));
        pinned.addAll(command);
        Path log = Files.createTempFile("server", ".log");
        log.toFile().deleteOnExit();
        process = new ProcessBuilder(pinned).redirectError(log.toFile()).start();
        port = portIn(log.toFile());
    }

    private int portIn(File log) throws IOException {
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        Matcher address = PORT.matcher(String.valueOf(first));
        if (!address.find()) {
            close();
            throw new IOException(
                    name + " does not start. It said: " + first + Files.readString(log.toPath()));
        }
        // Some servers print a line for each visitor: nobody must wait for this pipe.
        Thread.ofPlatform().daemon().name("output of " + name).start(() -> drain(said));
        return Integer.parseInt(address.group(1));
    }

    private static void drain(BufferedReader said) {
        char[] unread = new char[8_192];
        try {
            while (said.read(unread) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException _) {
            // The process has ended, and its output with it.
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /// CPU time so far, in nanoseconds.
    long cpuNanos() throws IOException {
        return Kernel.cpuNanos(pid());
    }

    /// Resident memory in KB: what the process really occupies.
    long residentKilobytes() throws IOException {
        Matcher resident =
                RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid() + "/status")));
        if (!resident.find()) {
            throw new IOException(name + " has no VmRSS");
        }
        return Long.parseLong(resident.group(1));
    }

    /// Sends a signal by name, such as `STOP`.
    void signal(String signal) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
