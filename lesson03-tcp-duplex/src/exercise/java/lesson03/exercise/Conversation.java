package lesson03.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// **Exercise 3.6: A conversation that survives.** About 45 minutes.
///
/// Two programs speak in lines of UTF-8. Neither trusts the other. A line may come byte by byte, or
/// without an end, or with ten million bytes in it.
///
/// - A line ends with LF (`\n`) or CRLF (`\r\n`). The end does not belong to the text. A `\r` in
///   another place does.
/// - The text of a line may have `longest` bytes. No more of a line is ever kept in memory.
/// - The end of the stream ends no line: a piece without a line end is thrown away.
///
/// Both ends need the same thing: a small class of your own that reads one such line. Write it
/// first, here in this file. A [java.io.BufferedInputStream] makes single bytes cheap: it gives
/// what is there and does not wait until its buffer is full. `BufferedReader.readLine` knows no
/// limit.
public final class Conversation {

    private Conversation() {}

    /// The server's end. Answers each line until the client says `bye` or its stream ends.
    ///
    ///     the line is          the answer
    ///     bye                  bye            and the conversation ends
    ///     any other text       you said: TEXT
    ///     longer               error: more than LONGEST bytes      (the number)
    ///     not UTF-8            error: not UTF-8
    ///
    /// - Every answer ends with LF and is sent before the next line is read.
    /// - After an error the conversation goes on with the next line.
    /// - A line that is too long is answered when that is certain, not at its end: the end may
    ///   never come. The rest of it is thrown away. It gets no second answer.
    /// - UTF-8 is checked strictly: [java.nio.charset.Charset#newDecoder] does, `new String` does
    ///   not.
    ///
    /// The streams are not closed: the caller does that.
    ///
    /// @return whether the client has said `bye`
    /// @throws IOException when the connection breaks
    public static boolean serve(InputStream in, OutputStream out, int longest) throws IOException {
        throw new UnsupportedOperationException(
                "Write a method that reads one line from the stream, byte by byte, with a limit.");
    }

    /// The client's end. Says each line, ended by LF, and waits for its answer before it says the
    /// next one. Ends early after the answer `bye`.
    ///
    /// @return the answers
    /// @throws IllegalArgumentException when a line has `\r` or `\n` in it; nothing has been sent.
    ///   To the server it would be two lines
    /// @throws java.net.ProtocolException when an answer is too long or is not UTF-8: this server
    ///   is none of ours
    /// @throws java.io.EOFException when the stream ends before an answer is complete
    /// @throws IOException when the connection breaks
    public static List<String> talk(
            InputStream in, OutputStream out, List<String> lines, int longest) throws IOException {
        throw new UnsupportedOperationException(
                "Look for line ends in the lines, then send one line and read one answer.");
    }
}
