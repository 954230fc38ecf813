package lesson03.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// **Exercise 3.4: Read the head of an HTTP response.** About 30 minutes.
///
/// A response begins with its head. This one has 53 bytes; the body follows at once:
///
///     HTTP/1.1 200 OK\r\n                 the status line
///     Content-Length: 6\r\n               header fields, any number of them
///     X-Note: hello\r\n
///     \r\n                                an empty line: the head ends here
///     你好                                the body: not yours
///
/// You get the stream, take the head out of it, and leave the body where it is: whoever called you
/// reads it from the same stream. A `BufferedReader` would take more bytes than it shows you.
///
/// See RFC 9112, 2.2, 4 and 5.
public final class HttpHead {

    private HttpHead() {
        throw new UnsupportedOperationException(
                "Decide what a head keeps: a status, a reason, and the fields.");
    }

    /// Reads a head from `in`, up to and with the empty line, and not one byte more.
    ///
    /// - The status line is `HTTP/1.`, a digit, a space, three digits, a space, and the reason,
    ///   which may be empty.
    /// - A field is a name, a colon and a value. Spaces and tabs around the value do not belong to
    ///   it. The name is not empty, and no space or tab stands in it or between it and the colon.
    /// - A line that begins with a space or a tab goes on with the value of the field before it
    ///   (obs-fold, RFC 9112, 5.2): the two parts are joined by one space. After the status line
    ///   there is no field to go on with: an error.
    /// - Each line ends with CR LF. A CR without LF, or an LF without CR, is an error, and it is
    ///   one at once: who goes on reading may wait for ever.
    /// - Each byte is one char (ISO-8859-1), so that nothing is lost.
    ///
    /// `in` is not closed by this method: the caller does that.
    ///
    /// @param mostBytes how long the head may be, with its empty line. Of a longer one, no more
    ///   than these bytes are read.
    /// @throws java.net.ProtocolException for what is no head, and for one that is too long
    /// @throws java.io.EOFException when the stream ends before the empty line
    /// @throws IOException when the connection breaks
    public static HttpHead read(InputStream in, int mostBytes) throws IOException {
        throw new UnsupportedOperationException(
                "Read lines, byte by byte, until one is empty. Then look at each line.");
    }

    /// The number of the status line, for example 200.
    public int status() {
        throw new UnsupportedOperationException("Return the number of the status line.");
    }

    /// The text behind it, for example `Not Found`. May be empty.
    public String reason() {
        throw new UnsupportedOperationException("Return the text behind the number.");
    }

    /// The values of all fields of this name, in their order; an empty list if there is none.
    /// `content-length` and `Content-Length` are the same name (RFC 9110, 5.1).
    public List<String> values(String name) {
        throw new UnsupportedOperationException(
                "Collect the values of the fields with this name, in any case.");
    }
}
