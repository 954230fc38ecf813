package lesson02.exercise;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;

/// Collects the `writeUTF` frames of one connection.
public final class MessageCollector {

    private static final int END_OF_STREAM = -1;

    private MessageCollector() {}

    /// Reads frames until the end of the stream, and returns their texts in the order in which they
    /// came. Blocks until the peer has closed or shut down its output. `in` is not closed: the
    /// caller does that.
    ///
    /// @return the messages; an empty list when the stream ends at once
    /// @throws java.io.EOFException when the stream ends inside a frame
    /// @throws IOException when the connection breaks, or the bytes are not modified UTF-8
    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        PushbackInputStream pushback = new PushbackInputStream(in);
        DataInputStream frames = new DataInputStream(pushback);
        int first = pushback.read();
        while (first != END_OF_STREAM) {
            // The byte belongs to the frame. From here on the end of the stream is an error, and
            // readUTF says so.
            pushback.unread(first);
            messages.add(frames.readUTF());
            first = pushback.read();
        }
        return messages;
    }
}
