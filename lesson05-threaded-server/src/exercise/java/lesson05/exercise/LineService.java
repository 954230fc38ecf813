package lesson05.exercise;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// **Exercise 5.3: A time limit against slow senders.** About 25 minutes.
///
/// A client sends one line and gets one line. Some clients send one byte a second, and never the
/// end of the line: each of them would keep a thread, a socket and memory for ever.
/// [Socket#setSoTimeout] alone does not help. It limits **one** `read`, and every byte starts it
/// anew.
///
/// One object of this class serves many clients at the same time, each on its own thread.
public final class LineService {

    /// The answer to a client whose line is not whole in time.
    public static final String TOO_SLOW = "too slow: the line was not whole in time\n";

    /// The answer to a client whose line is too long.
    public static final String TOO_LONG = "too long\n";

    /// @param limit from the call of [#serve] until the line is whole, in all
    /// @param mostBytes how many bytes may stand before the line feed
    /// @param nanoTime what time it is, in nanoseconds; `System::nanoTime` in a real server. Ask
    ///   this one and no other: the tests bring a clock of their own, so that they need not wait.
    /// @param answer makes the answer to a line, without a line end
    public LineService(
            Duration limit, int mostBytes, LongSupplier nanoTime, UnaryOperator<String> answer) {
        throw new UnsupportedOperationException("Keep the four values in fields.");
    }

    /// Reads one line, sends one line. Blocks until then, but not longer than the limit. The socket
    /// belongs to the caller, who closes it.
    ///
    /// - A line is UTF-8 text and ends with a line feed (`\n`). A carriage return (`\r`) before it
    ///   is not part of the text. The client gets `answer`'s line and a `\n`.
    /// - When the time is over: [#TOO_SLOW], and not later. Set the socket's time-out before every
    ///   `read` to what is left. (The time-out is in whole milliseconds. 0 means: no limit!)
    /// - When the byte `mostBytes + 1` is no line feed: [#TOO_LONG], at once.
    /// - When the stream ends before the line feed: no answer. Half a line is not a line.
    /// - What comes behind the line feed is ignored.
    ///
    /// @throws IOException when the connection breaks
    public void serve(Socket client) throws IOException {
        throw new UnsupportedOperationException(
                "Note the time, then read byte by byte until the line feed.");
    }
}
