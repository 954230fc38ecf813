package course.cli.grade.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A job under way.
public interface Running extends AutoCloseable {

    /// The job's standard output: what the course's own worker reports. Reading blocks.
    InputStream results();

    /// What came on its standard error so far, cut at the limit.
    String output();

    /// Waits until it ends, or until the time is over.
    ///
    /// @return whether it has ended
    boolean await(Duration most) throws InterruptedException;

    /// Processor time so far, of all its processes; an estimate from below.
    Duration cpu() throws IOException;

    /// Ends it, all its processes with it, and removes what it has written. Returns when that is
    /// done.
    @Override
    void close() throws IOException;
}
