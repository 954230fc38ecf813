package lesson06.exercise.outside;

import course.testkit.Exercise;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import lesson06.exercise.OneDatagram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A process of its own receives texts, and sends them back.
@Exercise(number = "6.1", title = "Send one datagram", points = 10, of = OneDatagram.class)
class OneDatagramOutsideTest {

    private final Trace trace = new Trace().byHand("nc -u -l 127.0.0.1 8888 | od -An -tx1");

    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

    private Datagrams test;

    @BeforeEach
    void open() throws IOException {
        test = new Datagrams(second);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aTextComesBackAsItIs() throws Exception {
        int port = second.serve(OneDatagramMain.class, test.port());

        check("a short text", "你好 😀 " + second.word(), port);
        check("the empty text", "", port);
        check("a shorter text", second.word(), port);
    }

    @Test
    void aLongTextComesBackWhole() throws Exception {
        int port = second.serve(OneDatagramMain.class, test.port());

        check("a text of 64,800 bytes", second.word().repeat(5_400), port);
    }

    @Test
    void twoTextsAreTakenOneAfterTheOther() throws Exception {
        int port = second.serve(OneDatagramMain.class, test.port());
        String first = second.word();
        String next = second.word();

        test.send(port, first);
        test.send(port, next);

        trace.equal("two texts are on their way: the first", first, test.text(), "One at a time.");
        trace.equal("then the other", next, test.text(), "It stays in the socket meanwhile.");
    }

    @Test
    void aTextIsSentFromAPortOfItsOwn() throws Exception {
        int port = second.serve(OneDatagramMain.class, test.port());

        check("a text", second.word(), port);

        trace.check(
                "it comes from a port of its own",
                test.lastPort() != port,
                "It came from the port that receives. send opens a socket, and closes it.");
    }

    private void check(String what, String text, int port) throws IOException {
        test.send(port, text);
        trace.check(
                what + " comes back",
                test.text().equals(text),
                "Another text came back, or none. In the datagram is the text in UTF-8, and nothing"
                        + " else; take as many bytes as the packet has.");
    }
}
