package lesson07.exercise;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;

/// **Exercise 7.2: Many clients, one selector.** About 35 minutes.
///
/// A server that answers each line with its length. One thread serves all clients, so it never waits for one of them.
///
///     client: hello\n        server: 5\n
///     client: 你好\n          server: 6\n       (bytes, not characters)
///     client: \n             server: 0\n
///
/// A line may come in many pieces, and many lines may come in one piece. So each client needs a memory of its own: how
/// long is the line that has not ended yet? One number is enough. Nobody wants the text.
public final class LengthServer {

    private LengthServer() {}

    /// Serves clients on the thread that calls it, until another thread closes the selector.
    ///
    /// - `listener` is bound. Switch its blocking mode off, and register it with `selector`; the
    ///   accepted connections too. The server makes no other selector and no thread.
    /// - The answer to a line is the number of bytes before its `\n`, in decimal digits, and a
    ///   `\n`.
    /// - When a client ends its stream, its connection is closed after the answers to all whole
    ///   lines; half a line at the end has no answer. A client that resets its connection ends this
    ///   connection only.
    /// - Answers are short. If the kernel does not take all of one at once, that client reads
    ///   nothing: close its connection. (Exercise 7.3 does it better.)
    /// - While nothing arrives, the thread waits in [Selector#select()] and uses no processor time.
    /// - When the selector has been closed, `run` returns or throws
    ///   [java.nio.channels.ClosedSelectorException]; both are fine. Who has opened the listener
    ///   closes it.
    ///
    /// @throws IOException when the listener cannot be registered, or `select` fails
    public static void run(Selector selector, ServerSocketChannel listener) throws IOException {
        throw new UnsupportedOperationException(
                "Register the listener for OP_ACCEPT, then write the loop around select.");
    }
}
