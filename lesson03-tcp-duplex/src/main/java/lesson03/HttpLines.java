package lesson03;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads what HTTP is made of: lines that end with CR LF, and bodies of so many bytes. Each line is
/// shown to a log as it came, with its end made visible.
///
/// The RFC lets a reader take a single LF as the end of a line. This one does not: two programs
/// that disagree about where a line ends can be played off against each other.
///
/// See RFC 9112, 2.2. Blocks until the bytes have come; the caller closes the stream.
final class HttpLines {

    /// In bytes, with the CR. RFC 9112, 3 wants at least 8,000 for a request line.
    static final int LONGEST_LINE = 8_192;

    /// On one connection. Somebody who sends a megabyte in chunks of one byte stops here.
    static final int MOST_LINES = 20_000;

    private final InputStream in;
    private final Consumer<String> log;
    private int lines;

    /// @param in should be buffered, because it is read byte by byte
    HttpLines(InputStream in, Consumer<String> log) {
        this.in = in;
        this.log = log;
    }

    /// The next line without its CR LF, one char per byte; nothing if the stream has ended.
    ///
    /// @param ifTooLong what a server says to a line of more than [#LONGEST_LINE] bytes
    /// @throws BadHttp for such a line, and for one that does not end with CR LF
    /// @throws EOFException if the stream ends inside the line
    Optional<String> next(HttpStatus ifTooLong) throws IOException {
        if (++lines > MOST_LINES) {
            throw new BadHttp(ifTooLong, "more than " + MOST_LINES + " lines");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the stream ended inside a line");
            }
            if (line.size() == LONGEST_LINE) {
                throw new BadHttp(ifTooLong, "a line has more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return Optional.of(withoutCr(line.toString(StandardCharsets.ISO_8859_1)));
    }

    private String withoutCr(String line) throws BadHttp {
        if (!line.endsWith("\r")) {
            log.accept(SafeText.of(line) + "\\n");
            throw BadHttp.badRequest("a line ends with LF alone, not with CR LF");
        }
        String text = line.substring(0, line.length() - 1);
        log.accept(SafeText.of(text) + "\\r\\n");
        if (text.contains("\r")) {
            throw BadHttp.badRequest("a CR stands inside a line");
        }
        return text;
    }

    /// The next line, where one must come.
    ///
    /// @throws EOFException if the stream has ended
    String must(HttpStatus ifTooLong) throws IOException {
        return next(ifTooLong)
                .orElseThrow(() -> new EOFException("the stream ended where a line must come"));
    }

    /// Exactly so many bytes.
    ///
    /// @throws EOFException if the stream ends before
    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        log.accept("[" + bytes.length + " bytes]");
        if (bytes.length < count) {
            throw new EOFException("the body ended after " + bytes.length + " of " + count);
        }
        return bytes;
    }

    /// All bytes until the end of the stream.
    ///
    /// @throws BadHttp if they are more than `most`
    byte[] bytesUntilEnd(int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw BadHttp.badRequest("the body has more than " + most + " bytes");
        }
        log.accept("[" + bytes.length + " bytes]");
        log.accept("(end of the stream)");
        return bytes;
    }
}
