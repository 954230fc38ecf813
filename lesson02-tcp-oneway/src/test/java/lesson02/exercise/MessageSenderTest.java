package lesson02.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import lesson02.exercise.OneConnection.Ending;
import lesson02.exercise.OneConnection.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "2.1", title = "Send one message", points = 5, of = MessageSender.class)
class MessageSenderTest {

    private static final String TOO_LONG =
            "A frame carries 65,535 bytes. The length in bytes counts: \"你\" takes three, an emoji"
                    + " six.";

    private final Trace trace =
            new Trace().byHand("nc -l 8888 | od -An -tx1   (then send to localhost 8888)");

    @Test
    void theFrameArrivesAndThenTheEndOfTheStream() throws Exception {
        try (OneConnection server = new OneConnection()) {
            trace.run("send \"你好\"", () -> MessageSender.send(server.address(), "你好"));

            Received received = trace.call("the server reads what has come", server::received);
            checkBytes("你好", received);
            checkEnd(received);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a line\nand one more", "😀", "\0"})
    void anyTextArrivesAsWriteUtfWritesIt(String text) throws Exception {
        try (OneConnection server = new OneConnection()) {
            trace.run("send the text", () -> MessageSender.send(server.address(), text));

            checkBytes(text, trace.call("the server reads what has come", server::received));
        }
    }

    @Test
    void theLongestMessageArrivesWhole() throws Exception {
        String longest = "你".repeat(21_845);
        try (OneConnection server = new OneConnection()) {
            trace.run(
                    "send 21,845 times \"你\": 65,535 bytes",
                    () -> MessageSender.send(server.address(), longest));

            checkBytes(longest, trace.call("the server reads what has come", server::received));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "你", "😀"})
    void aMessageThatIsTooLongIsRefusedBeforeConnecting(String character) throws Exception {
        String tooLong = character.repeat(65_536);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);

            trace.throwsA(
                    IllegalArgumentException.class,
                    "send " + tooLong.length() + " characters of \"" + character + "\"",
                    TOO_LONG,
                    () -> MessageSender.send(server.getLocalAddress(), tooLong));

            trace.check(
                    "nothing has been connected",
                    server.accept() == null,
                    "A connection was opened for a message that cannot be sent. Look at the length"
                            + " first.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"你", "😀"})
    void theLimitCountsBytesOfModifiedUtf8(String character) throws Exception {
        String oneTooMany = character.repeat(65_535 / (frameOf(character).length - 2) + 1);
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            trace.throwsA(
                    IllegalArgumentException.class,
                    "send " + oneTooMany.length() + " characters of \"" + character + "\"",
                    TOO_LONG,
                    () -> MessageSender.send(server.getLocalAddress(), oneTooMany));
        }
    }

    @Test
    void aServerThatIsNotThereIsReported() throws Exception {
        InetSocketAddress nobody = addressWhereNobodyListens();

        trace.throwsA(
                ConnectException.class,
                "send to a port where nobody listens",
                "The caller must learn that the message did not arrive. Do not catch the exception,"
                        + " let it pass.",
                () -> MessageSender.send(nobody, "你好"));
    }

    private void checkBytes(String text, Received received) throws IOException {
        byte[] expected = frameOf(text);
        trace.check(
                "the connection brings bytes",
                received.bytes().length > 0,
                "It ended after 0 of "
                        + expected.length
                        + " bytes. They are still in the BufferedOutputStream:"
                        + " flush or close the outermost stream before the socket is closed.");
        trace.bytes(
                "they are the frame",
                expected,
                received.bytes(),
                "writeUTF writes two length bytes and the text. The frame is "
                        + Bytes.hex(expected));
    }

    private void checkEnd(Received received) {
        trace.check(
                "then the stream ends",
                received.ending() != Ending.STILL_OPEN,
                "The server still waits: send has returned, but the connection is open."
                        + " Close the socket, also when something is thrown: try-with-resources.");
        trace.check(
                "it ends in order",
                received.ending() == Ending.END_OF_STREAM,
                "The connection was reset (RST). Close it without SO_LINGER.");
    }

    private static byte[] frameOf(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        return bytes.toByteArray();
    }

    private static InetSocketAddress addressWhereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
