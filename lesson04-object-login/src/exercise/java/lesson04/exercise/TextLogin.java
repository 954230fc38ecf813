package lesson04.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/// **Exercise 4.7: Log in over a text protocol.** About 40 minutes.
///
/// The same login without object streams: lines of text, as POP3 has them, with which programs
/// fetch mail (RFC 1939). Any language can speak it, and a person with `nc` too:
///
///     S: +OK ready                  the server speaks first
///     C: USER alice
///     S: +OK
///     C: PASS a secret with spaces
///     S: +OK logged in              or: -ERR login failed
///     C: QUIT
///     S: +OK bye                    then the server closes
///
/// Text is UTF-8. An answer is one line that ends with CR LF (`\r\n`), and begins with `+OK` or with
/// `-ERR` and a reason; what stands behind `+OK` or `-ERR` is up to you. A line of the client ends
/// with CR LF or with LF alone.
public final class TextLogin {

    /// The longest line of a client, in bytes, with its end (RFC 2449, section 4).
    public static final int LONGEST_LINE = 255;

    /// So many passwords may be wrong in one conversation.
    public static final int MOST_ATTEMPTS = 3;

    /// So many lines may be sent in one conversation.
    public static final int MOST_LINES = 20;

    /// Who knows the passwords.
    @FunctionalInterface
    public interface Check {

        /// Whether this is the password of this name.
        boolean isRight(String name, String password);
    }

    /// Keeps both.
    ///
    /// @param check is asked once for each `PASS`
    /// @param limit how long a whole conversation may take, however the client fills the time
    public TextLogin(Check check, Duration limit) {
        throw new UnsupportedOperationException("Keep the check and the limit.");
    }

    /// Holds one conversation. Returns the name that is logged in, or nothing. Does not close the
    /// socket: the caller does that.
    ///
    /// - `USER name`: `+OK`, whether there is such a name or not (RFC 1939, section 13, says why).
    ///   Without a name: `-ERR`. The last `USER` counts.
    /// - `PASS password`: everything behind the first space is the password, with its spaces (RFC
    ///   1939, section 7). If it is right, `+OK`, else `-ERR`, and the client begins again with
    ///   `USER`. Without a `USER` before it: `-ERR`, and nothing is checked.
    /// - `QUIT`: `+OK`, and the conversation ends.
    /// - Anything else: `-ERR`, and the conversation goes on. After a login only `QUIT` is answered
    ///   with `+OK`. The three words may be in any case: `user`, `User`.
    /// - A client may send several lines without waiting for the answers.
    /// - Bytes that are not UTF-8: `-ERR`, and the conversation goes on. They are not replaced by
    ///   anything: then two different passwords would become the same.
    /// - A line longer than [#LONGEST_LINE]: `-ERR`, and the conversation ends, without waiting for
    ///   the end of that line.
    /// - After [#MOST_ATTEMPTS] wrong passwords, and after [#MOST_LINES] lines, it ends, with the
    ///   answer to the last one.
    /// - When the stream ends, it ends. Half a line is no line: half a password is not checked.
    /// - No answer, no exception and no log repeats what the client has sent: a mistyped `PASS`
    ///   carries a password too.
    ///
    /// @throws IOException when the connection breaks, or when the time is up (for example a
    ///   [java.net.SocketTimeoutException])
    public Optional<String> converse(Socket socket) throws IOException {
        throw new UnsupportedOperationException(
                "Greet with +OK, then read a line and answer it, again and again.");
    }

    /// For trying by hand. Ready made: serves one client after the other on 127.0.0.1:8888. It
    /// knows one user, `alice`, and lets her in with any password.
    public static void main(String[] args) throws IOException {
        TextLogin login = new TextLogin((name, _) -> name.equals("alice"), Duration.ofSeconds(60));
        try (ServerSocket listener = new ServerSocket(8888, 5, InetAddress.getLoopbackAddress())) {
            System.out.println("Listening on 127.0.0.1:8888. Stop with Ctrl-C.");
            while (true) {
                serve(login, listener.accept());
            }
        }
    }

    private static void serve(TextLogin login, Socket accepted) {
        try (Socket client = accepted) {
            System.out.println("A conversation ended: " + login.converse(client));
        } catch (IOException e) {
            System.out.println("A conversation broke off: " + e.getMessage());
        }
    }
}
