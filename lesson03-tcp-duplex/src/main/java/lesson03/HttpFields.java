package lesson03;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The field lines of a message, in their order: `Content-Length: 13`. Names are compared without
/// regard to case.
///
/// See RFC 9112, 5, and RFC 9110, 5. A field that goes on in the next line (obs-fold) is refused;
/// exercise 3.4 reads it.
record HttpFields(List<Field> all) {

    /// How many lines are read before the sender is taken for an attacker.
    static final int MOST = 100;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}"); // fits into a long

    HttpFields {
        all = List.copyOf(all);
    }

    /// One field line.
    record Field(String name, String value) {

        static Field parse(String line) throws BadHttp {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = line.substring(colon + 1);
            // A space before the colon is refused too: RFC 9112, 5.1.
            if (colon < 0 || !isToken(name) || !VALUE.matcher(value).matches()) {
                throw BadHttp.badRequest("no header field: \"" + SafeText.of(line) + "\"");
            }
            return new Field(name, value.strip());
        }

        String encode() {
            return name + ": " + value;
        }
    }

    /// A token, of which methods and names of fields are made. See RFC 9110, 5.6.2.
    static boolean isToken(String text) {
        return text.matches(TOKEN);
    }

    /// Reads field lines up to the empty line, and that one too.
    static HttpFields read(HttpLines lines) throws IOException {
        List<Field> fields = new ArrayList<>();
        String line = lines.must(HttpStatus.FIELDS_TOO_LARGE);
        while (!line.isEmpty()) {
            if (fields.size() == MOST) {
                String why = "more than " + MOST + " header fields";
                throw new BadHttp(HttpStatus.FIELDS_TOO_LARGE, why);
            }
            fields.add(Field.parse(line));
            line = lines.must(HttpStatus.FIELDS_TOO_LARGE);
        }
        return new HttpFields(fields);
    }

    /// The values of all fields of this name, in their order.
    List<String> values(String name) {
        return all.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    boolean has(String name) {
        return !values(name).isEmpty();
    }

    /// Whether a list such as `Connection: keep-alive, Upgrade` holds this element.
    boolean lists(String name, String element) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(listed -> listed.strip().equalsIgnoreCase(element));
    }

    /// How many bytes the body has, if it is said. See RFC 9112, 6.3.
    ///
    /// @throws BadHttp if it is no number, or said twice: two readers could believe different ones
    OptionalLong contentLength() throws BadHttp {
        List<String> values = values("Content-Length");
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        if (values.size() > 1 || !LENGTH.matcher(values.getFirst()).matches()) {
            String shown = SafeText.of(String.join(", ", values));
            throw BadHttp.badRequest("no length of a body: \"" + shown + "\"");
        }
        return OptionalLong.of(Long.parseLong(values.getFirst()));
    }
}
