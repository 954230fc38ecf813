package lesson03.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import lesson03.exercise.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The student's end runs in a process of its own, and the test is the other end. What the
/// student's end receives, it sends back in its next message.
@Exercise(number = "3.1", title = "Nobody waits for ever", points = 15, of = Exchange.class)
class ExchangeOutsideTest {

    private static final String NO_DEADLOCK =
            "One thread sends while another one reads: then neither end can wait for ever.";

    private final Trace trace = new Trace().byHand("nc -l 8888 | od -An -tx1");

    @RegisterExtension final SecondProcess peer = new SecondProcess(trace);

    @Test
    void theAnswerIsTheNextQuestion() throws Exception {
        String question = "你好 " + peer.word();
        String answer = peer.word();
        OutsideClient client = connected("ask", question);

        checkFrame("the question arrives", question, client);
        for (byte next : frame(answer)) {
            client.send(next);
        }
        trace.ok("the answer goes back, byte by byte");
        checkFrame("it asks what it was answered", answer, client);
        client.send(frame(""));

        trace.check("after the last answer it closes", client.isOver(), "It has all it asked for.");
    }

    @Test
    void messagesAreSwappedAndNothingBehindThemIsTaken() throws Exception {
        swapTwice(peer.bytes(1_000));
    }

    @Test
    void bothSendMoreThanTheBuffersHold() throws Exception {
        swapTwice(peer.bytes(ExchangeMain.LARGE));
    }

    private void swapTwice(byte[] mine) throws Exception {
        OutsideClient client = connected("swap", Integer.toString(mine.length));

        trace.run(
                "this end sends " + mine.length + " bytes before it reads",
                () -> send(mine, client));
        byte[] first =
                trace.call("then it reads the message of the other end", () -> receive(client));
        trace.check("it is complete", first.length == mine.length, NO_DEADLOCK);
        byte[] back = trace.call("now this end reads before it sends", () -> receive(client));
        trace.check(
                "the other end has sent back what it got",
                Arrays.equals(mine, back),
                "The message is a length of four bytes, and so many bytes; none behind it may be"
                        + " taken from the socket.");
        trace.run("this end sends its last message", () -> send(new byte[1], client));

        trace.check("then the other end closes", client.isOver(), NO_DEADLOCK);
    }

    private OutsideClient connected(String... arguments) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String[] all = new String[arguments.length + 1];
            all[0] = Integer.toString(listener.getLocalPort());
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            peer.start(ExchangeMain.class, all);
            return peer.accept(listener, "a process of its own connects");
        }
    }

    private void checkFrame(String step, String text, OutsideClient client) throws IOException {
        byte[] frame = frame(text);
        trace.check(
                step,
                Arrays.equals(frame, client.bytes(frame.length)),
                "It is a writeUTF frame. What stands in a BufferedOutputStream has not been sent:"
                        + " flush before you wait for the answer.");
    }

    private static byte[] frame(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        return bytes.toByteArray();
    }

    private static void send(byte[] message, OutsideClient client) throws IOException {
        client.send(ByteBuffer.allocate(4).putInt(message.length).array());
        client.send(message);
    }

    /// Up to the size that was agreed.
    private static byte[] receive(OutsideClient client) throws IOException {
        byte[] length = client.bytes(4);
        return length.length < 4
                ? length
                : client.bytes(Math.clamp(ByteBuffer.wrap(length).getInt(), 0, ExchangeMain.LARGE));
    }
}
