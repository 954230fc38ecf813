package lesson02.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import lesson02.exercise.StoppableServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server in a process of its own, which is closed from there. It cannot answer. So what it hands
/// to its consumer comes back on another connection: words that only a server can know that has
/// read the frames.
@Exercise(
        number = "2.6",
        title = "Stop while a client is connected",
        points = 15,
        of = StoppableServer.class)
class StoppableServerOutsideTest {

    private final Trace trace = new Trace().byHand("nc localhost 8888   (and close the server)");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    private ServerSocket listener;
    private OutsideClient consumer;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        listener.close();
    }

    @Test
    void receivesFromOneClientAfterTheOther() throws Exception {
        start();
        String first = "你好" + server.word();
        String second = server.word();
        OutsideClient pieces = server.connect();
        for (byte next : frames(first, "", second)) {
            pieces.send(next);
        }
        trace.ok("it sends three frames, byte by byte");
        checkReceived(first);
        checkReceived("");
        checkReceived(second);
        pieces.close();
        trace.ok("it leaves");

        checkTheNextClientIsServed();
    }

    @Test
    void survivesAClientThatIsResetInTheMiddleOfAFrame() throws Exception {
        start();
        OutsideClient lost = server.connect();
        String word = server.word();
        lost.send(frames(word));
        checkReceived(word);
        lost.send((byte) 0, (byte) 5, (byte) 'x');
        lost.reset();
        trace.ok("this one is reset in the middle of a frame");

        checkTheNextClientIsServed();
    }

    @Test
    void closingEndsTheConnectionThatIsBeingRead() throws Exception {
        start();
        OutsideClient client = server.connect();
        String word = server.word();
        client.send(frames(word));
        checkReceived(word);

        server.stop();

        trace.check(
                "the server is closed while it waits in read: the client sees the end, or a reset",
                client.isOver(),
                "The connection is still open after close. Close the client's socket too.");
        server.checkRefused(
                "a new client is refused", "The listener is still open: close the ServerSocket.");
    }

    @Test
    void closingEndsTheListenerWhenNobodyIsConnected() throws Exception {
        start();

        server.stop();

        server.checkRefused(
                "the server is closed while it waits in accept: a new client is refused",
                "The listener is still open: close the ServerSocket.");
    }

    private void start() throws Exception {
        server.start(StoppableServerMain.class, Integer.toString(listener.getLocalPort()));
        consumer = server.accept(listener, "start a process; it connects, for what is received");
        server.awaitPort();
    }

    private void checkTheNextClientIsServed() throws IOException {
        String word = server.word();
        server.connect("the next client connects").send(frames(word));
        checkReceived(word);
    }

    private void checkReceived(String text) throws IOException {
        trace.equal(
                "the consumer is given the next text",
                text,
                consumer.line(),
                "Hand over each text at once, and go on reading until the end of the stream. When a"
                        + " client has left or is lost, accept the next one.");
    }

    private static byte[] frames(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String text : texts) {
            out.writeUTF(text);
        }
        return bytes.toByteArray();
    }
}
