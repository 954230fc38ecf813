package lesson03;

import java.util.Map;
import java.util.Set;

/// What [TinyHttpServer] has to offer: a table of pages. There is no folder behind it, so no path
/// can lead out of one; exercise 3.5 serves a folder.
final class HttpPages {

    private static final Map<String, HttpAnswer> PAGES =
            Map.of(
                    "/",
                    HttpAnswer.page(HttpAnswer.End.LENGTH, "你好, HTTP\n"),
                    "/chunks",
                    HttpAnswer.page(HttpAnswer.End.CHUNKS, "你好\n", "再见\n"),
                    "/until-close",
                    HttpAnswer.page(HttpAnswer.End.CLOSE, "你好\n", "再见\n"),
                    "/big",
                    HttpAnswer.page(HttpAnswer.End.LENGTH, "0123456789abcde\n".repeat(65_536)));

    /// Methods that exist, but not here: 405. Every other one is unknown: 501.
    private static final Set<String> OTHER_METHODS =
            Set.of("POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH");

    private HttpPages() {}

    static HttpAnswer answerTo(HttpRequest request) {
        StartLine.RequestLine line = request.line();
        if (OTHER_METHODS.contains(line.method())) {
            return HttpAnswer.error(
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "only GET and HEAD",
                    new HttpFields.Field("Allow", "GET, HEAD")); // RFC 9110, 15.5.6
        }
        if (!line.method().equals("GET") && !line.isHead()) {
            return HttpAnswer.error(HttpStatus.NOT_IMPLEMENTED, "unknown method");
        }
        HttpAnswer page = PAGES.get(line.path());
        if (page == null) {
            return HttpAnswer.error(HttpStatus.NOT_FOUND, "no such page");
        }
        return page.forMinor(line.minor());
    }
}
