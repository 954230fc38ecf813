package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A Docker container for each job, without a network and without rights, by the command line of
/// Docker. Nothing is ever downloaded.
final class Container implements Sandbox {

    /// The image. Of it come the shell and the system's libraries; the JDK is this machine's.
    static final String IMAGE = "debian:bookworm-slim";

    /// As on a machine where nobody has an account.
    private static final String INNER_USER = "65533";

    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6");
    private static final String NOBODY = "65534";
    private static final String SETPRIV = "/usr/bin/setpriv";

    /// The container's first program ends when its standard input does, or when the command has
    /// ended; with it ends the container. It is root's, so the command cannot touch it. In the
    /// image only root may enter `/root`, below which Maven keeps the libraries.
    private static final String AROUND =
            "chmod 755 /root; exec 3<&0; { \"$@\" </dev/null 3<&-; kill -KILL $$; } & exec cat <&3 >/dev/null";

    private final DockerCommand docker;
    private final Path work;
    private final List<Mount> system;
    private final Watch watch = new Watch();
    private final AtomicInteger jobs = new AtomicInteger();

    /// @param work a folder for files that the code finds in `/etc`, and for notes of Docker
    Container(DockerCommand docker, Path work) throws IOException {
        this.docker = docker;
        this.work = work;
        system = Mount.join(List.of(SystemFiles.jdk(), new SystemFiles(work.resolve("etc")).etc()));
        docker.removeLeftovers();
    }

    @Override
    public String inWords() {
        return "Docker: a container without a network for each run";
    }

    @Override
    public boolean isolates() {
        return true;
    }

    @Override
    public List<String> innerPrefix(Job job) {
        List<String> prefix = new ArrayList<>(List.of(SETPRIV, "--reuid", INNER_USER));
        prefix.addAll(List.of("--regid", INNER_USER, "--clear-groups"));
        prefix.addAll(List.of("--inh-caps=-all", "--ambient-caps=-all", "--no-new-privs", "--"));
        prefix.addAll(List.of("/usr/bin/env", "--chdir=" + job.workingFolder().toAbsolutePath()));
        prefix.addAll(CleanEnvironment.PREFIX);
        return prefix;
    }

    @Override
    public Running start(Job job) throws IOException {
        String name =
                DockerCommand.NAME
                        + ProcessHandle.current().pid()
                        + "-"
                        + System.identityHashCode(this)
                        + "-"
                        + jobs.incrementAndGet();
        Path id = work.resolve(name);
        Process process = docker.start(command(job, name, id));
        Lifeline.Remains remains =
                orderly -> {
                    if (!orderly) {
                        docker.remove(name);
                    }
                    Files.deleteIfExists(id);
                };
        return watch.over(
                new RunningJob(
                        process,
                        job.limits(),
                        new ContainerUsage(id),
                        new Lifeline(process, remains)));
    }

    private List<String> command(Job job, String name, Path id) throws IOException {
        Job.Limits limits = job.limits();
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--init", "--interactive"));
        command.addAll(List.of("--pull", "never", "--name", name, "--cidfile", id.toString()));
        command.addAll(List.of("--label", docker.label(), "--log-driver", "none"));
        command.addAll(List.of("--network", "none", "--ipc", "none", "--read-only"));
        if (Files.exists(IPV6)) {
            // Without a network Docker switches it off, even on loopback.
            command.addAll(List.of("--sysctl", "net.ipv6.conf.all.disable_ipv6=0"));
            command.addAll(List.of("--sysctl", "net.ipv6.conf.lo.disable_ipv6=0"));
        }
        command.addAll(List.of("--hostname", SystemFiles.HOST, "--user", "0:0"));
        command.addAll(List.of("--cap-drop", "ALL", "--cap-add", "SETUID", "--cap-add", "SETGID"));
        command.addAll(List.of("--security-opt", "no-new-privileges"));
        command.addAll(List.of("--pids-limit", Integer.toString(limits.tasks() + 8)));
        String memory = limits.memoryMegabytes() + "m";
        command.addAll(List.of("--memory", memory, "--memory-swap", memory));
        command.addAll(List.of("--ulimit", "nofile=" + ResourceLimits.descriptors(limits)));
        command.addAll(List.of("--ulimit", "fsize=" + ((long) limits.fileMegabytes() << 20)));
        command.addAll(List.of("--ulimit", "cpu=" + limits.cpuSeconds()));
        command.addAll(List.of("--ulimit", "core=0", "--ulimit", "msgqueue=0"));
        command.addAll(
                List.of(
                        "--tmpfs",
                        "/tmp:rw,nosuid,nodev,mode=1777,size=" + limits.fileMegabytes() + "m"));
        command.addAll(List.of("--tmpfs", "/root:rw,nosuid,nodev,size=64k"));
        for (Mount mount : files(job)) {
            command.addAll(List.of("--mount", bind(mount)));
        }
        command.addAll(List.of("--workdir", job.workingFolder().toAbsolutePath().toString()));
        command.addAll(List.of(IMAGE, "/bin/sh", "-c", AROUND, "sh"));
        command.addAll(asStudent());
        command.addAll(CleanEnvironment.PREFIX);
        command.addAll(job.command());
        return command;
    }

    /// This user, who may read the files, and who may put on another user's number for the inner
    /// sandbox; for root, one that owns nothing.
    private static List<String> asStudent() {
        int me = ThisMachine.user();
        String user = me > 0 ? Integer.toString(me) : NOBODY;
        return List.of(
                SETPRIV,
                "--reuid",
                user,
                "--regid",
                user,
                "--clear-groups",
                "--inh-caps=+setuid,+setgid",
                "--ambient-caps=+setuid,+setgid",
                "--");
    }

    private List<Mount> files(Job job) throws IOException {
        List<Path> named =
                Stream.concat(job.readable().stream(), Stream.of(job.workingFolder()))
                        .filter(Files::exists)
                        .toList();
        for (Path path : named) {
            Shared.withAll(path);
        }
        return Mount.join(List.of(system, named.stream().map(Mount::same).toList()));
    }

    /// A record of comma-separated values, in which a path may have commas of its own.
    private static String bind(Mount mount) {
        return "type=bind,readonly,\"source=%s\",\"target=%s\""
                .formatted(quoted(mount.from()), quoted(mount.at()));
    }

    private static String quoted(Path path) {
        return path.toString().replace("\"", "\"\"");
    }
}
