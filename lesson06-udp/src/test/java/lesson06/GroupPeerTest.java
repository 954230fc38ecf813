package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A group with members on two hosts, this machine and the peer, and a broadcast on the network
/// between them.
@NeedsPeer
class GroupPeerTest {

    private static final String GROUP = GroupSettings.GROUP;

    /// Joins the group and prints one datagram; nc cannot join.
    private static final String MEMBER =
            """
            python3 -c '
            import socket, sys
            member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            member.bind(("", 9002))
            group = socket.inet_aton("%s") + socket.inet_aton("0.0.0.0")
            member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
            member.settimeout(10)
            print("joined", file=sys.stderr, flush=True)
            print(member.recvfrom(100)[0].decode())'\
            """
                    .formatted(GROUP);

    private final Peer peer = Peer.get();
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void assumeDirectPath() {
        Assumptions.assumeTrue(
                peer.isDirect(),
                "This machine and the peer are not on one network (Docker Desktop): no group can"
                        + " have members on both.");
    }

    @Test
    void ncSendsToTheGroupAndTheReceiverHearsIt() throws Exception {
        CompletableFuture<Integer> ended =
                terminal.start(GroupReceiver::run, networkToPeer(), GROUP, "0");

        peer.run("printf '你好' | nc -u -w 1 " + GROUP + " " + terminal.port());

        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.lastLine()).endsWith(" says to the group: 你好");
    }

    @Test
    void theSenderReachesAMemberOnAnotherHost() throws Exception {
        try (PeerCommand member = peer.start(MEMBER)) {
            Awaitility.await().until(() -> member.stderr().contains("joined"));

            int status = terminal.run(GroupSender::run, networkToPeer(), GROUP, "9002", "1", "再见");

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(member.await(Peer.LIMIT).text().strip()).isEqualTo("再见");
        }
    }

    /// With `-b`, for without the permission the kernel of the peer refuses too.
    @Test
    void ncBroadcastsAndAnOpenSocketHearsIt() throws Exception {
        try (DatagramSocket receiver = Broadcast.receiver(new InetSocketAddress(0))) {
            String to = broadcastAddress().getHostAddress() + " " + receiver.getLocalPort();

            peer.run("printf '再见' | nc -u -w 1 " + to);
            peer.run("printf '你好' | nc -u -b -w 1 " + to);
            Broadcast.receive(receiver, "one", terminal.out);
        }

        assertThat(terminal.lastLine()).isEqualTo("the one socket gets: 你好");
    }

    @Test
    void aBroadcastReachesNcOnAnotherHost() throws Exception {
        try (PeerCommand nc = peer.start("nc -u -l -W 1 9001");
                DatagramSocket sender = new DatagramSocket()) {
            peer.run("until ss -Huln 'sport = :9001' | grep -q .; do sleep 0.02; done");

            Broadcast.send(
                    sender, new InetSocketAddress(broadcastAddress(), 9001), "再见", terminal.out);

            assertThat(nc.await(Peer.LIMIT).text()).isEqualTo("再见");
        }
    }

    /// The last address of the network on which the peer is.
    private InetAddress broadcastAddress() throws Exception {
        return NetworkInterface.getByName(networkToPeer()).getInterfaceAddresses().stream()
                .map(InterfaceAddress::getBroadcast)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /// The interface through which this machine sends to the peer.
    private String networkToPeer() throws Exception {
        InetSocketAddress address = peer.address(9001);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address);
            InetAddress here = socket.getLocalAddress();
            return NetworkInterface.getByInetAddress(here).getName();
        }
    }
}
