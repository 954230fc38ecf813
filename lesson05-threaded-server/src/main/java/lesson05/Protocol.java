package lesson05;

import java.io.IOException;
import java.time.Duration;

/// What is said on one connection. The servers of this lesson differ in their threads, not in this.
///
/// A server calls [#serve] once for each client, on any thread, for several clients at the same
/// time: a protocol must have no state of one client in its fields.
public interface Protocol {

    /// Talks to one client until the conversation is over. Blocks. Does not close: the server does.
    ///
    /// @throws IOException if the client breaks off, sends nonsense, or is cut off by a limit
    void serve(Connection client) throws IOException;

    /// How long a client may take. A server cuts off whoever needs longer.
    Limits limits();

    /// Limits in time for one client.
    ///
    /// @param stall how long one read or one write may take
    /// @param total how long the whole conversation may take
    record Limits(Duration stall, Duration total) {

        /// A conversation of any length.
        public static final Duration UNLIMITED = Duration.ofDays(36_500);
    }
}
