package lesson02.exercise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// **Exercise 2.6: Stop while a client is connected.** About 40 minutes.
///
/// A server that receives `writeUTF` frames and hands each text to a consumer. It serves one client
/// after the other: all frames of the first until its end, then the next client.
///
/// Its thread waits nearly all the time, in `accept` or in `read`. Neither can be interrupted. So
/// how does another thread stop it? By closing the socket that it waits for: the waiting method
/// then throws a `SocketException` ([java.net.ServerSocket#close], [java.net.Socket#close]).
public final class StoppableServer implements AutoCloseable {

    /// Binds to `bind` (port 0: a free port) and starts to receive on a thread of its own.
    ///
    /// - When the constructor returns, a client can connect.
    /// - `received` is called on the server's thread, once per frame, in the order of the frames.
    ///   It may be slow, but it does not throw.
    /// - A client that leaves, resets the connection, sends half a frame or bytes that are no text
    ///   ends its own connection only. The next client is served.
    ///
    /// @throws IOException when the address cannot be bound, for example because the port is taken
    public StoppableServer(InetSocketAddress bind, Consumer<String> received) throws IOException {
        throw new UnsupportedOperationException(
                "Open a ServerSocket on the address, then start a thread that accepts.");
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("Ask the ServerSocket for its local address.");
    }

    /// Stops the server. In this order: the listener, then the connection that is open, then wait
    /// for the thread.
    ///
    /// - Returns when the server's thread has ended, so also when `received` has finished with a
    ///   message that it is working on. It waits at most two seconds for that.
    /// - A connected client sees the end of the stream or a reset.
    /// - Afterwards the port is free: a new server can bind to it at once.
    /// - A second call does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Close the ServerSocket, then the client's socket, then wait.");
    }
}
