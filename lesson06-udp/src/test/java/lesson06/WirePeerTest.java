package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes over a real interface, seen by `tcpdump`. Each capture is compared with the recording
/// that the README shows; `-Dtext=update` records anew.
@NeedsPeer
class WirePeerTest {

    static final Path RECORDINGS = Path.of("src/test/resources/lesson06");

    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Terminal terminal = new Terminal();
    private Peer peer;

    @BeforeEach
    void getPeerOnADirectPath() {
        peer = Peer.get();
        Assumptions.assumeTrue(
                peer.isDirect(),
                "A proxy stands between this machine and its containers (Docker Desktop):"
                        + " the packets seen there are the proxy's.");
        String mtu = peer.run("cat /sys/class/net/eth0/mtu").text().strip();
        Assumptions.assumeTrue(mtu.equals("1500"), "The peer's interface has an MTU of " + mtu);
    }

    @Test
    void longDatagramTravelsInFragmentsAndArrivesWhole() throws Exception {
        try (Receiver receiver = new Receiver(ANY_ADDRESS_ANY_PORT)) {
            int port = receiver.address().getPort();
            String filter = "udp port " + port + " or (ip[6:2] & 0x1fff != 0)";
            try (PacketCapture capture = new PacketCapture(peer, filter, port)) {
                peer.run(
                        "head -c 4000 /dev/zero | tr '\\0' x | nc -u -w1 "
                                + Peer.HOST
                                + " "
                                + port);
                receiver.print(1, terminal.out);
                List<Packet> packets = capture.await(3);

                assertThat(terminal.lastLine()).contains(" sent 4000 bytes: xxx");
                assertThat(packets).extracting(Packet::identification).containsOnly(1);
                assertThat(packets).extracting(Packet::offset).containsExactly(0, 1480, 2960);
                assertThat(packets).extracting(Packet::flags).containsExactly("+", "+", "none");
                assertThat(packets).extracting(Packet::length).containsExactly(1500, 1500, 1068);
                compareOrRecord("fragments", packets);
            }
        }
    }

    /// Fragments made by hand: the second half first, and then, after an empty datagram that shows
    /// that nothing was waiting, the first half.
    @Test
    void datagramIsDeliveredWhenItsLastMissingFragmentHasCome() throws Exception {
        try (Receiver receiver = new Receiver(ANY_ADDRESS_ANY_PORT)) {
            int port = receiver.address().getPort();
            PeerCommand.Result sent = peer.run(pythonFragments(port));

            assertThat(sent.status()).as(sent.toString()).isZero();
            receiver.print(2, terminal.out);

            assertThat(terminal.lines().get(1)).endsWith(" sent 0 bytes");
            assertThat(terminal.lines().get(2)).contains(" sent 16 bytes: abcdefghijklmnop");
        }
    }

    @Test
    void closedPortIsAnsweredByIcmp() throws Exception {
        int port;
        try (DatagramSocket closed = new DatagramSocket(ANY_ADDRESS_ANY_PORT)) {
            port = closed.getLocalPort();
        }
        String filter = "udp port " + port + " or (icmp[0] = 3 and icmp[1] = 3)";
        try (PacketCapture capture = new PacketCapture(peer, filter, port)) {
            peer.run("printf '你好' | nc -u -w1 " + Peer.HOST + " " + port);
            List<Packet> packets = capture.await(2);

            assertThat(packets).extracting(Packet::protocol).containsExactly("UDP", "ICMP");
            assertThat(packets.get(1).content())
                    .contains("udp port 8888 unreachable", packets.get(0).content());
            compareOrRecord("icmp", packets);
        }
    }

    @Test
    void overUdpTheFirstPacketCarriesTheFirstByte() throws Exception {
        try (Receiver receiver = new Receiver(ANY_ADDRESS_ANY_PORT)) {
            int port = receiver.address().getPort();
            try (PacketCapture capture = new PacketCapture(peer, "udp port " + port, port)) {
                peer.run("printf '你好' | nc -u -w1 " + Peer.HOST + " " + port);
                receiver.print(1, terminal.out);
                List<Packet> packets = capture.await(1);

                assertThat(terminal.lastLine()).endsWith(" sent 6 bytes: 你好");
                assertThat(packets.getFirst().length()).isEqualTo(20 + 8 + 6);
                compareOrRecord("first-byte-udp", packets);
            }
        }
    }

    @Test
    void overTcpThreePacketsComeBeforeTheFirstByte() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            int port = server.getLocalPort();
            try (PacketCapture capture = new PacketCapture(peer, "tcp port " + port, port);
                    PeerCommand nc = peer.start("printf '你好' | nc -N " + Peer.HOST + " " + port)) {
                try (Socket client = server.accept()) {
                    assertThat(client.getInputStream().readAllBytes())
                            .isEqualTo("你好".getBytes(StandardCharsets.UTF_8));
                }
                nc.await(LIMIT);
                List<Packet> packets = capture.await(4);

                assertThat(packets)
                        .extracting(packet -> packet.content().replaceFirst(".*: ", ""))
                        .containsExactly(
                                "Flags [S], length 0",
                                "Flags [S.], length 0",
                                "Flags [.], length 0",
                                "Flags [P.], length 6");
                compareOrRecord("first-byte-tcp", packets);
            }
        }
    }

    @Test
    void unfragmentedDatagramHasAtMost1472BytesOnThisPath() throws Exception {
        InetSocketAddress to = peer.address(9001);
        try (DatagramSocket sender = new DatagramSocket();
                PacketCapture capture = new PacketCapture(peer, "udp dst port 9001", 9001)) {
            sender.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);

            sender.send(new DatagramPacket(new byte[1472], 1472, to));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sender.send(new DatagramPacket(new byte[1473], 1473, to)))
                    .withMessageContaining("Message too long");

            Packet packet = capture.await(1).getFirst();
            assertThat(packet.length()).isEqualTo(1500);
            assertThat(packet.flags()).isEqualTo("DF");
        }
    }

    static String recording(String name) throws IOException {
        return Files.readString(RECORDINGS.resolve(name + ".txt")).stripTrailing();
    }

    private static void compareOrRecord(String name, List<Packet> packets) throws IOException {
        String seen = packets.stream().map(Packet::toString).collect(Collectors.joining("\n"));
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(RECORDINGS);
            Files.writeString(RECORDINGS.resolve(name + ".txt"), seen + "\n");
        }
        assertThat(seen).isEqualTo(recording(name));
    }

    /// Two IPv4 packets with the identification 6611 that are one datagram of 16 bytes: the first
    /// has the UDP header and no data, the second the data. Without a UDP checksum (0): RFC 768.
    private static String pythonFragments(int port) {
        return """
        python3 - <<'END'
        import socket, struct
        to = socket.gethostbyname("%s")
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        def fragment(offset, more, data):
            header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(data), 6611,
                (0x2000 if more else 0) | offset // 8, 64, 17, 0,
                bytes(4), socket.inet_aton(to))
            raw.sendto(header + data, (to, 0))
        fragment(8, False, b"abcdefghijklmnop")
        plain.sendto(b"", (to, %d))
        fragment(0, True, struct.pack("!HHHH", 40000, %d, 24, 0))
        END
        """
                .formatted(Peer.HOST, port, port);
    }
}
