package lesson04;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.io.InvalidClassException;
import java.io.ObjectStreamException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// What clients send in place of a login, in words. For a server each of these is a result, not a
/// surprise.
final class NoLogin {

    private NoLogin() {}

    /// Says why there was no login. The class of the exception decides, never its text: the text
    /// may hold what the client has sent.
    static String inWords(Exception thrown) {
        return switch (thrown) {
            case EOFException _ -> "the stream ended before the object was complete";
            case BoundedInputStream.TooLong _ -> "too many bytes";
            case InvalidClassException _ -> "a class or a size that is not allowed";
            case ObjectStreamException _ -> "the bytes are no user in an object stream";
            case SocketTimeoutException _ -> "it did not come within the time limit";
            case InterruptedIOException _ -> "too many logins at once, not looked at";
            case SocketException _ -> "the connection was reset";
            default -> "reading failed (" + thrown.getClass().getSimpleName() + ")";
        };
    }
}
