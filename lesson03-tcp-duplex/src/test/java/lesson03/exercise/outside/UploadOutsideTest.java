package lesson03.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.MessageDigest;
import java.util.HexFormat;
import lesson03.exercise.Upload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Server and client run in a process of their own, one after the other; the test is the other end.
/// What is uploaded is random.
@Exercise(number = "3.2", title = "Upload, then the answer", points = 10, of = Upload.class)
class UploadOutsideTest {

    private final Trace trace = new Trace().byHand("nc -N localhost 8888 < FILE");

    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

    @Test
    void theServerAnswersWithLengthAndHash() throws Exception {
        second.serve(UploadMain.class, "receive");

        checkUpload(second.bytes(0), 1);
        checkUpload(second.bytes(1 + second.number(100)), 1);
        checkUpload(second.bytes(UploadMain.LIMIT), 7);
    }

    @Test
    void anUploadThatIsTooLongGetsItsAnswer() throws Exception {
        second.serve(UploadMain.class, "receive");
        String answer = "too long: more than " + UploadMain.LIMIT + " bytes";
        OutsideClient longer = second.connect();
        OutsideClient endless = second.connect("another client connects");

        longer.send(second.bytes(UploadMain.LIMIT + 1));
        longer.endOutput();
        trace.equal("one byte too many", answer, longer.line(), "So many bytes are allowed.");
        trace.equal("then the stream ends", OutsideClient.END, longer.next(), "Answer and close.");
        endless.send(second.bytes(2 * UploadMain.LIMIT + 1));

        trace.equal(
                "more than twice as many, and no end",
                answer,
                endless.line(),
                "After twice the limit do not wait for the end.");
    }

    @Test
    void theClientEndsItsStreamAndReadsTheAnswer() throws Exception {
        String text = second.word();
        String answer = second.word();
        try (ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            second.start(UploadMain.class, Integer.toString(listener.getLocalPort()), text);
            OutsideClient client = second.accept(listener, "a client connects, to upload a text");

            trace.equal(
                    "the whole text arrives, and then the end of the stream",
                    text + OutsideClient.END,
                    client.line(),
                    "Send all of it, then shut down the output: the other direction stays open.");
            client.send(answer.substring(0, 5));
            client.send(answer.substring(5) + "\n");
            client.close();
            trace.ok("the answer goes back, in two pieces");
            OutsideClient next = second.accept(listener, "it uploads what it was answered");
            trace.equal(
                    "that is the answer",
                    answer + OutsideClient.END,
                    next.line(),
                    "The answer may come in pieces: it ends with the line feed.");
        }
    }

    private void checkUpload(byte[] data, int pieces) throws Exception {
        OutsideClient client = second.connect();
        int length = data.length / pieces + 1;
        for (int from = 0; from < data.length; from += length) {
            client.send(
                    java.util.Arrays.copyOfRange(data, from, Math.min(data.length, from + length)));
        }
        client.endOutput();
        checkAnswer(data, client);
    }

    private void checkAnswer(byte[] data, OutsideClient client) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(data);
        trace.check(
                "the server answers with the number of bytes and their SHA-256",
                client.line().equals(data.length + " " + HexFormat.of().formatHex(hash)),
                "It has answered something else, or nothing. The data ends with the stream.");
        checkEnd(client);
    }

    private void checkEnd(OutsideClient client) throws IOException {
        trace.equal("then the stream ends", OutsideClient.END, client.next(), "Answer and close.");
    }
}
