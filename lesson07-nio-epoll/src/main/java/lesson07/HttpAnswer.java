package lesson07;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer in HTTP/1.1: the status line, the header lines, and the body (RFC 9112, section 4).
///
/// @param status number and words, for example `200 OK`
/// @param headers whole header lines beside `Content-Length`, for example `Allow: GET, HEAD`
/// @param body from position to limit; never changed, so that many answers can share it
public record HttpAnswer(String status, List<String> headers, ByteBuffer body) {

    private static final int SMALL_BODY = 4_096;

    /// Takes the headers as they are now.
    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /// An answer with a text for people.
    public static HttpAnswer text(String status, String text) {
        return new HttpAnswer(
                status,
                List.of("Content-Type: text/plain; charset=utf-8"),
                StandardCharsets.UTF_8.encode(text));
    }

    /// The same answer with one more header line.
    public HttpAnswer with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new HttpAnswer(status, more, body);
    }

    /// The bytes of the head, with the length of the body and the empty line.
    public ByteBuffer head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.remaining()).append(HttpHead.END);
        return StandardCharsets.ISO_8859_1.encode(head.toString());
    }

    /// The bytes of the body, in a buffer with a position of its own: no byte is copied.
    public ByteBuffer bodyBytes() {
        return body.duplicate();
    }

    /// What is to be sent. A small body goes with its head, so that one write sends both.
    ///
    /// @param isHead whether the request was HEAD: its answer is that of GET, without the body (RFC
    ///   9110, section 9.3.2)
    List<ByteBuffer> bytes(boolean isHead) {
        ByteBuffer head = head();
        if (isHead) {
            return List.of(head);
        }
        if (body.remaining() > SMALL_BODY) {
            return List.of(head, bodyBytes());
        }
        ByteBuffer both = ByteBuffer.allocate(head.remaining() + body.remaining());
        return List.of(both.put(head).put(bodyBytes()).flip());
    }
}
