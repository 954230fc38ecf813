package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Multicast and broadcast on the loopback interface of Linux.
class GroupTest {

    private static final String GROUP = GroupSettings.GROUP;

    private final String loopback;
    private final Terminal one = new Terminal();
    private final Terminal two = new Terminal();
    private final Terminal sender = new Terminal();

    GroupTest() throws SocketException {
        assumeTrue(
                System.getProperty("os.name").startsWith("Linux"),
                "Multicast on the loopback interface is shown on Linux; this is another system.");
        loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    }

    @Test
    void eachReceiverGetsACopy() throws Exception {
        CompletableFuture<Integer> first = one.start(GroupReceiver::run, loopback, GROUP, "0", "2");
        String port = Integer.toString(one.port());
        CompletableFuture<Integer> second =
                two.start(GroupReceiver::run, loopback, GROUP, port, "2");
        two.port();

        assertThat(send(port, "你好")).isZero();
        assertThat(send(port, "再\u001b[2J见")).isZero();

        assertThat(first.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(second.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(one.lines().get(1)).endsWith(" says to the group: 你好");
        assertThat(one.lastLine()).endsWith(" says to the group: 再\\u001b[2J见");
        assertThat(two.lines().subList(1, 3)).isEqualTo(one.lines().subList(1, 3));
    }

    @Test
    void nobodyInTheGroupIsNoError() {
        assertThat(send("8888", "hello")).isZero();
        assertThat(sender.lastLine())
                .isEqualTo("Sent 5 bytes to " + GROUP + ":8888 on " + loopback + ", TTL 1");
    }

    /// What is sent to another group or to the machine itself does not come to the receiver.
    @Test
    void theReceiverHearsItsGroupOnly() throws Exception {
        CompletableFuture<Integer> ended = one.start(GroupReceiver::run, loopback, GROUP, "0");
        String port = Integer.toString(one.port());
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress self = InetAddress.getLoopbackAddress();
            socket.send(new DatagramPacket(new byte[3], 3, self, one.port()));
        }
        sender.run(GroupSender::run, loopback, "239.255.6.7", port, "1", "to others");
        send(port, "to us");

        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(one.lines()).hasSize(2);
        assertThat(one.lastLine()).endsWith(" says to the group: to us");
    }

    /// On the loopback interface a datagram comes back by itself. On another one it is
    /// IP_MULTICAST_LOOP that gives receivers on this machine a copy.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLoopOptionDecidesWhetherThisMachineGetsACopy(boolean loop) throws Exception {
        NetworkInterface network = notLoopback();
        InetAddress group = InetAddress.ofLiteral(GROUP);
        try (DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(group, 0));
                DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress address = new InetSocketAddress(group, receiver.getLocalPort());
            receiver.joinGroup(address, network);
            receiver.setSoTimeout(loop ? 5_000 : 300);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, loop);

            socket.send(new DatagramPacket(new byte[3], 3, address));

            assertThat(arrives(receiver)).isEqualTo(loop);
        }
    }

    private static boolean arrives(DatagramSocket receiver) throws IOException {
        try {
            receiver.receive(new DatagramPacket(new byte[10], 10));
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static NetworkInterface notLoopback() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(GroupTest::canMulticast)
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, "This machine has no other interface with multicast.");
                    return null;
                });
    }

    private static boolean canMulticast(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && network.supportsMulticast()
                    && network.inetAddresses().anyMatch(Inet4Address.class::isInstance);
        } catch (SocketException _) {
            return false; // it has just gone
        }
    }

    @Test
    void withoutReuseTheSecondReceiverCannotHaveThePort() throws Exception {
        try (DatagramSocket alone =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(GROUP), 0))) {
            String port = Integer.toString(alone.getLocalPort());

            int status = one.run(GroupReceiver::run, loopback, GROUP, port);

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(one.error()).startsWith("Cannot join " + GROUP + ":" + port + " on ");
        }
    }

    @Test
    void anUnknownInterfaceIsOneLine() {
        int status = one.run(GroupReceiver::run, "nix0\u001b[2J");

        assertThat(status).isEqualTo(Program.ENVIRONMENT);
        assertThat(one.error())
                .startsWith("No interface is called \"nix0\\u001b[2J\". These are here: ")
                .contains(loopback);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 8888, 1, is not a group",
        "ff02::1, 8888, 1, is not a group",
        "group.example, 8888, 1, is not an address",
        "239.255.6.6, 0, 1, is out of range",
        "239.255.6.6, 8888, 256, The TTL",
        "239.255.6.6, 8888, -1, The TTL",
        "239.255.6.6, 8888, x, The TTL"
    })
    void wrongArgumentsAreOneLine(String group, String port, String ttl, String expected) {
        int status = sender.run(GroupSender::run, loopback, group, port, ttl);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(sender.error()).contains(expected).contains("Example: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1000000000"})
    void aWrongNumberOfDatagramsIsOneLine(String datagrams) {
        int status = one.run(GroupReceiver::run, loopback, GROUP, "0", datagrams);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(one.error()).contains("is not from 1 to 999999999");
    }

    @Test
    void aTextThatIsTooLongIsOneLine() {
        assertThat(send("8888", "你".repeat(21_836))).isEqualTo(Program.USAGE);
        assertThat(sender.error()).contains("The text has 65508 bytes");
    }

    @Test
    void aBroadcastNeedsThePermissionAndReachesEverySocket() {
        int status = one.run(Broadcast::run);

        assertThat(status).as(one.errors().toString()).isZero();
        assertThat(one.lines().subList(1, 5))
                .containsExactly(
                        "refused without SO_BROADCAST: Permission denied",
                        "sent with SO_BROADCAST",
                        "the first socket gets: with SO_BROADCAST",
                        "the second socket gets: with SO_BROADCAST");
    }

    private int send(String port, String text) {
        return sender.run(GroupSender::run, loopback, GROUP, port, "1", text);
    }
}
