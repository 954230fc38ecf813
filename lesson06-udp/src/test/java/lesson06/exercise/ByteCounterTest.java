package lesson06.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.2", title = "Answer the sender", points = 10, of = ByteCounter.class)
class ByteCounterTest {

    private static final String NOTHING = " (null: no answer came within two seconds.)";

    private final Trace trace =
            new Trace().byHand("printf '你好' | nc -u -w1 127.0.0.1 8888   (to your server)");
    private TestSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new TestSocket();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theAnswerIsTheNumberOfBytes() throws IOException {
        try (TestSocket client = new TestSocket()) {
            client.send(server.address(), "你好");
            trace.ok("\"你好\" arrives, 6 bytes");

            serve(1);

            trace.equal(
                    "the answer",
                    "6",
                    client.receiveText(),
                    "The packet's length counts, not the buffer's and not the characters."
                            + NOTHING);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_024, 1_025, 9_999, 65_507})
    void everyLengthIsCounted(int length) throws IOException {
        try (TestSocket client = new TestSocket()) {
            client.send(server.address(), new byte[length]);
            trace.ok("a datagram of " + length + " bytes arrives");

            serve(1);

            trace.equal(
                    "the answer",
                    Integer.toString(length),
                    client.receiveText(),
                    "What does not fit into your buffer is cut off: it must have room for 65,507."
                            + NOTHING);
        }
    }

    @Test
    void aDatagramWithoutBytesIsAnsweredToo() throws IOException {
        trace.byHand(null);
        try (TestSocket client = new TestSocket()) {
            client.send(server.address(), "a");
            client.send(server.address(), "");
            client.send(server.address(), "abc");
            trace.ok("three datagrams arrive, the second one is empty");

            serve(3);

            checkAnswers(
                    client,
                    List.of("1", "0", "3"),
                    "0 bytes are a datagram like any other. They are no end: UDP has none.");
        }
    }

    @Test
    void aShortDatagramDoesNotShortenTheNextOne() throws IOException {
        try (TestSocket client = new TestSocket()) {
            for (int length : List.of(3, 500, 1, 60_000, 12)) {
                client.send(server.address(), new byte[length]);
            }
            trace.ok("datagrams of 3, 500, 1, 60,000 and 12 bytes arrive");

            serve(5);

            checkAnswers(
                    client,
                    List.of("3", "500", "1", "60000", "12"),
                    "An answer of one byte, put into the packet by setData or setLength, leaves room"
                            + " for one byte of the next datagram. Set the data back before you"
                            + " receive, or answer with a packet of its own.");
        }
    }

    @Test
    void everybodyGetsTheirOwnAnswer() throws IOException {
        try (TestSocket one = new TestSocket();
                TestSocket two = new TestSocket();
                TestSocket three = new TestSocket()) {
            one.send(server.address(), "a");
            two.send(server.address(), "ab");
            three.send(server.address(), "abc");
            one.send(server.address(), "abcd");
            trace.ok("1 byte from the first client, 2 from the second, 3 from the third, then 4");

            serve(4);

            String why = "The answer goes to the port that this datagram came from.";
            checkAnswers(" to the first client", one, List.of("1", "4"), why);
            checkAnswers(" to the second client", two, List.of("2"), why);
            checkAnswers(" to the third client", three, List.of("3"), why);
        }
    }

    @Test
    void theAnswerComesFromThePortThatWasAsked() throws IOException {
        try (TestSocket client = new TestSocket()) {
            client.send(server.address(), "a");
            trace.ok("a client sends to port " + server.address().getPort());

            serve(1);

            trace.equal("the answer", "1", client.receiveText(), NOTHING.strip());
            trace.equal(
                    "it comes from",
                    server.address(),
                    client.lastSender(),
                    "A client with a connected socket, as nc has, hears nobody else. Send from the"
                            + " socket that has received.");
        }
    }

    /// A source port of 0 cannot be sent from here without rights of root; the peer test does. This
    /// socket says that the first datagram came from there.
    @Test
    void aSenderThatCannotBeAnsweredDoesNotStopTheServer() throws IOException {
        trace.byHand(null);
        try (DatagramSocket portZeroFirst = new PortZeroFirst();
                TestSocket client = new TestSocket()) {
            portZeroFirst.setSoTimeout(2_000);
            InetSocketAddress address = (InetSocketAddress) portZeroFirst.getLocalSocketAddress();
            client.send(address, "你好");
            client.send(address, "a");
            trace.ok("two datagrams arrive, the first one from port 0");

            trace.run(
                    "serve 2: a sender that cannot be answered must not end the server",
                    () -> ByteCounter.serve(portZeroFirst, 2));

            checkAnswers(client, List.of("1"), "The second datagram is answered as always.");
        }
    }

    /// Hands over its first datagram as if it came from port 0.
    private static final class PortZeroFirst extends DatagramSocket {

        private boolean first = true;

        PortZeroFirst() throws IOException {
            super(0, InetAddress.getLoopbackAddress());
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            super.receive(packet);
            if (first) {
                packet.setPort(0);
                first = false;
            }
        }
    }

    @Test
    void theSocketStaysOpenForTheCaller() throws IOException {
        try (TestSocket client = new TestSocket()) {
            client.send(server.address(), "a");
            serve(1);
            client.send(server.address(), "ab");
            serve(1);

            checkAnswers(client, List.of("1", "2"), "Who has opened the socket closes it.");
        }
    }

    @Test
    void theTimeLimitOfTheSocketHolds() throws IOException {
        server.socket().setSoTimeout(50);

        trace.throwsA(
                SocketTimeoutException.class,
                "serve 1 while nothing comes; the socket's time limit is 50 ms",
                "The caller has set a limit: let the exception pass.",
                () -> ByteCounter.serve(server.socket(), 1));
    }

    private void serve(int datagrams) {
        trace.run("serve " + datagrams, () -> ByteCounter.serve(server.socket(), datagrams));
    }

    private void checkAnswers(TestSocket client, List<String> expected, String why)
            throws IOException {
        checkAnswers("", client, expected, why);
    }

    private void checkAnswers(String to, TestSocket client, List<String> expected, String why)
            throws IOException {
        int number = 0;
        for (String answer : expected) {
            number++;
            trace.equal(
                    "answer " + number + " of " + expected.size() + to,
                    answer,
                    client.receiveText(),
                    why + NOTHING);
        }
    }
}
