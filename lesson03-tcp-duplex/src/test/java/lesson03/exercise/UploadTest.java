package lesson03.exercise;

import com.sun.management.ThreadMXBean;
import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "3.2", title = "Upload, then the answer", points = 10, of = Upload.class)
class UploadTest {

    private static final String NI_HAO =
            "6 670d9743542cae3ea7ebe36af56bd53648b0a1126162e78d81a32934a711302e";
    private static final String NOTHING =
            "0 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final int LIMIT = 1_000;
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final int LARGE = 16_000_000;
    private static final long MUCH_MEMORY = 4_000_000;

    private static final String HALF_CLOSE_RULE =
            "The server waits for the end of your stream, and you wait for its answer."
                    + " shutdownOutput ends your direction and leaves the other one open.";

    private static final String UNREAD_RULE =
            "Close the socket, but not before you have read all: a close with unread bytes sends a"
                    + " reset, and the answer may be lost.";

    private final Trace trace =
            new Trace()
                    .byHand(
                            "printf '你好' | nc -N localhost 8888   (-N shuts the output down, and"
                                    + " nc prints the answer)");

    @Test
    void clientAndServerOfThisClassUnderstandEachOther() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> Upload.receive(pair.peer, NO_LIMIT));

            String answer =
                    trace.call("send \"你好\" to receive", () -> Upload.send(pair.mine, text("你好")));

            trace.equal("the answer", NI_HAO, answer, "Count and digest, without the \\n.");
        }
    }

    @Test
    void clientEndsItsStreamAndThenReadsTheAnswer() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            byte[][] serverGot = new byte[1][];
            pair.peerDoes(() -> {
                serverGot[0] = pair.peer.getInputStream().readAllBytes();
                pair.peer.getOutputStream().write(Bytes.utf8("thank you\n"));
                pair.peer.close();
            });

            String answer =
                    trace.call(
                            "send to a server that reads to the end and then answers",
                            () -> Upload.send(pair.mine, text("你好")));
            trace.run("the server has ended", pair::awaitPeer);

            trace.bytes(
                    "what the server has got",
                    Bytes.utf8("你好"),
                    serverGot[0],
                    "The bytes as they are, and nothing else.");
            trace.equal("the answer", "thank you", answer, HALF_CLOSE_RULE);
        }
    }

    @Test
    void clientReadsAnAnswerThatComesInPieces() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.setTcpNoDelay(true);
            pair.peer.getOutputStream().write(Bytes.utf8("6 6"));
            trace.ok("a server has sent 3 bytes, and will send the rest when it has the upload");
            pair.peerDoes(() -> {
                pair.peer.getInputStream().readAllBytes();
                OutputStream out = pair.peer.getOutputStream();
                for (byte b : Bytes.utf8(NI_HAO.substring(3) + "\n")) {
                    out.write(b);
                }
                pair.peer.close();
            });

            String answer = trace.call("send", () -> Upload.send(pair.mine, text("你好")));

            trace.equal("the answer", NI_HAO, answer, "One read is not the answer: read to -1.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6 670d", "no line end"})
    void clientTakesNoAnswerThatIsCutOff(String answer) throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.utf8(answer));
            pair.peer.shutdownOutput();

            trace.throwsA(
                    EOFException.class,
                    "send to a server that answers \"" + answer + "\" and closes",
                    "A line ends with \\n. Without it something is missing.",
                    () -> Upload.send(pair.mine, text("你好")));
        }
    }

    @Test
    void clientReadsNoEndlessAnswer() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.utf8("x".repeat(201)));

            trace.throwsA(
                    ProtocolException.class,
                    "send to a server that has answered 201 bytes and goes on",
                    "200 bytes are the most that you read. The end may never come.",
                    () -> Upload.send(pair.mine, text("你好")));
        }
    }

    @Test
    void clientLeavesTheSocketToItsCaller() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.utf8("ok\n"));
            pair.peer.shutdownOutput();

            trace.run("send", () -> Upload.send(pair.mine, text("你好")));

            trace.check(
                    "the socket is not closed", !pair.mine.isClosed(), "Who opens it closes it.");
        }
    }

    @Test
    void serverAnswersAnUploadWithoutAByte() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.shutdownOutput();

            String answer =
                    trace.call(
                            "receive from a client that shuts its output at once",
                            () -> Upload.receive(pair.mine, NO_LIMIT));

            trace.equal("the answer", NOTHING, answer, "Nothing is an upload of 0 bytes.");
            checkClientReads(pair, NOTHING);
        }
    }

    @Test
    void serverKeepsNothingOfWhatItReads() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> {
                byte[] piece = new byte[16_000];
                for (int sent = 0; sent < LARGE; sent += piece.length) {
                    pair.peer.getOutputStream().write(piece);
                }
                pair.peer.shutdownOutput();
            });
            long[] allocated = new long[1];

            String answer =
                    trace.call(
                            "receive 16 MB of zeros",
                            () -> measured(allocated, () -> Upload.receive(pair.mine, NO_LIMIT)));

            trace.equal(
                    "the answer",
                    LARGE + " fbcf5fa2db24b8445282a3f00ee1a425fc058ba21ca8302a19fbd752718bf113",
                    answer,
                    "Every byte counts, in its order. Of a piece, only what read has filled.");
            trace.check(
                    "it needs little memory",
                    allocated[0] < MUCH_MEMORY,
                    "receive has allocated "
                            + allocated[0]
                            + " bytes. Update the digest with each piece, and forget the piece.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_001, 200_000})
    void serverReadsOnSoThatTheRefusalArrives(int length) throws Exception {
        String tooLong = "too long: more than 100000 bytes";
        String[] clientSaw = new String[1];
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> clientSaw[0] = whatAClientSees(pair.peer, length));

            String answer =
                    trace.call(
                            "receive " + length + " bytes and the end, limit 100000",
                            () -> Upload.receive(pair.mine, 100_000));
            trace.run("the client has ended", pair::awaitPeer);

            trace.equal("the answer", tooLong, answer, "More than the limit is refused.");
            trace.equal("what the client sees", tooLong + "\n", clientSaw[0], UNREAD_RULE);
        }
    }

    @Test
    void serverTakesAnUploadOfExactlyTheLimit() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.utf8("你好"));
            pair.peer.shutdownOutput();

            String answer =
                    trace.call("receive 6 bytes, limit 6", () -> Upload.receive(pair.mine, 6));

            trace.equal("the answer", NI_HAO, answer, "\"More than\" does not begin at the limit.");
        }
    }

    @Test
    void serverDoesNotWaitForTheEndOfAnEndlessUpload() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(new byte[2 * LIMIT + 1]);
            trace.ok("a client has sent 2001 bytes, and stays connected");

            String answer =
                    trace.call("receive, limit 1000", () -> Upload.receive(pair.mine, LIMIT));

            trace.equal(
                    "the answer",
                    "too long: more than 1000 bytes",
                    answer,
                    "After twice the limit the patience ends.");
        }
    }

    @Test
    void serverReportsAnUploadThatIsCutByAReset() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(new byte[500]);
            pair.resetByPeer();

            trace.throwsA(
                    SocketException.class,
                    "receive from a client that sends 500 bytes and resets",
                    "A reset is not the end of the stream: the upload is not complete.",
                    () -> Upload.receive(pair.mine, NO_LIMIT));

            trace.check(
                    "the socket is closed",
                    pair.mine.isClosed(),
                    "Close it also when something is thrown.");
        }
    }

    private void checkClientReads(NarrowPair pair, String answer) throws IOException {
        InputStream in = pair.peer.getInputStream();
        byte[] line = in.readNBytes(answer.length() + 1);
        trace.equal(
                "what the client reads",
                answer + "\n",
                new String(line, StandardCharsets.UTF_8),
                "The answer, and \\n.");
        trace.equal("and then", "the end of the stream", ending(pair.peer), UNREAD_RULE);
    }

    private static String whatAClientSees(Socket client, int length) throws IOException {
        try {
            client.getOutputStream().write(new byte[length]);
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException _) {
            return "a reset";
        }
    }

    private static String ending(Socket client) throws IOException {
        client.setSoTimeout(1_000);
        try {
            int next = client.getInputStream().read();
            return next < 0 ? "the end of the stream" : "one more byte: " + next;
        } catch (SocketException _) {
            return "a reset";
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    private static String measured(long[] allocated, Callable<String> receive) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return receive.call();
        } finally {
            allocated[0] = threads.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(Bytes.utf8(text));
    }
}
