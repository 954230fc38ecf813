package lesson05;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProtocolTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Terminal terminal = new Terminal();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server =
                Kind.VIRTUAL.open(
                        new HttpProtocol(), new Visitors(terminal.out, Integer.MAX_VALUE));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String answerTo(byte[]... parts) throws IOException {
        try (Client client = new Client(server.address().getPort())) {
            for (byte[] part : parts) {
                client.write(part);
            }
            return new String(client.readAll(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void requestIsAnsweredWithTheNumberOfTheVisitor() throws Exception {
        assertThat(answerTo(Bytes.utf8(GET)))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK
                        Content-Type: text/plain; charset=utf-8
                        Content-Length: 18
                        Connection: close

                        你好, visitor 1
                        """
                                .replace("\n", "\r\n")
                                .replaceFirst("\r\n$", "\n"));
    }

    @Test
    void requestMayArriveByteByByteAndWithABody() throws Exception {
        byte[] request = Bytes.utf8("POST /%E4%BD%A0 HTTP/1.0\r\n\r\nname=小明");
        byte[][] bytes = new byte[request.length][];
        for (int i = 0; i < request.length; i++) {
            bytes[i] = new byte[] {request[i]};
        }

        assertThat(answerTo(bytes)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "GET / HTTP/2\r\n\r\n"
            })
    void otherThanARequestIs400(String garbage) throws Exception {
        assertThat(answerTo(Bytes.utf8(garbage))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void headWithoutAnEndIs431() throws Exception {
        byte[] head = Bytes.utf8(GET.replace("\r\n\r\n", "\r\nX: " + "x".repeat(40_000)));

        assertThat(answerTo(head)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void requestCutOffIsNoRequest() throws Exception {
        for (int length = 0; length < GET.length(); length++) {
            try (Client client = new Client(server.address().getPort())) {
                client.write(GET.substring(0, length));
                client.endOutput();

                assertThat(client.read()).as("the first %d bytes", length).isEqualTo(-1);
            }
        }
        assertThat(terminal.lastLine()).endsWith(" has ended in the middle");
    }
}
