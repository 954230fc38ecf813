package lesson06;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One end of a path for datagrams, with a clock. What is sent may be lost, may arrive twice, and
/// may arrive after what was sent later.
///
/// [UdpLink] is the real one. The tests of exercise 6.5 have one of their own, in which an hour
/// passes in a moment. That works as long as nobody asks another clock than this one.
public interface Link {

    /// Sends one datagram. Does not block, and does not say whether it arrives.
    ///
    /// @throws IOException when this end is closed or the machine cannot send at all
    void send(byte[] datagram) throws IOException;

    /// Waits for the next datagram.
    ///
    /// @param limit how long; zero or less: only what is there already
    /// @return the bytes of one datagram, or nothing when none came within the limit
    /// @throws IOException when this end is closed
    Optional<byte[]> receive(Duration limit) throws IOException;

    /// The time on this link's clock, from any start. It never goes back.
    Duration now();
}
