package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramSocket;

/// **Exercise 6.3: Whole or cut off.** About 10 minutes.
///
/// A datagram that does not fit into your buffer is cut off. What did not fit is lost, and Java
/// says nothing: no exception, no sign. A length that fills the buffer may mean "just fitted", and
/// it may mean "cut off". A receiver that must know has to look one byte further than it needs.
public final class WholeDatagram {

    private WholeDatagram() {}

    /// What came.
    ///
    /// @param bytes all bytes of the datagram when it is whole, else the first `most` of them
    /// @param whole whether the datagram had no more bytes than `most`
    @SuppressWarnings("ArrayRecordComponent") // taken apart at once, never compared
    public record Received(byte[] bytes, boolean whole) {}

    /// Waits for one datagram.
    ///
    /// A datagram of exactly `most` bytes is whole, and so is one of 0 bytes. Of a longer one the
    /// first `most` bytes are returned.
    ///
    /// @param socket belongs to the caller, who closes it
    /// @param most how many bytes the caller wants at most, from 0 to 65,507
    /// @throws IllegalArgumentException when `most` is negative; nothing has been received
    /// @throws IOException when receiving fails; also when the socket's time limit runs out
    public static Received receive(DatagramSocket socket, int most) throws IOException {
        throw new UnsupportedOperationException(
                "Receive into a buffer, then compare the packet's length with the limit.");
    }
}
