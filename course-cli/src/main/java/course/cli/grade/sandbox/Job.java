package course.cli.grade.sandbox;

import java.nio.file.Path;
import java.util.List;

/// A command to run in a [Sandbox].
///
/// @param command the program by its absolute path, and its arguments
/// @param readable files and folders that the command may read, at the same paths as outside; the
///   JDK and the system's libraries need not be named
/// @param workingFolder where it starts; one of `readable`, or below one
public record Job(List<String> command, List<Path> readable, Path workingFolder, Limits limits) {

    /// What a job may use. A JVM limits its own heap; these hold for all of its processes together
    /// where the machine can do that, else for each.
    ///
    /// @param memoryMegabytes all memory
    /// @param tasks processes and threads
    /// @param cpuSeconds processor time; past it the job is ended
    /// @param fileMegabytes what it may write below `/tmp`, the only place where it may write
    /// @param descriptors open files and sockets of one process
    /// @param outputBytes what is kept of its output; the rest is read and thrown away
    public record Limits(
            int memoryMegabytes,
            int tasks,
            int cpuSeconds,
            int fileMegabytes,
            int descriptors,
            int outputBytes) {}
}
