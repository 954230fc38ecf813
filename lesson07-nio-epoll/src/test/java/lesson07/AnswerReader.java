package lesson07;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Takes a stream of answers in HTTP apart, as a strict client does, for tests.
public final class AnswerReader {

    private AnswerReader() {}

    /// One answer.
    ///
    /// @param headers by name in lower case
    public record Answer(String status, Map<String, String> headers, String body) {

        /// The number in the status line.
        public int code() {
            return Integer.parseInt(status.substring(0, 3));
        }

        @Override
        public String toString() {
            return status
                    + headers
                    + (body.isEmpty()
                            ? ""
                            : " \"" + body.substring(0, Math.min(60, body.length())) + "\"");
        }
    }

    /// All answers that stand in these bytes.
    ///
    /// @param methods of the requests, in order: the answer to a HEAD has no body
    /// @throws IllegalArgumentException if something is left over, missing, or is no answer
    public static List<Answer> read(byte[] bytes, String... methods) {
        List<Answer> answers = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < bytes.length) {
            int end = text.indexOf("\r\n\r\n", at);
            if (end < 0 || !text.startsWith("HTTP/1.1 ", at)) {
                throw new IllegalArgumentException(
                        "answer "
                                + (answers.size() + 1)
                                + " has no head; it begins with \""
                                + text.substring(at, Math.min(text.length(), at + 40))
                                + '"');
            }
            String[] lines = text.substring(at, end).split("\r\n");
            Map<String, String> headers = new TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] field = lines[i].split(": *", 2);
                if (headers.put(field[0].toLowerCase(Locale.ROOT), field[1]) != null) {
                    throw new IllegalArgumentException("a header line twice: " + lines[i]);
                }
            }
            boolean isHead =
                    answers.size() < methods.length && methods[answers.size()].equals("HEAD");
            int length = isHead ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
            int body = end + 4;
            if (body + length > bytes.length) {
                throw new IllegalArgumentException(
                        "answer " + (answers.size() + 1) + " is cut off in its body");
            }
            answers.add(
                    new Answer(
                            lines[0].substring("HTTP/1.1 ".length()),
                            headers,
                            new String(
                                    Arrays.copyOfRange(bytes, body, body + length),
                                    StandardCharsets.UTF_8)));
            at = body + length;
        }
        return answers;
    }
}
