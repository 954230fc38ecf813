package lesson03.exercise.outside;

import course.testkit.OutsideClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An answer in HTTP, as a client reads it from the wire.
///
/// @param status the first line
/// @param headers by their names in lower case
record HttpReply(String status, Map<String, String> headers, String body) {

    private static final int MOST_HEADERS = 50;

    /// Reads one. What is no answer gives a reply without headers and body.
    ///
    /// @param hasBody false for the answer to HEAD
    static HttpReply read(OutsideClient client, boolean hasBody) throws IOException {
        String status = client.line().stripTrailing();
        Map<String, String> headers = new TreeMap<>();
        String line = client.line();
        while (line.endsWith("\r") && line.contains(":") && headers.size() < MOST_HEADERS) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = client.line();
        }
        String length = headers.getOrDefault("content-length", "0");
        int count = hasBody && length.matches("\\d{1,6}") ? Integer.parseInt(length) : 0;
        String body = new String(client.bytes(count), StandardCharsets.UTF_8);
        return new HttpReply(status, headers, body);
    }

    /// The value of a header, or nothing.
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
