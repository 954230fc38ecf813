package lesson07;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What the lesson's servers have in common for those who start them.
public interface Server extends AutoCloseable {

    /// Where the server listens, with the real port.
    InetSocketAddress address() throws IOException;

    /// Stops listening, ends all connections and waits for the threads, for some seconds at most.
    /// May be called twice.
    @Override
    void close() throws IOException;

    /// Waits until no thread of the server runs any more. Returns whether it has come to that.
    boolean awaitEnd(Duration limit) throws InterruptedException;
}
