package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// No sandbox: the code runs as this user, with this user's files and network. Only how much it may
/// use is bounded, and what it starts is ended with it, unless it hides with intent. Where the
/// system is not Linux, even that is left to the time limits of this program.
final class LimitsOnly implements Sandbox {

    /// Other jobs of this user may begin after this one, and their threads count too: about 60 for
    /// each of three jobs for a processor.
    private static final long LATER_TASKS = 200L * Runtime.getRuntime().availableProcessors();

    /// The variable that the code's processes have, by which the ones are found that have left
    /// their group.
    private static final String MARK = "COURSE_JOB";

    /// Ends everything when its standard input ends, or when the command has ended. `$1` is the
    /// mark; the shell itself does not have it.
    private static final String AROUND =
            """
            mark=$1
            shift
            exec 3<&0
            end() {
                for round in 1 2 3 4 5; do
                    found=$(grep -lzsFx "$mark" /proc/[0-9]*/environ)
                    [ -z "$found" ] && break
                    for environment in $found; do
                        process=${environment#/proc/}
                        kill -KILL "${process%/environ}" 2>/dev/null
                    done
                done
                kill -KILL 0
            }
            { cat <&3 >/dev/null; end; } 2>/dev/null &
            "$@" </dev/null 3<&-
            end
            """;

    private final Path work;
    private final Hierarchy hierarchy;
    private final Watch watch = new Watch();
    private final AtomicInteger jobs = new AtomicInteger();

    /// @param work where the code's temporary folders go
    LimitsOnly(Path work, Hierarchy hierarchy) {
        this.work = work;
        this.hierarchy = hierarchy;
        ControlGroup.removeLeftovers(hierarchy);
    }

    @Override
    public String inWords() {
        return "limits only: the code could read this machine's files and use its network";
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
        Path temporary = Files.createTempDirectory(work, "job");
        String name = Integer.toString(jobs.incrementAndGet());
        Optional<ControlGroup> group = ControlGroup.of(hierarchy, name, job.limits());
        Lifeline.Remains remains =
                _ -> {
                    if (group.isPresent()) {
                        group.get().close();
                    }
                    Sandboxes.delete(temporary);
                };
        try {
            String mark = MARK + "=" + ProcessHandle.current().pid() + "-" + name;
            ProcessBuilder command = new ProcessBuilder(command(job, group, mark, temporary));
            command.directory(job.workingFolder().toFile());
            // Windows starts nothing without this one.
            command.environment().keySet().retainAll(Set.of("SystemRoot"));
            Process process = command.start();
            Usage usage = group.<Usage>map(g -> g).orElse(new ProcessTree(process.toHandle()));
            return watch.over(
                    new RunningJob(process, job.limits(), usage, new Lifeline(process, remains)));
        } catch (IOException e) {
            remains.remove(false);
            throw e;
        }
    }

    private static List<String> command(
            Job job, Optional<ControlGroup> group, String mark, Path temporary) throws IOException {
        List<String> command = new ArrayList<>();
        if (ResourceLimits.areHere()) {
            group.ifPresent(counted -> command.addAll(counted.prefix()));
            command.addAll(List.of("/usr/bin/setsid", "/bin/sh", "-c", AROUND, "sh", mark));
            command.addAll(CleanEnvironment.PREFIX);
            command.add(mark);
            command.addAll(ResourceLimits.ofFiles(job.limits()));
            command.addAll(
                    ResourceLimits.ofWork(
                            job.limits(),
                            group.isPresent(),
                            ThisMachine.tasksOfThisUser() + LATER_TASKS));
        }
        command.add(job.command().getFirst());
        if (job.command().getFirst().endsWith("/java")) {
            command.add("-Djava.io.tmpdir=" + temporary);
        }
        command.addAll(job.command().subList(1, job.command().size()));
        return command;
    }
}
