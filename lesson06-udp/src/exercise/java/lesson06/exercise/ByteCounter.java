package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramSocket;

/// **Exercise 6.2: Answer the sender.** About 10 minutes.
///
/// A server that tells everybody how many bytes they have sent. It has one socket for all of them:
/// UDP knows no connection and no `accept`. To whom does the answer go, then? A received
/// [java.net.DatagramPacket] knows the address and the port it came from.
///
/// To try it from a shell: `printf '你好' | nc -u -w1 127.0.0.1 8888` prints 6.
public final class ByteCounter {

    private ByteCounter() {}

    /// Receives `datagrams` datagrams, and answers each at once: with the number of its bytes, as
    /// ASCII digits and nothing else. The answer to "你好" is the one byte `36`, which is "6".
    ///
    /// - The answer goes to the address and the port that the datagram came from, and it leaves
    ///   from `socket`.
    /// - A datagram has from 0 to 65,507 bytes. One of 0 bytes is a datagram too: its answer is
    ///   "0". It is not an end; UDP has none.
    /// - The port it came from may be 0. Such a sender cannot be answered: `send` throws an
    ///   IOException. Nobody gets an answer then, the datagram counts all the same, and the server
    ///   goes on.
    /// - One packet for all datagrams is fine, or a new one for each. Think of what happens to the
    ///   length of a packet when you put an answer into it.
    /// - Blocks until the last answer has been sent.
    ///
    /// @param socket belongs to the caller, who closes it
    /// @throws IOException when receiving fails; also when the socket's time limit runs out
    public static void serve(DatagramSocket socket, int datagrams) throws IOException {
        throw new UnsupportedOperationException(
                "Receive a packet, then send a packet to the address that the first one holds.");
    }
}
