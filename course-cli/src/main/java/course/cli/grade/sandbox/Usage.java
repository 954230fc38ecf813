package course.cli.grade.sandbox;

import java.io.IOException;
import java.time.Duration;

/// What the processes of a job use.
interface Usage {

    /// Processor time so far, of all of them; an estimate from below.
    Duration cpu() throws IOException;

    /// Memory now, of all of them; 0 where something else keeps it within its limit.
    long memoryBytes() throws IOException;
}
