package lesson06.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import lesson06.exercise.WholeDatagram.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.3", title = "Whole or cut off", points = 10, of = WholeDatagram.class)
class WholeDatagramTest {

    private final Trace trace =
            new Trace().byHand("printf '123456' | nc -u -w1 127.0.0.1 8888   (6 bytes)");
    private TestSocket receiver;
    private TestSocket sender;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestSocket();
        sender = new TestSocket();
    }

    @AfterEach
    void close() {
        receiver.close();
        sender.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "9, 10", "100, 65507", "0, 1"})
    void aDatagramWithRoomToSpareIsWhole(int length, int most) throws IOException {
        check(length, most, true, "It has fewer bytes than the limit.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 1_472, 65_506, 65_507})
    void aDatagramThatFillsTheLimitIsWhole(int length) throws IOException {
        check(
                length,
                length,
                true,
                "It has exactly as many bytes as the limit: nothing is missing. In a buffer of that"
                        + " size it would look like one that was cut off. Receive into a larger"
                        + " one.");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 6", "1000, 6", "65507, 65506", "65507, 0", "65507, 1472"})
    void aDatagramThatIsLongerIsCutOff(int length, int most) throws IOException {
        check(
                length,
                most,
                false,
                "It has more bytes than the limit. Without a byte to spare in the buffer nobody can"
                        + " see that: DatagramPacket says nothing.");
    }

    @Test
    void aCutOffDatagramLeavesNothingBehind() throws IOException {
        sender.send(receiver.address(), "a text that is much too long");
        sender.send(receiver.address(), "你好");
        trace.ok("28 bytes arrive, and then 6");

        Received first = receive(6);
        Received second = receive(6);

        checkReceived(Bytes.utf8("a text"), false, first, "The first 6 of 28 bytes are wanted.");
        checkReceived(
                Bytes.utf8("你好"),
                true,
                second,
                "What was cut off is gone. The next receive gives the next datagram.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -65_507, Integer.MIN_VALUE})
    void aNegativeLimitIsRefused(int most) throws IOException {
        sender.send(receiver.address(), "你好");

        trace.throwsA(
                IllegalArgumentException.class,
                "receive at most " + most + " bytes",
                "No datagram has fewer than 0 bytes. Say so before you receive.",
                () -> WholeDatagram.receive(receiver.socket(), most));

        trace.equal(
                "the datagram is still there",
                "你好",
                receiver.receiveText(),
                "Look at the limit before you receive: the datagram is lost.");
    }

    @Test
    void theTimeLimitOfTheSocketHolds() throws IOException {
        receiver.socket().setSoTimeout(50);

        trace.throwsA(
                SocketTimeoutException.class,
                "receive while nothing comes; the socket's time limit is 50 ms",
                "The caller has set a limit: let the exception pass.",
                () -> WholeDatagram.receive(receiver.socket(), 10));
    }

    private void check(int length, int most, boolean whole, String why) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        sender.send(receiver.address(), bytes);
        trace.ok("a datagram of " + length + " bytes arrives");

        Received received = receive(most);

        checkReceived(Arrays.copyOf(bytes, Math.min(length, most)), whole, received, why);
    }

    private Received receive(int most) {
        return trace.call(
                "receive at most " + most + " bytes",
                () -> WholeDatagram.receive(receiver.socket(), most));
    }

    private void checkReceived(byte[] expected, boolean whole, Received received, String why) {
        trace.check("something is returned", received != null, "It is null.");
        trace.equal("whole", whole, received.whole(), why);
        trace.bytes(
                "the bytes",
                expected,
                received.bytes(),
                "All bytes of a whole datagram, the first ones of a longer one: never more than the"
                        + " limit, and none that did not come.");
    }
}
