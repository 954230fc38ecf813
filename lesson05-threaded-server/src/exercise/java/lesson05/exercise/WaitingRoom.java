package lesson05.exercise;

import java.io.IOException;
import java.net.InetSocketAddress;

/// **Exercise 5.6: Five thousand idle clients.** About 25 minutes.
///
/// A server for clients that say nothing, for a long time. Each costs a connection, and as little
/// else as possible: 5,000 of them, with both ends in one JVM, fit in 200 MB of heap, and there is
/// no platform thread for each.
///
/// The words, all in UTF-8, each line with LF at its end:
///
/// - When a client has connected, it gets `You are number 17`. The first client is number 1. Each
///   client gets a number of its own.
/// - Then it says nothing for as long as it likes. There is no time limit here.
/// - A line that it sends is sent back with the number: `17: 你好`. It may send as many lines as it
///   likes. A line has 1,000 bytes at most; [lesson05.TextLines] reads such lines, and shows how
///   little it keeps for a client that is silent.
/// - At the end of its stream, at a longer line, and at a reset the server closes the connection,
///   and keeps nothing.
///
/// 500 clients may come at the same moment: none of them waits for a second because the backlog is
/// full. When `accept` throws because there is no file descriptor left, the server goes on: it
/// pauses, 100 ms for example, and tries again. It must not spin.
public final class WaitingRoom implements AutoCloseable {

    /// Binds to `bind` (port 0: a free port) and accepts from now on; does not block.
    ///
    /// @throws IOException when the address cannot be bound, for example because the port is taken
    public WaitingRoom(InetSocketAddress bind) throws IOException {
        throw new UnsupportedOperationException(
                "Open a ServerSocket on the address, then start a thread that accepts.");
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("Ask the ServerSocket for its local address.");
    }

    /// Closes the listener, then all connections, then waits for the threads, two seconds at most.
    /// A second call does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Close the ServerSocket, then the clients' sockets, then wait.");
    }
}
