package lesson02.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "2.3",
        title = "Every message until the end",
        points = 10,
        of = MessageCollector.class)
class MessageCollectorTest {

    private static final List<String> MESSAGES = List.of("A", "", "你好", "😀 to all", "bye");

    private static final String STREAM_RULE =
            "TCP carries bytes, not messages. One read may give one byte, and the next frame may"
                    + " already be there: read the two length bytes, then as many bytes as they say.";

    private final Trace trace =
            new Trace()
                    .byHand(
                            "{ printf '\\000\\001A'; sleep 1; printf '\\000\\003bye'; } | nc -N"
                                    + " localhost 8888");

    @Test
    void collectsTheMessagesOfAPeerThatSendsByteByByte() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = acceptedBy(listener)) {
            trace.ok(
                    "a peer has connected, and sends "
                            + MESSAGES.size()
                            + " messages, one byte per write");
            byte[] bytes = frames(MESSAGES);
            Thread.ofVirtual().name("the test's sender").start(() -> sendByteByByte(sender, bytes));

            List<String> messages =
                    trace.call(
                            "collect until the peer closes",
                            () ->
                                    MessageCollector.collect(
                                            WatchedStream.of(receiver.getInputStream())));

            trace.equal("all messages, in their order", MESSAGES, messages, STREAM_RULE);
        }
    }

    @Test
    void collectsTheMessagesOfAPeerThatSendsAllAtOnce() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = acceptedBy(listener)) {
            sender.getOutputStream().write(frames(MESSAGES));
            sender.shutdownOutput();
            trace.ok(
                    "a peer has sent "
                            + MESSAGES.size()
                            + " messages in one write, and shut down its output");

            List<String> messages =
                    trace.call(
                            "collect until the end",
                            () ->
                                    MessageCollector.collect(
                                            WatchedStream.of(receiver.getInputStream())));

            trace.equal("all messages, in their order", MESSAGES, messages, STREAM_RULE);
        }
    }

    @Test
    void collectsFromAStreamThatGivesOneByteAtATime() throws Exception {
        WatchedStream in = WatchedStream.oneByteAtATime(frames(MESSAGES));

        List<String> messages =
                trace.call(
                        "collect from a stream that gives one byte per read",
                        () -> MessageCollector.collect(in));

        trace.equal("all messages, in their order", MESSAGES, messages, STREAM_RULE);
    }

    @Test
    void collectsTextOfWhichTheBytesAreMoreThanTheCharacters() throws Exception {
        List<String> chinese = List.of("你好", "谢谢", "再见");

        List<String> messages =
                trace.call(
                        "collect three frames, each of six bytes that are two characters",
                        () ->
                                MessageCollector.collect(
                                        WatchedStream.oneByteAtATime(frames(chinese))));

        trace.equal(
                "all messages, in their order",
                chinese,
                messages,
                "The length in a frame counts bytes.");
    }

    @Test
    void aLongMessageIsCollectedWhole() throws Exception {
        List<String> longest = List.of("你".repeat(21_845), "end");

        List<String> messages =
                trace.call(
                        "collect a frame of 65,535 bytes and a short one",
                        () ->
                                MessageCollector.collect(
                                        WatchedStream.oneByteAtATime(frames(longest))));

        trace.equal(
                "all messages, in their order",
                longest,
                messages,
                "The length is unsigned, up to 65,535.");
    }

    @Test
    void aStreamThatEndsAtOnceHasNoMessages() {
        WatchedStream in = WatchedStream.oneByteAtATime(new byte[0]);

        List<String> messages =
                trace.call(
                        "collect from a stream without a byte", () -> MessageCollector.collect(in));

        trace.equal(
                "no message",
                List.of(),
                messages,
                "read answers -1 at the end of the stream. Between two frames that is no error:"
                        + " return what you have.");
    }

    @Test
    void stopsAtTheEndOfTheStream() throws Exception {
        WatchedStream in = WatchedStream.oneByteAtATime(frames(List.of("A")));

        List<String> messages =
                trace.call("collect one message and the end", () -> MessageCollector.collect(in));

        trace.equal(
                "one message",
                List.of("A"),
                messages,
                "At the end read answers -1: nothing will ever follow.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void anEndInsideAFrameIsAnError(int length) throws Exception {
        trace.byHand(
                "printf '\\000\\001A\\000\\006\\344\\275' | nc -N localhost 8888   (four bytes are"
                        + " missing)");
        byte[] bytes =
                Arrays.copyOf(frames(List.of("A", "你好")), frames(List.of("A")).length + length);

        trace.throwsA(
                EOFException.class,
                "collect " + Bytes.hex(bytes) + " and then the end",
                length == 1
                        ? "The stream ends between the two length bytes: inside a frame. Part of a"
                                + " message is lost."
                        : "The stream ends "
                                + length
                                + " bytes into a frame of 8. Part of a message is lost, and the"
                                + " caller must learn it. Only the end before the first byte of a"
                                + " frame is a good end.",
                () -> MessageCollector.collect(WatchedStream.oneByteAtATime(bytes)));
    }

    @Test
    void aBrokenConnectionIsReported() throws Exception {
        InputStream in =
                new SequenceInputStream(
                        new ByteArrayInputStream(frames(List.of("A"))),
                        WatchedStream.ofABrokenConnection());

        trace.throwsA(
                SocketException.class,
                "collect one message, and then a read that throws \"Connection reset\"",
                "A reset is not the end of the stream: messages may be lost. Let the exception pass"
                        + " to the caller.",
                () -> MessageCollector.collect(in));
    }

    @Test
    void doesNotCloseTheStream() throws Exception {
        WatchedStream in = WatchedStream.oneByteAtATime(frames(MESSAGES));

        trace.run("collect", () -> MessageCollector.collect(in));

        trace.check(
                "the stream is still open",
                !in.isClosed(),
                "Closing a socket's stream closes the socket, and the caller could not answer any"
                        + " more.");
    }

    private static byte[] frames(List<String> messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String message : messages) {
            out.writeUTF(message);
        }
        return bytes.toByteArray();
    }

    private static Socket acceptedBy(ServerSocket listener) throws IOException {
        listener.setSoTimeout(2_000);
        Socket socket = listener.accept();
        socket.setSoTimeout(2_000);
        return socket;
    }

    private static void sendByteByByte(Socket socket, byte[] bytes) {
        try (socket) {
            // Without this the kernel would put small writes together while an acknowledgement is
            // missing.
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (byte b : bytes) {
                out.write(b);
                out.flush();
            }
        } catch (IOException _) {
            // The reader has gone before the end; the test says so itself.
        }
    }
}
