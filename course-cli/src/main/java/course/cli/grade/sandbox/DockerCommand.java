package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program `docker`, with the environment of this program: it says which engine is meant.
///
/// @param program its path
record DockerCommand(String program) {

    /// Names of containers begin with it.
    static final String NAME = "course-grade-";

    private static final String LABEL = "course.grade";
    private static final int PATIENCE_SECONDS = 20;

    /// Starts it; does not wait.
    Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }

    /// What it says on its standard output.
    ///
    /// @throws IOException when it fails; with what it said
    String ask(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        KeptOutput said = new KeptOutput(process.getInputStream(), 1 << 20);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("Docker has not answered for " + PATIENCE_SECONDS + " s");
            }
            said.await(java.time.Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Docker worked", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(said.text().strip());
        }
        return said.text();
    }

    /// Ends and removes a container, if it is still there.
    void remove(String name) throws IOException {
        if (!ask("ps", "--all", "--quiet", "--filter", "name=^/?" + name + "$").isBlank()) {
            ask("rm", "--force", name);
        }
    }

    /// Marks containers as those of this program.
    String label() {
        return LABEL + "=" + owner(ProcessHandle.current());
    }

    /// Removes the containers of programs that were killed. Those of other machines, which may use
    /// the same engine, are left alone: of their programs nothing is known.
    void removeLeftovers() throws IOException {
        String format = "{{.Names}} {{.Label \"" + LABEL + "\"}}";
        List<String> all =
                ask("ps", "--all", "--filter", "label=" + LABEL, "--format", format)
                        .lines()
                        .toList();
        for (String container : all) {
            String[] fields = container.split(" ", 2);
            if (isDead(fields[1])) {
                remove(fields[0]);
            }
        }
    }

    private static boolean isDead(String owner) {
        return owner.startsWith(machine())
                && ProcessHandle.allProcesses().noneMatch(process -> owner(process).equals(owner));
    }

    /// A process for all time: its number alone is used again.
    private static String owner(ProcessHandle process) {
        long start = process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
        return machine() + process.pid() + "/" + start;
    }

    /// Processes with the same numbers: this machine, or this container.
    private static String machine() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")) + "/";
        } catch (IOException _) {
            return System.getProperty("os.name") + "/";
        }
    }
}
