package lesson05;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers one request in HTTP and closes, so that `curl` and browsers can be visitors.
///
/// Every request gets the same answer: the visitor's number. See RFC 9112, 2.1 (message format) and
/// 9.6 (tear-down).
public final class HttpProtocol implements Protocol {

    /// The longest request line and header together, in bytes.
    static final int LONGEST_HEAD = 8_192;

    private static final String EMPTY_LINE = "\r\n\r\n";
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10));

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public void serve(Connection client) throws IOException {
        String head = readHead(client);
        String answer;
        if (!head.endsWith(EMPTY_LINE)) {
            answer = answer("431 Request Header Fields Too Large", "The head is too long.\n");
        } else if (!head.matches("(?s)[A-Z]{1,20} [!-~]+ HTTP/1\\.[01]\r\n.*")) {
            answer = answer("400 Bad Request", "This is no request in HTTP/1.1.\n");
        } else {
            answer = answer("200 OK", "你好, visitor " + client.number() + "\n");
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        client.write(bytes, 0, bytes.length);
        client.finish();
    }

    /// Reads up to the empty line. Without one, [#LONGEST_HEAD] bytes.
    ///
    /// @throws EOFException if the client ends before
    private static String readHead(Connection client) throws IOException {
        byte[] head = new byte[LONGEST_HEAD];
        int length = 0;
        int end = -1;
        while (end < 0 && length < head.length) {
            int count = client.read(head, length, head.length - length);
            if (count < 0) {
                throw new EOFException("the client ended inside its request");
            }
            length += count;
            String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
            end = text.indexOf(EMPTY_LINE);
        }
        int headLength = end < 0 ? length : end + EMPTY_LINE.length();
        return new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
    }

    private static String answer(String status, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 "
                + status
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + length
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }
}
