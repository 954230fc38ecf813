package course.testkit;

import org.opentest4j.TestAbortedException;

/// There is no [Peer] here, and `-Dpeers=auto` or `off` allows that: JUnit counts the test as
/// aborted, not as failed. The message is one plain line that says what is missing and what to do.
public final class PeerUnavailable extends TestAbortedException {

    private static final long serialVersionUID = 1L;

    PeerUnavailable(String line) {
        super(line);
    }
}
