package course.cli.grade.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends a job whose outermost process takes all others with it: the first process of a namespace
/// ends with its parent, and the kernel ends a namespace with its first process.
final class EndOfTree implements RunningJob.Ending {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProcessTree tree;
    private final Optional<ControlGroup> group;
    private final List<ProcessHandle> ended = new ArrayList<>();

    EndOfTree(ProcessTree tree, Optional<ControlGroup> group) {
        this.tree = tree;
        this.group = group;
    }

    @Override
    public synchronized void now() {
        List<ProcessHandle> living = tree.processes();
        ended.addAll(living);
        living.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public synchronized void close() throws IOException {
        RunningJob.awaitEnd(ended, PATIENCE);
        if (group.isPresent()) {
            group.get().close();
        }
    }
}
