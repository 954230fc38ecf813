package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/// **Exercise 6.1: Send one datagram.** About 10 minutes.
///
/// The text is in UTF-8, and nothing else is in the datagram: no length in front, no line end. For
/// "你好" these six bytes travel:
///
///     e4 bd a0 e5 a5 bd
///
/// To see them: `nc -u -l 127.0.0.1 8888 | od -An -tx1` in one terminal, your sender in another.
/// (`od` prints when `nc` ends: press Ctrl-C.)
public final class OneDatagram {

    /// What one datagram carries at most over IPv4, in bytes: 65,535 of the IP packet, less 20 of
    /// its header and 8 of UDP's.
    public static final int MOST_BYTES = 65_507;

    private OneDatagram() {}

    /// Sends `text` as one datagram from a port of its own. Does not wait: whether it arrives, and
    /// whether anybody is there, it does not know.
    ///
    /// The socket that it opens is closed when it returns or throws.
    ///
    /// @param to where to, resolved
    /// @param text may be empty: a datagram of 0 bytes is sent
    /// @throws IllegalArgumentException when the text takes more than [#MOST_BYTES] bytes: with one
    ///   sentence that names both numbers, and nothing has been sent
    /// @throws IOException when this machine cannot send
    public static void send(InetSocketAddress to, String text) throws IOException {
        throw new UnsupportedOperationException(
                "Make bytes of the text, look at their number, then put them into a DatagramPacket.");
    }

    /// Waits for one datagram and returns its text. Datagrams that come after it stay in the
    /// socket.
    ///
    /// @param socket belongs to the caller, who closes it
    /// @return the text of a datagram of any length from 0 to [#MOST_BYTES]
    /// @throws IOException when receiving fails; also when the socket's time limit runs out
    public static String receive(DatagramSocket socket) throws IOException {
        throw new UnsupportedOperationException(
                "Make a DatagramPacket over a buffer that is large enough, then receive into it.");
    }
}
