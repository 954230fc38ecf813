package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The kernel's namespaces, made by bubblewrap: namespaces(7), bwrap(1).
final class Namespaces implements Sandbox {

    private final Bubblewrap bubblewrap;
    private final List<Mount> system;
    private final Hierarchy hierarchy;
    private final Starter starter = new Starter();
    private final Watch watch = new Watch();
    private final AtomicInteger jobs = new AtomicInteger();

    /// @param program where `bwrap` is
    /// @param folder for files that the code finds in `/etc`
    Namespaces(String program, Path folder, Hierarchy hierarchy) throws IOException {
        bubblewrap = new Bubblewrap(program);
        this.hierarchy = hierarchy;
        system =
                Mount.join(
                        List.of(
                                SystemFiles.programs(),
                                SystemFiles.jdk(),
                                new SystemFiles(folder).etc()));
        ControlGroup.removeLeftovers(hierarchy);
    }

    @Override
    public String inWords() {
        return "bubblewrap: files, network and processes of its own";
    }

    @Override
    public boolean isolates() {
        return true;
    }

    @Override
    public List<String> innerPrefix(Job job) {
        return Stream.of(bubblewrap.inner(insideView(job)), CleanEnvironment.PREFIX)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Running start(Job job) throws IOException {
        Optional<ControlGroup> group =
                ControlGroup.of(hierarchy, Integer.toString(jobs.incrementAndGet()), job.limits());
        try {
            ProcessBuilder command = new ProcessBuilder(command(job, group));
            command.directory(new java.io.File("/"));
            command.environment().clear();
            command.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            return watch.over(run(starter.start(command), job, group));
        } catch (IOException e) {
            close(group);
            throw e;
        }
    }

    private List<String> command(Job job, Optional<ControlGroup> group) throws IOException {
        List<String> command = new ArrayList<>();
        group.ifPresent(counted -> command.addAll(counted.prefix()));
        command.addAll(ResourceLimits.ofFiles(job.limits()));
        if (ThisMachine.isRoot()) {
            for (Path path : existing(job)) {
                Shared.withAll(path);
            }
            command.addAll(bubblewrap.stage(files(job)));
            command.addAll(bubblewrap.outer(insideView(job)));
        } else {
            command.addAll(bubblewrap.outer(view(job, files(job))));
        }
        command.addAll(CleanEnvironment.PREFIX);
        command.addAll(ResourceLimits.ofWork(job.limits(), group.isPresent(), 0));
        command.addAll(job.command());
        return command;
    }

    private List<Mount> files(Job job) {
        return Mount.join(List.of(system, existing(job).stream().map(Mount::same).toList()));
    }

    /// A class path may name folders that are not there.
    private static List<Path> existing(Job job) {
        return Stream.concat(job.readable().stream(), Stream.of(job.workingFolder()))
                .filter(Files::exists)
                .toList();
    }

    /// What is made from within: there the files are where they shall be.
    private Bubblewrap.View insideView(Job job) {
        return view(job, files(job).stream().map(Mount::seenInside).toList());
    }

    private static Bubblewrap.View view(Job job, List<Mount> files) {
        return new Bubblewrap.View(
                files, job.limits().fileMegabytes(), job.workingFolder().toAbsolutePath());
    }

    private static RunningJob run(Process process, Job job, Optional<ControlGroup> group) {
        ProcessTree tree = new ProcessTree(process.toHandle());
        Usage usage = group.<Usage>map(counted -> counted).orElse(tree);
        return new RunningJob(process, job.limits(), usage, new EndOfTree(tree, group));
    }

    private static void close(Optional<ControlGroup> group) throws IOException {
        if (group.isPresent()) {
            group.get().close();
        }
    }
}
