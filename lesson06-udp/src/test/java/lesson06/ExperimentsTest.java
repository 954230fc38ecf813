package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ExperimentsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void oneReceiveIsOneDatagramAndOneReadIsNotOneWrite() {
        assertThat(terminal.run(Boundaries::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "UDP  send     one, two, nothing, three: 3 + 3 + 0 + 5 bytes",
                        "UDP  receive  3 bytes: one",
                        "UDP  receive  3 bytes: two",
                        "UDP  receive  0 bytes",
                        "UDP  receive  5 bytes: three",
                        "TCP  write    one, two, nothing, three: 3 + 3 + 0 + 5 bytes",
                        "TCP  read     11 bytes: onetwothree",
                        "TCP  read     -1: the end of the stream");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void shortBufferCutsAndOneByteMoreTells() {
        assertThat(terminal.run(Sizes::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "A buffer of 5 bytes",
                        "  send     11 bytes",
                        "  send     5 bytes",
                        "  received 5 bytes: hello",
                        "  received 5 bytes: again",
                        "At most 5 bytes are wanted, so a buffer of 6",
                        "  send     5 bytes",
                        "  received 5 bytes: whole",
                        "  send     6 bytes",
                        "  received 6 bytes: too long, perhaps cut off",
                        "The longest datagram",
                        "  send     65507 bytes",
                        "  received 65507 bytes",
                        "  send     65508 bytes",
                        "  SocketException: Message too long");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void onlyAConnectedSocketLearnsThatThePortIsClosed() {
        assertThat(terminal.run(ClosedPort::run)).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("Nobody has 127.0.0.1:");
        assertThat(terminal.lines().subList(1, 7))
                .containsExactly(
                        "A socket that is not connected",
                        "  send:    no exception",
                        "  receive: nothing within 300 ms",
                        "A connected socket",
                        "  send:    no exception",
                        "  receive: PortUnreachableException");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void receiveBufferOverflowsWithUdpAndTheSenderWaitsWithTcp() {
        assertThat(terminal.run(Overflow::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "UDP  10000 datagrams of 1000 bytes sent, no exception",
                        "UDP  arrived: fewer than 200, the first ones, in order",
                        "TCP  nobody reads: write takes a part of the bytes, then no more",
                        "TCP  somebody reads: 10000000 bytes have arrived");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void exactNumberIsPrintedOnRequest() {
        assertThat(terminal.run(Overflow::run, "exact")).isZero();
        assertThat(terminal.lines().get(1))
                .matches("UDP {2}arrived: \\d{1,3}, the first ones, in order");
    }

    /// Why [Talk] compares addresses and does not connect: the Javadoc of `connect` says "may be
    /// discarded", and in JDK 25 they are.
    @Test
    void connectingThrowsAwayTheDatagramsThatWait() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(RawEnd.ANY_PORT);
                RawEnd sender = new RawEnd()) {
            sender.send(receiver.getLocalPort(), "waits");
            receiver.connect(sender.address());
            sender.send(receiver.getLocalPort(), "comes later");

            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            receiver.setSoTimeout(5_000);
            receiver.receive(packet);

            assertThat(Payload.text(packet)).contains("comes later");
        }
    }

    @Test
    void unknownWordIsOneLine() {
        assertThat(terminal.run(Overflow::run, "all")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("Unknown argument \"all\".");
    }

    @Test
    void tcpAndUdpHaveAPortEachUnderOneNumber() {
        assertThat(terminal.run(SamePort::run)).isZero();
        String address = terminal.lines().getFirst().replaceFirst("TCP listens on ", "");
        assertThat(terminal.lines())
                .containsExactly(
                        "TCP listens on " + address,
                        "UDP is bound to " + address,
                        "A second UDP socket: refused",
                        "UDP receives 6 bytes: 你好",
                        "TCP reads 再见");
    }
}
