package lesson03;

import java.net.ProtocolException;

/// What came is no HTTP, or HTTP that this lesson's programs do not take. The message is half a
/// sentence for people.
final class BadHttp extends ProtocolException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus answer;

    /// @param answer what a server says to it; a client has no use for it
    BadHttp(HttpStatus answer, String why) {
        super(why);
        this.answer = answer;
    }

    static BadHttp badRequest(String why) {
        return new BadHttp(HttpStatus.BAD_REQUEST, why);
    }

    HttpStatus answer() {
        return answer;
    }
}
