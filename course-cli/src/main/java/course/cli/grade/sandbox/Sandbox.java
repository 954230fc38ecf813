package course.cli.grade.sandbox;

import java.io.IOException;

/// Runs a stranger's code so that it can do no harm: it sees only what it needs, has a network of
/// its own with nothing but loopback, and ends with its limits.
public interface Sandbox {

    /// What keeps the code in, for the report: `bubblewrap: own file system, network and
    /// processes`.
    String inWords();

    /// Whether it keeps the code away from this machine's files, network and processes. Where it
    /// does not, only the limits are there, and the teacher must be told.
    boolean isolates();

    /// What a child process of the job puts before its command, so that the child cannot reach into
    /// the job: an inner sandbox in the same network. Empty where there is none.
    ///
    /// @param job what the child may read (only files that the outer job may read too), and where
    ///   it starts; its command does not count
    java.util.List<String> innerPrefix(Job job);

    /// Starts the job; does not block.
    ///
    /// @throws IOException when the machine cannot start it: never because of what the code does
    Running start(Job job) throws IOException;
}
