package lesson02;

import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// What a client can do to the server that reads from it, in words. For a server each of these is a
/// result, not a surprise: clients crash, hang and lie.
final class BadInput {

    private BadInput() {}

    // region in-words
    /// Says why `readUTF` gave no message. The class of the exception decides, never its text.
    static String inWords(IOException thrown) {
        return switch (thrown) {
            case EOFException _ -> "the stream ended before the frame was complete";
            case UTFDataFormatException _ -> "the bytes are not modified UTF-8";
            case SocketTimeoutException _ -> "nothing came within the time limit";
            case SocketException _ -> "the connection was reset";
            default -> "reading failed (" + thrown + ")";
        };
    }
    // endregion
}
