package lesson07;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/// What a worker of exercise 7.5 does for a client that has sent something, or has ended.
@FunctionalInterface
public interface OnReadable {

    /// Reads once from the client and answers. The channel is in non-blocking mode and stays open.
    ///
    /// @return whether the client stays; after `false` the caller closes the channel
    /// @throws IOException if the connection is lost; the caller closes the channel
    boolean serve(SocketChannel client) throws IOException;
}
