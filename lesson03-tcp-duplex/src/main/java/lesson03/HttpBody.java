package lesson03;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a reader knows where a body ends. See RFC 9112, 6.3.
sealed interface HttpBody {

    /// There is none, whatever the fields say.
    record None() implements HttpBody {}

    /// So many bytes.
    record Length(long bytes) implements HttpBody {}

    /// Chunks, each with its own length in front, until one of 0 bytes. See RFC 9112, 7.1.
    record Chunked() implements HttpBody {}

    /// All that comes until the connection is closed.
    record UntilClose() implements HttpBody {}

    /// A chunk's size in hexadecimal; what follows a semicolon is ignored.
    Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(?:;.*)?");

    /// The body of an answer with these fields to a request with this method.
    static HttpBody ofResponse(String method, int status, HttpFields fields) throws BadHttp {
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new None();
        }
        return announced(fields, new UntilClose());
    }

    /// The body of a request with these fields.
    static HttpBody ofRequest(HttpFields fields) throws BadHttp {
        return announced(fields, new None());
    }

    private static HttpBody announced(HttpFields fields, HttpBody otherwise) throws BadHttp {
        OptionalLong length = fields.contentLength();
        List<String> codings = fields.values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return length.isPresent() ? new Length(length.getAsLong()) : otherwise;
        }
        if (length.isPresent()) {
            throw BadHttp.badRequest("both Content-Length and Transfer-Encoding");
        }
        if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            String why = "Transfer-Encoding " + SafeText.of(String.join(", ", codings));
            throw new BadHttp(HttpStatus.NOT_IMPLEMENTED, why + " is not understood here");
        }
        return new Chunked();
    }

    /// Reads the body.
    ///
    /// @throws BadHttp if it is longer than `most` bytes; a length is judged before it is used
    /// @throws java.io.EOFException if the stream ends before the body does
    default byte[] read(HttpLines lines, int most) throws IOException {
        return switch (this) {
            case None() -> new byte[0];
            case Length(long bytes) -> lines.bytes(atMost(bytes, most));
            case Chunked() -> chunks(lines, most);
            case UntilClose() -> lines.bytesUntilEnd(most);
        };
    }

    private static byte[] chunks(HttpLines lines, int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = chunkSize(lines);
        while (size > 0) {
            body.writeBytes(lines.bytes(atMost(size, most - body.size())));
            if (!lines.must(HttpStatus.BAD_REQUEST).isEmpty()) {
                throw BadHttp.badRequest("a chunk is longer than its size says");
            }
            size = chunkSize(lines);
        }
        HttpFields.read(lines); // the trailer: usually nothing but the empty line
        return body.toByteArray();
    }

    private static int chunkSize(HttpLines lines) throws IOException {
        String line = lines.must(HttpStatus.BAD_REQUEST);
        Matcher size = CHUNK_SIZE.matcher(line);
        if (!size.matches()) {
            throw BadHttp.badRequest("no size of a chunk: \"" + SafeText.of(line) + "\"");
        }
        return Integer.parseInt(size.group(1), 16);
    }

    private static int atMost(long bytes, int most) throws BadHttp {
        if (bytes > most) {
            throw BadHttp.badRequest("the body is too long for this program");
        }
        return (int) bytes;
    }
}
