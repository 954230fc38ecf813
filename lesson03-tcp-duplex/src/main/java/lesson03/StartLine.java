package lesson03;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of an HTTP message: what is asked, or how it went. See RFC 9112, 2.1.
sealed interface StartLine {

    /// The line as it is sent, without its CR LF.
    String encode();

    /// What a client asks: `GET /index.html HTTP/1.1`. See RFC 9112, 3.
    ///
    /// @param minor the second number of the version: 0 for HTTP/1.0, 1 for HTTP/1.1
    record RequestLine(String method, String target, int minor) implements StartLine {

        private static final Pattern LINE =
                Pattern.compile("(\\S+) ([\\x21-\\x7e]+) HTTP/(\\d)\\.(\\d)");

        static RequestLine parse(String line) throws BadHttp {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || !HttpFields.isToken(parts.group(1))) {
                String shown = SafeText.of(line);
                throw BadHttp.badRequest("no request line: \"" + shown + "\"");
            }
            if (!parts.group(3).equals("1")) {
                String why = "not HTTP/1: " + SafeText.of(line);
                throw new BadHttp(HttpStatus.VERSION_NOT_SUPPORTED, why);
            }
            int minor = Integer.parseInt(parts.group(4));
            return new RequestLine(parts.group(1), parts.group(2), minor);
        }

        @Override
        public String encode() {
            return method + " " + target + " HTTP/1." + minor;
        }

        boolean isHead() {
            return method.equals("HEAD"); // methods are case-sensitive
        }

        /// The target without the query. A whole URL as target is allowed, proxies get it so.
        String path() {
            return target.replaceFirst("(?i)^http://[^/?]*", "").replaceFirst("[?].*", "");
        }
    }

    /// How it went: `HTTP/1.1 200 OK`. See RFC 9112, 4.
    ///
    /// @param reason for people, and often empty; programs look at the code
    record StatusLine(int code, String reason) implements StartLine {

        private static final Pattern LINE =
                Pattern.compile("HTTP/1\\.\\d ([1-5]\\d\\d)(?: ([^\\x00]*))?");

        static StatusLine parse(String line) throws BadHttp {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                String shown = SafeText.of(line);
                throw BadHttp.badRequest("no status line: \"" + shown + "\"");
            }
            String reason = parts.group(2) == null ? "" : parts.group(2);
            return new StatusLine(Integer.parseInt(parts.group(1)), reason);
        }

        @Override
        public String encode() {
            return "HTTP/1.1 " + code + " " + reason;
        }
    }
}
