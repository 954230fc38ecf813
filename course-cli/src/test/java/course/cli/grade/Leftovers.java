package course.cli.grade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a grader in this program must not leave behind: processes, control groups, containers, and
/// the port that some attacks take.
final class Leftovers {

    /// What the processes of the attacks are called: one that has got away is no child of ours.
    private static final String PROCESS = "424242";

    /// So begin the names of its control groups and containers.
    private static final String NAME = "course-grade-" + ProcessHandle.current().pid() + "-";

    private static final int PORT = 18_888;
    private static final int PATIENCE_SECONDS = 3;

    private Leftovers() {}

    /// Those that are there, each in words. Blocks while ended processes go.
    static Set<String> now() throws IOException, InterruptedException {
        Set<String> found = new TreeSet<>();
        ProcessHandle.allProcesses()
                .filter(Leftovers::isOurs)
                .filter(Leftovers::stays)
                .forEach(process ->
                        found.add("process " + process.pid() + " " + commandLine(process)));
        said("find", "/sys/fs/cgroup", "-name", NAME + "*")
                .forEach(group -> found.add("control group " + group));
        said("docker", "ps", "--all", "--filter", "name=" + NAME, "--format", "{{.Names}}")
                .forEach(container -> found.add("container " + container));
        try (ServerSocket _ = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            return found;
        } catch (IOException e) {
            found.add("port " + PORT + ": " + e.getMessage());
            return found;
        }
    }

    private static boolean isOurs(ProcessHandle process) {
        return process.parent().filter(ProcessHandle.current()::equals).isPresent()
                || commandLine(process).contains(PROCESS);
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static boolean stays(ProcessHandle process) {
        CompletableFuture<ProcessHandle> end =
                process.onExit().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return end.join() == null;
    }

    /// The lines that a program prints; none where there is no such program.
    private static List<String> said(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] lines = process.getInputStream().readAllBytes();
            int _ = process.waitFor();
            return new String(lines, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
