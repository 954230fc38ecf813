package lesson03;

import java.io.IOException;
import java.util.Optional;

/// A request: its line, its fields, and whether a body follows. See RFC 9112, 3.
///
/// @param body how the body ends; it is not read
record HttpRequest(StartLine.RequestLine line, HttpFields fields, HttpBody body) {

    /// The request line of the next request; nothing if the client has closed before it. One empty
    /// line in front of it is skipped (RFC 9112, 2.2).
    static Optional<StartLine.RequestLine> readLine(HttpLines lines) throws IOException {
        Optional<String> first = lines.next(HttpStatus.URI_TOO_LONG);
        if (first.isPresent() && first.get().isEmpty()) {
            first = lines.next(HttpStatus.URI_TOO_LONG);
        }
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(StartLine.RequestLine.parse(first.get()));
    }

    /// Reads what follows the request line, up to the body.
    ///
    /// @throws BadHttp if it is no request that can be answered safely
    static HttpRequest readRest(StartLine.RequestLine line, HttpLines lines) throws IOException {
        HttpFields fields = HttpFields.read(lines);
        int hosts = fields.values("Host").size();
        if (hosts > 1 || (hosts == 0 && line.minor() >= 1)) { // RFC 9112, 3.2
            throw BadHttp.badRequest("Host must stand there once, not " + hosts + " times");
        }
        return new HttpRequest(line, fields, HttpBody.ofRequest(fields));
    }

    /// Whether the client wants to ask more on this connection. See RFC 9112, 9.3.
    boolean wantsToStay() {
        if (!bodyIsEmpty() || fields.lists("Connection", "close")) {
            return false;
        }
        return line.minor() >= 1 || fields.lists("Connection", "keep-alive");
    }

    /// This server reads no bodies: behind one it cannot find the next request.
    private boolean bodyIsEmpty() {
        return switch (body) {
            case HttpBody.None() -> true;
            case HttpBody.Length(long bytes) -> bytes == 0;
            case HttpBody.Chunked(), HttpBody.UntilClose() -> false;
        };
    }
}
