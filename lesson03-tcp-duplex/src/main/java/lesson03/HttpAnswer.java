package lesson03;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer of [TinyHttpServer]: always text.
///
/// There is no `Date`, which a server with a clock must send (RFC 9110, 6.6.1): this lesson's runs
/// are compared line by line.
///
/// @param end how the reader finds the end of the body
/// @param fields further fields
/// @param parts the text; each part is a chunk where there are chunks
record HttpAnswer(HttpStatus status, End end, List<HttpFields.Field> fields, List<String> parts) {

    /// How the reader finds the end of the body. See RFC 9112, 6.3.
    enum End {
        LENGTH,
        CHUNKS,
        CLOSE
    }

    HttpAnswer {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    static HttpAnswer page(End end, String... parts) {
        return new HttpAnswer(HttpStatus.OK, end, List.of(), List.of(parts));
    }

    /// A page that says what is wrong.
    static HttpAnswer error(HttpStatus status, String why, HttpFields.Field... fields) {
        return new HttpAnswer(
                status, End.LENGTH, List.of(fields), List.of(status + ": " + why + "\n"));
    }

    /// The same for a client of HTTP/1.0, which knows no chunks (RFC 9112, 6.1).
    HttpAnswer forMinor(int minor) {
        return end == End.CHUNKS && minor == 0
                ? new HttpAnswer(status, End.CLOSE, fields, parts)
                : this;
    }

    /// The length of the text in bytes. Not in characters: 你 is one character and three bytes.
    int length() {
        return utf8(String.join("", parts)).length;
    }

    /// Sends it. The head is the same for GET and HEAD; only GET gets a body (RFC 9110, 9.3.2).
    ///
    /// @param connection what the field `Connection` says; empty for no such field
    void send(OutputStream out, boolean withBody, String connection) throws IOException {
        List<String> head = new ArrayList<>();
        head.add(new StartLine.StatusLine(status.code(), status.reason()).encode());
        head.add("Content-Type: text/plain; charset=utf-8");
        switch (end) {
            case LENGTH -> head.add("Content-Length: " + length());
            case CHUNKS -> head.add("Transfer-Encoding: chunked");
            case CLOSE -> {} // nothing says how long it is
        }
        fields.forEach(field -> head.add(field.encode()));
        if (!connection.isEmpty()) {
            head.add("Connection: " + connection);
        }
        out.write(utf8(String.join("\r\n", head) + "\r\n\r\n"));
        if (withBody) {
            sendBody(out);
        }
    }

    private void sendBody(OutputStream out) throws IOException {
        for (String part : parts) {
            byte[] bytes = utf8(part);
            if (end == End.CHUNKS) {
                out.write(utf8(Integer.toHexString(bytes.length) + "\r\n"));
            }
            out.write(bytes);
            if (end == End.CHUNKS) {
                out.write(utf8("\r\n"));
            }
        }
        if (end == End.CHUNKS) {
            out.write(utf8("0\r\n\r\n"));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
