package lesson07;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a request in HTTP/1.0 or HTTP/1.1: the request line and the header lines (RFC 9112,
/// sections 3 and 5).
///
/// [#parse] is strict. Two programs that read one head in different ways find different ends of the
/// request, and that is how requests are smuggled past a gate (RFC 9112, section 11.2).
///
/// @param method for example `GET`, case-sensitive
/// @param target what stands between the two spaces, for example `/index.html`
/// @param version `HTTP/1.0` or `HTTP/1.1`
/// @param fields the header lines in their order
public record HttpHead(String method, String target, String version, List<Field> fields) {

    /// Where a head ends. It belongs to the head.
    public static final String END = "\r\n\r\n";

    private static final Pattern REQUEST_LINE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) (HTTP/1\\.[01])");
    private static final Pattern FIELD_LINE =
            Pattern.compile(
                    "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*+([^\\x00-\\x08\\x0a-\\x1f\\x7f]*+)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /// One header line.
    ///
    /// @param name in lower case: names are compared without case
    /// @param value without the spaces around it
    public record Field(String name, String value) {}

    /// Takes the fields as they are now.
    public HttpHead {
        fields = List.copyOf(fields);
    }

    /// Reads a head, with its empty line at the end. The bytes of a head are ASCII; each other byte
    /// is taken for one character (ISO 8859-1).
    ///
    /// @return empty when it is none, or when it does not say clearly how long the request is: then
    ///   the answer is `400 Bad Request`, and the connection is of no use any more
    public static Optional<HttpHead> parse(String text) {
        if (!text.endsWith(END)) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, text.length() - END.length()).split("\r\n", -1);
        Matcher request = REQUEST_LINE.matcher(lines[0]);
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher line = FIELD_LINE.matcher(lines[i]);
            if (!line.matches()) {
                return Optional.empty();
            }
            String name = line.group(1).toLowerCase(Locale.ROOT);
            fields.add(new Field(name, line.group(2).strip()));
        }
        return request.matches()
                ? Optional.of(
                                new HttpHead(
                                        request.group(1),
                                        request.group(2),
                                        request.group(3),
                                        fields))
                        .filter(HttpHead::isClear)
                : Optional.empty();
    }

    /// One length at most, and one host in HTTP/1.1 (RFC 9112, sections 3.2 and 6.3).
    private boolean isClear() {
        List<String> lengths = values("content-length");
        long hosts = values("host").size();
        return lengths.size() <= 1
                && lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())
                && (hosts == 1 || (hosts == 0 && version.equals("HTTP/1.0")))
                && !(isChunked() && !lengths.isEmpty());
    }

    /// The values of all header lines with this name.
    ///
    /// @param name in lower case
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    /// Whether a header holds this word in its list: `Connection: close, te` holds `close`. Without
    /// case.
    public boolean has(String name, String word) {
        return values(name).stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .anyMatch(part -> part.strip().equalsIgnoreCase(word));
    }

    /// How many bytes of this request follow the head.
    public long bodyLength() {
        List<String> lengths = values("content-length");
        return lengths.isEmpty() ? 0 : Long.parseLong(lengths.getFirst());
    }

    /// Whether the body comes in a transfer coding, with its length in pieces. The servers here
    /// read none.
    public boolean isChunked() {
        return !values("transfer-encoding").isEmpty();
    }
}
