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
import java.util.Arrays;
import lesson02.exercise.MessageSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The sender runs in a process of its own, and the test is its server.
@Exercise(number = "2.1", title = "Send one message", points = 5, of = MessageSender.class)
class MessageSenderOutsideTest {

    /// 4,369 times 15.
    private static final int MOST_BYTES = 65_535;

    private final Trace trace =
            new Trace().byHand("nc -l 8888 | od -An -tx1   (then send to localhost 8888)");

    @RegisterExtension final SecondProcess sender = new SecondProcess(trace);

    @Test
    void eachTextComesAsOneFrameOnAConnectionOfItsOwn() throws Exception {
        String first = "你好 😀 " + sender.word();
        String last = sender.word() + "\0\n";
        try (ServerSocket listener = listen()) {
            sender.start(MessageSenderMain.class, port(listener), first, "1", "", "1", last, "1");

            receiveFrame(listener, first);
            receiveFrame(listener, "");
            receiveFrame(listener, last);
        }
    }

    @Test
    void theLongestTextComesWhole() throws Exception {
        String piece = sender.word() + "好";
        try (ServerSocket listener = listen()) {
            String times = Integer.toString(MOST_BYTES / 15);
            sender.start(MessageSenderMain.class, port(listener), piece, times);

            receiveFrame(listener, piece.repeat(MOST_BYTES / 15));
        }
    }

    @Test
    void aTextThatIsTooLongIsRefusedBeforeConnecting() throws Exception {
        String next = sender.word();
        try (ServerSocket listener = listen()) {
            String times = Integer.toString(MOST_BYTES + 1);
            sender.start(MessageSenderMain.class, port(listener), "x", times, next, "1");

            trace.ok("it is to send a text of 65,536 bytes, and then a short one");
            receiveFrame(listener, next);
        }
    }

    @Test
    void theConnectionIsClosedInOrder() throws Exception {
        String text = sender.word();
        try (ServerSocket listener = listen()) {
            sender.start(MessageSenderMain.class, port(listener), text, "1");

            trace.equal(
                    "then the stream ends",
                    OutsideClient.END,
                    receiveFrame(listener, text).next(),
                    "One frame, then close the socket: with try-with-resources.");
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static String port(ServerSocket listener) {
        return Integer.toString(listener.getLocalPort());
    }

    private OutsideClient receiveFrame(ServerSocket listener, String text) throws IOException {
        OutsideClient connection = sender.accept(listener, "it connects, to send a text");
        byte[] frame = frameOf(text);
        trace.check(
                "its frame arrives",
                Arrays.equals(frame, connection.bytes(frame.length)),
                "Something else came, or not all of it. A frame of writeUTF has two length bytes,"
                        + " and then the text; flush before you close. For a text that is too long"
                        + " nothing is connected.");
        return connection;
    }

    private static byte[] frameOf(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        return bytes.toByteArray();
    }
}
