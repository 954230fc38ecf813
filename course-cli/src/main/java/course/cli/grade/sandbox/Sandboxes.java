package course.cli.grade.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds the best sandbox that works on this machine. A trial decides, not what is installed: the
/// kernel, or the container in which this program runs, may forbid what a sandbox needs.
public final class Sandboxes {

    private static final String INSIDE = "inside 你好";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Job.Limits LIMITS = new Job.Limits(256, 64, 10, 16, 256, 4_096);

    private final Path work;

    /// What a teacher can ask for.
    public enum Kind {
        /// The best one that works.
        AUTO,
        /// Linux namespaces, by bubblewrap.
        NAMESPACES,
        /// Docker.
        CONTAINER,
        /// None at all, only limits.
        LIMITS;

        /// As it is written on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param work an own folder for what sandboxes need; made when it is not there
    public Sandboxes(Path work) {
        this.work = work.toAbsolutePath().normalize();
    }

    /// The sandbox of that kind. Blocks while it is tried, for some tenths of a second.
    ///
    /// @param err where it is said, in one line, when nothing better than limits works
    /// @throws IOException with one line, when the one that was asked for does not work here
    public Sandbox open(Kind kind, PrintWriter err) throws IOException {
        Files.createDirectories(work);
        return switch (kind) {
            case AUTO -> best(err);
            case NAMESPACES -> asked(kind, this::namespaces);
            case CONTAINER -> asked(kind, this::container);
            case LIMITS -> limits(err, "because you asked for it");
        };
    }

    private interface Attempt {
        Sandbox open() throws IOException;
    }

    private static Sandbox asked(Kind kind, Attempt attempt) throws IOException {
        try {
            return attempt.open();
        } catch (IOException e) {
            throw new IOException(
                    "--sandbox " + kind + " does not work here: " + e.getMessage(), e);
        }
    }

    private Sandbox best(PrintWriter err) throws IOException {
        List<String> obstacles = new ArrayList<>();
        for (Attempt attempt : List.<Attempt>of(this::namespaces, this::container)) {
            try {
                return attempt.open();
            } catch (IOException e) {
                obstacles.add(e.getMessage());
            }
        }
        return limits(err, String.join(" ", obstacles));
    }

    private Sandbox limits(PrintWriter err, String reason) {
        err.println(
                "WARNING: NO SANDBOX. Students' code can read your files and use your network. Why: "
                        + reason);
        return new LimitsOnly(work, Hierarchy.here());
    }

    private Sandbox namespaces() throws IOException {
        String program = program("bwrap", "bubblewrap is not installed (apt install bubblewrap).");
        Sandbox sandbox = new Namespaces(program, work.resolve("etc"), Hierarchy.here());
        tryOut("bubblewrap", sandbox, List.of("/bin/cat", work.resolve("trial").toString()));
        return sandbox;
    }

    /// The JDK has to run with the libraries of the image, so it is tried too.
    private Sandbox container() throws IOException {
        DockerCommand docker = new DockerCommand(program("docker", "Docker is not installed."));
        try {
            docker.ask("image", "inspect", "--format", "{{.Id}}", Container.IMAGE);
        } catch (IOException e) {
            throw new IOException(
                    "Docker does not answer, or has no image "
                            + Container.IMAGE
                            + ": "
                            + lastLine(e.getMessage()),
                    e);
        }
        Sandbox sandbox = new Container(docker, work);
        String line = "%s -version 2>&1 && cat %s".formatted(java(), work.resolve("trial"));
        tryOut("Docker", sandbox, List.of("/bin/sh", "-c", line));
        return sandbox;
    }

    private static String java() {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'";
    }

    private static String program(String name, String obstacle) throws IOException {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            throw new IOException(name + " cannot be used here: it needs Linux.");
        }
        return ThisMachine.program(name).orElseThrow(() -> new IOException(obstacle));
    }

    /// Runs a command in the sandbox and in its inner one; it must print what is in the file
    /// `trial`.
    private void tryOut(String name, Sandbox sandbox, List<String> command) throws IOException {
        Path trial = Files.writeString(work.resolve("trial"), INSIDE);
        Shared.withAll(trial);
        Job plain = new Job(command, List.of(work), work, LIMITS);
        List<String> inner = new ArrayList<>(sandbox.innerPrefix(plain));
        inner.addAll(command);
        try (Running job = sandbox.start(new Job(inner, plain.readable(), work, LIMITS))) {
            String said = new String(job.results().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = job.await(PATIENCE);
            if (!ended || !said.endsWith(INSIDE)) {
                throw new IOException(
                        name + " is there, but does not work: " + lastLine(job.output() + said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was tried", e);
        }
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce("it says nothing.", (_, line) -> line);
    }

    /// Removes a folder with all that is in it.
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
