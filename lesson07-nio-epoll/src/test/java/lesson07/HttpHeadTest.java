package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHeadTest {

    private static final String WHOLE =
            "POST /a?b=%20c HTTP/1.1\r\nHost: a\r\nContent-Length:12 \r\nX-Empty:\r\nConnection: a , Close\r\n\r\n";

    @Test
    void readsTheRequestLineAndTheFields() {
        HttpHead head = HttpHead.parse(WHOLE).orElseThrow();

        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.target()).isEqualTo("/a?b=%20c");
        assertThat(head.version()).isEqualTo("HTTP/1.1");
        assertThat(head.bodyLength()).isEqualTo(12);
        assertThat(head.values("x-empty")).containsExactly("");
        assertThat(head.has("connection", "close")).isTrue();
        assertThat(head.has("connection", "clos")).isFalse();
        assertThat(head.isChunked()).isFalse();
    }

    @Test
    void cutOffAnywhereItIsNone() {
        for (int i = 0; i < WHOLE.length(); i++) {
            assertThat(HttpHead.parse(WHOLE.substring(0, i))).as("%d characters", i).isEmpty();
        }
    }

    /// Each of them could be read in two ways, or says nothing about its length.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1\r\nContent-Length: 1",
                "Content-Length: 1, 1",
                "Content-Length: +1",
                "Content-Length: 0x1",
                "Content-Length:",
                "Content-Length: 1\r\nTransfer-Encoding: chunked",
                "Content-Length : 1",
                " Content-Length: 1",
                "X: a\r\n folded",
                "X: a\rb",
                "X: a\nContent-Length: 1",
                "X: a\u0000b",
                "Host: b",
                ": nameless"
            })
    void whatIsNotClearIsNone(String fields) {
        assertThat(HttpHead.parse("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n"))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get / HTTP/1.1", "GET / HTTP/1.1"})
    void methodsAreCaseSensitive(String line) {
        HttpHead head = HttpHead.parse(line + "\r\nHost: a\r\n\r\n").orElseThrow();

        assertThat(head.method()).isEqualTo(line.substring(0, 3));
    }
}
