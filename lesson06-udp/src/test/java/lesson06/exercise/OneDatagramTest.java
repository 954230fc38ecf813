package lesson06.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.1", title = "Send one datagram", points = 10, of = OneDatagram.class)
class OneDatagramTest {

    private final Trace trace =
            new Trace()
                    .byHand(
                            "nc -u -l 127.0.0.1 8888 | od -An -tx1   (then send to 127.0.0.1 8888)");
    private TestSocket peer;

    @BeforeEach
    void open() throws IOException {
        peer = new TestSocket();
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"你好", "A", "", "a line\nand one more", "😀"})
    void theBytesOfTheTextTravelAndNothingElse(String text) throws IOException {
        trace.run("send the text", () -> OneDatagram.send(peer.address(), text));

        trace.bytes(
                "the datagram",
                Bytes.utf8(text),
                peer.receive(),
                "The datagram is the text in UTF-8. UDP keeps the length itself, also 0."
                        + " (null: nothing came within two seconds.)");
    }

    @Test
    void theLongestTextArrivesWhole() throws IOException {
        String longest = "你".repeat(21_835) + "ab";

        trace.run(
                "send 65,507 bytes: 21,835 times \"你\", and ab",
                () -> OneDatagram.send(peer.address(), longest));

        trace.bytes(
                "the datagram",
                Bytes.utf8(longest),
                peer.receive(),
                "65,507 bytes still fit, in one datagram. (null: nothing came.)");
    }

    @ParameterizedTest
    @CsvSource({"a, 65508", "你, 21836", "😀, 16377"})
    void aTextThatDoesNotFitIsRefusedInOneSentence(String character, int times) throws IOException {
        String tooLong = character.repeat(times);
        int length = Bytes.utf8(tooLong).length;

        IllegalArgumentException refusal =
                trace.throwsA(
                        IllegalArgumentException.class,
                        "send " + times + " times \"" + character + "\": " + length + " bytes",
                        "One datagram carries 65,507 bytes over IPv4. The length in bytes counts:"
                                + " \"你\" takes three, an emoji four. Look before you send.",
                        () -> OneDatagram.send(peer.address(), tooLong));

        String sentence =
                String.valueOf(refusal.getMessage()).replaceAll("(?<=\\d)[,._ ](?=\\d)", "");
        trace.check(
                "the message names both numbers",
                sentence.contains(Integer.toString(length)) && sentence.contains("65507"),
                "It is \""
                        + refusal.getMessage()
                        + "\". Who reads it wants to know how many bytes the text has, and how many"
                        + " fit.");
        checkNothingWasSent();
    }

    @Test
    void theSocketIsClosedAfterwards() throws IOException {
        trace.run("send \"你好\"", () -> OneDatagram.send(peer.address(), "你好"));
        trace.bytes("it arrives", Bytes.utf8("你好"), peer.receive(), "(null: nothing came.)");

        int port = peer.lastSender().getPort();
        trace.check(
                "its port is free again",
                isFree(port),
                "Port " + port + " is still taken: close the socket, with try-with-resources.");
    }

    @Test
    void nobodyThereIsNoError() throws IOException {
        InetSocketAddress nobody = peer.address();
        peer.close();

        trace.run(
                "send to a port where nobody listens: the sender cannot know",
                () -> OneDatagram.send(nobody, "你好"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"你好", "A", "", "a line\nand one more", "😀"})
    void aReceivedTextIsTheTextThatWasSent(String text) throws IOException {
        receivingByHand();
        try (TestSocket sender = new TestSocket()) {
            sender.send(peer.address(), text);
            trace.ok("a datagram of " + Bytes.utf8(text).length + " bytes arrives");

            checkReceived(
                    text,
                    "The text is as long as the packet says (getLength), not as long as the"
                            + " buffer.");
        }
    }

    @Test
    void theLongestDatagramIsReceivedWhole() throws IOException {
        receivingByHand();
        String longest = "你".repeat(21_835) + "ab";
        try (TestSocket sender = new TestSocket()) {
            sender.send(peer.address(), longest);
            trace.ok("a datagram of 65,507 bytes arrives");

            checkReceived(
                    longest, "What does not fit into your buffer is lost: make it large enough.");
        }
    }

    @Test
    void theNextDatagramStaysForTheNextCall() throws IOException {
        receivingByHand();
        try (TestSocket sender = new TestSocket()) {
            sender.send(peer.address(), "a long first text");
            sender.send(peer.address(), "你好");
            trace.ok("two datagrams arrive");

            checkReceived("a long first text", "One receive is one datagram.");
            checkReceived("你好", "The second one by itself, with nothing left of the first.");
        }
    }

    @Test
    void theTimeLimitOfTheSocketHolds() throws IOException {
        receivingByHand();
        peer.socket().setSoTimeout(50);

        trace.throwsA(
                SocketTimeoutException.class,
                "receive while nothing comes; the socket's time limit is 50 ms",
                "The caller has set a limit: let the exception pass, and leave the limit as it is.",
                () -> OneDatagram.receive(peer.socket()));
    }

    private void receivingByHand() {
        trace.byHand("printf '你好' | nc -u -w1 127.0.0.1 8888   (to your receiver)");
    }

    private void checkReceived(String expected, String why) {
        String text = trace.call("receive", () -> OneDatagram.receive(peer.socket()));
        trace.equal("the text", expected, text, why);
    }

    /// What was sent before would come before this.
    private void checkNothingWasSent() throws IOException {
        try (TestSocket last = new TestSocket()) {
            last.send(peer.address(), "the next one");
            trace.equal(
                    "nothing has been sent",
                    "the next one",
                    peer.receiveText(),
                    "A piece of a text is not the text: send all of it or nothing.");
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (DatagramSocket _ = new DatagramSocket(port)) {
            return true;
        } catch (BindException _) {
            return false;
        }
    }
}
