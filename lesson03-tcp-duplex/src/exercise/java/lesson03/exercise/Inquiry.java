package lesson03.exercise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// **Exercise 3.3: A clear outcome, in time.** About 40 minutes.
///
/// Ask a server one question and say what came of it, in a word, whatever the server does. Nothing
/// may take longer than the two limits allow.
public final class Inquiry {

    /// How many bytes an answer may have, without its `\n`.
    public static final int LONGEST = 1_000;

    /// What can come of an inquiry.
    public enum Ending {
        /// A whole line has come.
        ANSWERED,
        /// Nobody listens on that port.
        REFUSED,
        /// `connect` got no answer within its limit: the server's queue is full, or its machine is
        /// off, or a firewall drops what we send.
        NO_ANSWER_TO_CONNECT,
        /// Connected, but not one byte came within the limit for the answer.
        SILENT,
        /// Some bytes came, but no whole line within the limit for the answer.
        TOO_SLOW,
        /// More than [#LONGEST] bytes came without a `\n`.
        TOO_LONG,
        /// The stream ended before a `\n`.
        CLOSED,
        /// The connection was reset, while we sent or while we read.
        RESET
    }

    /// How it ended, and the text that came until then: the answer without its `\n`, or the
    /// beginning of it, at most [#LONGEST] bytes of it, or "".
    public record Outcome(Ending ending, String text) {}

    private Inquiry() {}

    /// Connects, sends the question and `\n`, and reads the answer, a line that ends with `\n`.
    /// Both are UTF-8. Closes the connection in every case.
    ///
    /// - `connect` may take as long as `connectLimit`, the **whole** answer as long as
    ///   `answerLimit`. [java.net.Socket#setSoTimeout] sets a limit for each single `read`: a
    ///   server that sends a byte a second never meets it. So before every `read` set what is
    ///   *left*.
    /// - A limit may be shorter than a millisecond. For the socket, a time-out of 0 means: wait for
    ///   ever.
    /// - What the server does is an [Outcome], never an exception. The class of an exception tells
    ///   what has happened, its text does not:
    ///
    ///       connect: SocketTimeoutException   no answer within the limit
    ///       connect: ConnectException         refused
    ///       read:    SocketTimeoutException   nothing within the limit
    ///       write or read: SocketException    a reset (ConnectException is a subclass of it)
    ///
    /// @param question one short line, without `\n`
    /// @param connectLimit longer than 0, at most a minute
    /// @param answerLimit longer than 0, at most a minute; counted from the moment when the
    ///   connection stands
    /// @throws IOException for what is not the server's doing, for example
    ///   [java.net.UnknownHostException]
    public static Outcome ask(
            InetSocketAddress server, String question, Duration connectLimit, Duration answerLimit)
            throws IOException {
        throw new UnsupportedOperationException(
                "Connect with the first limit: what can be thrown, and what does it mean?");
    }
}
