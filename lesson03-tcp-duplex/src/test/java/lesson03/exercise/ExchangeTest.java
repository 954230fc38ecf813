package lesson03.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "3.1", title = "Nobody waits for ever", points = 15, of = Exchange.class)
class ExchangeTest {

    private static final int LARGE = 2_000_000;
    private static final int LIMIT = 4_000_000;

    private static final String WHOLE_RULE =
            "Read as many bytes as the length says, and no more: one read may give fewer.";

    private final Trace trace = new Trace();

    @Test
    void askSendsTheQuestionAndReturnsTheAnswer() throws Exception {
        trace.byHand("nc -l 8888 | od -An -tx1   (then ask localhost 8888: does a byte come?)");
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> answerEach(pair.peer, 1));

            String answer =
                    trace.call(
                            "ask \"你好\" of a server that answers \"you asked: ...\"",
                            () -> Exchange.ask(pair.mine, "你好"));

            trace.equal("the answer", "you asked: 你好", answer, "Return what readUTF gives.");
        }
    }

    @Test
    void askCanBeCalledAgainOnTheSameConnection() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> answerEach(pair.peer, 2));

            for (String question : List.of("one", "two")) {
                String answer =
                        trace.call(
                                "ask \"" + question + "\"",
                                () -> Exchange.ask(pair.mine, question));

                trace.equal(
                        "the answer",
                        "you asked: " + question,
                        answer,
                        "The socket stays open: closing one of its streams closes it.");
            }
        }
    }

    @Test
    void askReportsAServerThatLeavesWithoutAnAnswer() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> {
                new DataInputStream(pair.peer.getInputStream()).readUTF();
                pair.peer.close();
            });

            trace.throwsA(
                    EOFException.class,
                    "ask a server that reads the question and closes",
                    "No answer is not an empty answer. Let the exception pass.",
                    () -> Exchange.ask(pair.mine, "你好"));
        }
    }

    @Test
    void bothEndsSwapMoreThanTheBuffersHold() throws Exception {
        byte[] left = message(LARGE, 1);
        byte[] right = message(LARGE, 2);
        try (NarrowPair pair = new NarrowPair()) {
            byte[][] peerGot = new byte[1][];
            pair.peerDoes(() -> peerGot[0] = Exchange.swap(pair.peer, right, LIMIT));

            byte[] got =
                    trace.call(
                            "both ends swap 2 MB, with this same method",
                            () -> Exchange.swap(pair.mine, left, LIMIT));
            trace.run("the other end returns too", pair::awaitPeer);

            trace.bytes("this end has the right message", right, got, WHOLE_RULE);
            trace.bytes("the other end has the left message", left, peerGot[0], WHOLE_RULE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, LARGE})
    void swapsWithAPeerThatSendsAllBeforeItReads(int length) throws Exception {
        byte[] mine = message(LARGE, 1);
        byte[] theirs = message(length, 2);
        try (NarrowPair pair = new NarrowPair()) {
            byte[][] peerGot = new byte[1][];
            pair.peerDoes(() -> {
                send(pair.peer, theirs);
                peerGot[0] = receive(pair.peer);
            });

            byte[] got =
                    trace.call(
                            "swap with a peer that sends all of its " + length + " bytes first",
                            () -> Exchange.swap(pair.mine, mine, LIMIT));
            trace.run("the peer has read all", pair::awaitPeer);

            trace.bytes("the peer's message", theirs, got, WHOLE_RULE);
            trace.bytes("what the peer has got", mine, peerGot[0], "Length, then the bytes.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, LARGE})
    void swapsWithAPeerThatReadsAllBeforeItSends(int length) throws Exception {
        byte[] mine = message(length, 1);
        byte[] theirs = message(LARGE, 2);
        try (NarrowPair pair = new NarrowPair()) {
            byte[][] peerGot = new byte[1][];
            pair.peerDoes(() -> {
                peerGot[0] = receive(pair.peer);
                send(pair.peer, theirs);
            });

            byte[] got =
                    trace.call(
                            "swap " + length + " bytes with a peer that reads all before it sends",
                            () -> Exchange.swap(pair.mine, mine, LIMIT));
            trace.run("the peer has sent all", pair::awaitPeer);

            trace.bytes("the peer's message", theirs, got, WHOLE_RULE);
            trace.bytes("what the peer has got", mine, peerGot[0], "Length, then the bytes.");
        }
    }

    @Test
    void theLengthIsFourBytesInFrontOfTheMessage() throws Exception {
        byte[] frame = Bytes.of("00000006 e4bda0 e5a5bd");
        try (NarrowPair pair = new NarrowPair()) {
            byte[][] peerGot = new byte[1][];
            pair.peerDoes(() -> {
                pair.peer.getOutputStream().write(frame);
                peerGot[0] = pair.peer.getInputStream().readNBytes(frame.length);
            });

            byte[] got =
                    trace.call(
                            "swap \"你好\"",
                            () -> Exchange.swap(pair.mine, Bytes.of("e4bda0 e5a5bd"), 6));
            trace.run("the peer has read ten bytes", pair::awaitPeer);

            trace.bytes("the peer's message", Bytes.of("e4bda0 e5a5bd"), got, WHOLE_RULE);
            trace.bytes("the bytes on the wire", frame, peerGot[0], "writeInt, then the bytes.");
        }
    }

    @Test
    void aSecondSwapFindsItsBytesUntouched() throws Exception {
        byte[] first = message(100, 1);
        byte[] second = message(200, 2);
        try (NarrowPair pair = new NarrowPair()) {
            send(pair.peer, first);
            send(pair.peer, second);
            trace.ok("the peer has sent two messages already");

            byte[] got = trace.call("swap", () -> Exchange.swap(pair.mine, first, LIMIT));
            byte[] then = trace.call("swap again", () -> Exchange.swap(pair.mine, second, LIMIT));

            trace.bytes("the first message", first, got, WHOLE_RULE);
            trace.bytes("the second message", second, then, WHOLE_RULE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff ff ff ff", "80 00 00 00", "7f ff ff ff", "00 3d 09 01"})
    void refusesALengthOutsideTheLimitAndLeavesNoThread(String length) throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.of(length));

            trace.throwsA(
                    ProtocolException.class,
                    "swap 2 MB with a peer that announces " + length + " and reads nothing",
                    "The length is outside of 0 to 4,000,000. Check it before you use it, and do not"
                            + " wait for the thread that sends: it may wait for ever.",
                    () -> Exchange.swap(pair.mine, message(LARGE, 1), LIMIT));

            checkNoThreadIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00 00", "00 00 00 06", "00 00 00 06 e4 bd a0"})
    void anEndInsideTheMessageIsAnError(String sent) throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.getOutputStream().write(Bytes.of(sent));
            pair.peer.shutdownOutput();

            trace.throwsA(
                    EOFException.class,
                    "swap with a peer that sends " + Bytes.hex(Bytes.of(sent)) + " and the end",
                    "The message is not complete, and never will be.",
                    () -> Exchange.swap(pair.mine, message(LARGE, 1), LIMIT));

            checkNoThreadIsLeft();
        }
    }

    @Test
    void aMessageThatCouldNotBeSentIsReported() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peerDoes(() -> {
                send(pair.peer, message(6, 2));
                pair.peer.getInputStream().readNBytes(100_000);
                pair.resetByPeer();
            });

            trace.throwsA(
                    IOException.class,
                    "swap 2 MB with a peer that sends its message, reads a part, and resets",
                    "Your message did not arrive, and the caller must learn it. Keep what the"
                            + " sending thread throws and throw it here.",
                    () -> Exchange.swap(pair.mine, message(LARGE, 1), LIMIT));
        }
    }

    @Test
    void aMessageOfMineThatIsTooLongIsNotSent() throws Exception {
        try (NarrowPair pair = new NarrowPair()) {
            pair.peer.setSoTimeout(200);

            trace.throwsA(
                    IllegalArgumentException.class,
                    "swap 7 bytes where the limit is 6",
                    "The limit holds for both messages.",
                    () -> Exchange.swap(pair.mine, new byte[7], 6));

            trace.check(
                    "nothing has been sent",
                    readsNothing(pair.peer),
                    "The peer has got bytes. Check before you send.");
        }
    }

    private void checkNoThreadIsLeft() {
        try {
            Awaitility.await()
                    .atMost(2, TimeUnit.SECONDS)
                    .until(() -> threadsOfTheExchange().isEmpty());
            trace.ok("no thread is left");
        } catch (ConditionTimeoutException _) {
            trace.check(
                    "no thread is left",
                    threadsOfTheExchange().isEmpty(),
                    "Only closing the socket ends a write that waits. Left behind:\n"
                            + String.join("\n", threadsOfTheExchange()));
        }
    }

    private static List<String> threadsOfTheExchange() {
        return HangReport.ofThisMoment()
                .toString()
                .lines()
                .filter(line -> line.contains("Exchange.java"))
                .toList();
    }

    private static boolean readsNothing(Socket peer) throws IOException {
        try {
            peer.getInputStream().read();
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        }
    }

    private static void answerEach(Socket peer, int questions) throws IOException {
        DataInputStream in = new DataInputStream(peer.getInputStream());
        DataOutputStream out = new DataOutputStream(peer.getOutputStream());
        for (int i = 0; i < questions; i++) {
            out.writeUTF("you asked: " + in.readUTF());
        }
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.writeInt(message.length);
        out.write(message);
        frame.writeTo(socket.getOutputStream());
    }

    private static byte[] receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readInt());
    }

    private static byte[] message(int length, int seed) {
        byte[] text = ("你好 " + seed + " ").getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[length];
        for (int at = 0; at < length; at += text.length) {
            System.arraycopy(text, 0, message, at, Math.min(text.length, length - at));
        }
        return message;
    }
}
