package lesson03;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UTFDataFormatException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// What the other end can do to a program that talks to it, in words. Each of these is a result,
/// not a surprise: the other end crashes, hangs and lies.
final class BadInput {

    private BadInput() {}

    /// Says why there is no more to read or to write. The class of the exception decides, never its
    /// text.
    static String inWords(IOException thrown) {
        return switch (thrown) {
            case LineReader.TooLong tooLong -> tooLong.getMessage();
            case EOFException _ -> "the stream ended before the message was complete";
            case UTFDataFormatException _ -> "the bytes are not modified UTF-8";
            case SocketTimeoutException _ -> "nothing came within the time limit";
            case InterruptedIOException _ -> "what was sent was not taken within the time limit";
            case SocketException _ -> "the connection was reset";
            default -> "reading or writing failed (" + thrown + ")";
        };
    }
}
