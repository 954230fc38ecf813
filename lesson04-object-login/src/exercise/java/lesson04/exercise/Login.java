package lesson04.exercise;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/// **Exercise 4.1: Log in with an object.** About 25 minutes.
///
/// Both ends of a login. A client may try several times on one connection:
///
///     server                                  client
///       | how many tries: writeInt              |
///       |-------------------------------------->|
///       |   one Credentials object: writeObject |
///       |<--------------------------------------|
///       | right or wrong: writeBoolean          |
///       |-------------------------------------->|
///       |   ... until right, or no try is left  |
///
/// The server writes with a [java.io.DataOutputStream] and reads with an
/// [java.io.ObjectInputStream]; the client the other way round.
///
/// - An object stream begins with a header of four bytes, `ac ed 00 05`. `new ObjectOutputStream`
///   writes it. `new ObjectInputStream` waits for it, in the constructor: whoever makes it too
///   early waits for ever.
/// - There is one header on a connection. So there is one object stream on a connection too, for
///   all objects.
/// - What stands in a [java.io.BufferedOutputStream] has not been sent. Flush before you wait for
///   the answer.
public final class Login {

    /// How a connection ended, for the server's log.
    public enum Outcome {
        /// The last answer was `true`.
        LOGGED_IN,
        /// All tries were wrong.
        REFUSED,
        /// The client has closed, or reset the connection, or said nothing until the socket's read
        /// time-out.
        LEFT,
        /// Something came that is no [Credentials]: another object, `null`, or no object at all.
        NOT_UNDERSTOOD
    }

    private Login() {}

    /// Serves one client, closes its socket, and says how it ended. Blocks until then.
    ///
    /// - No exception leaves this method, whatever the client does. On bytes of a stranger
    ///   `readObject` throws more than it declares, a `NegativeArraySizeException` for example.
    /// - The object stream gets the filter [Credentials#FILTER] before the first object is read. A
    ///   cast after reading comes too late: the foreign object has been made by then, and its code
    ///   has run.
    /// - A wrong password and an account that is not there get the same answer: `false`.
    /// - Compare passwords with [java.security.MessageDigest#isEqual], as UTF-8 bytes.
    ///
    /// @param client a connected socket with a read time-out
    /// @param passwords the password of each account. (That they are kept as they are is bad:
    ///   exercise 4.4.)
    /// @param tries how often a client may try, 1 or more
    public static Outcome serve(Socket client, Map<String, String> passwords, int tries) {
        throw new UnsupportedOperationException(
                "Send the number of tries, then make the object stream and read the first object.");
    }

    /// Connects to `server`, and sends one after the other until the answer is `true`. Blocks.
    ///
    /// It sends no more than the server allows. The socket is closed when this method returns or
    /// throws.
    ///
    /// @return whether one of them was right; `false` when all were wrong, or no try was left
    /// @throws java.io.EOFException when the server closes without an answer: that is not the same
    ///   as a wrong password
    /// @throws IOException when the server cannot be reached or the connection breaks
    public static boolean logIn(SocketAddress server, List<Credentials> credentials)
            throws IOException {
        throw new UnsupportedOperationException(
                "Connect, read how many tries there are, then send the first object.");
    }
}
