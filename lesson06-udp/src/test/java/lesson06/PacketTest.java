package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the recordings show, without a container; and that they are read from what tcpdump prints.
class PacketTest {

    private static final String FRAGMENTS =
            """
            14:45:01.000001 IP (tos 0x0, ttl 64, id 53144, offset 0, flags [+], proto UDP (17), length 1500)
                10.0.0.7.41234 > 10.0.0.1.33333: UDP, length 4000
            14:45:01.000002 IP (tos 0x0, ttl 64, id 53144, offset 1480, flags [none], proto UDP (17), length 548)
                10.0.0.7 > 10.0.0.1: ip-proto-17
            """;

    private static final String UNREACHABLE =
            """
            14:45:01.000001 IP (tos 0x0, ttl 64, id 7, offset 0, flags [DF], proto UDP (17), length 34)
                10.0.0.7.41234 > 10.0.0.1.33333: [bad udp cksum 0x1457 -> 0x2baf!] UDP, length 6
            14:45:01.000009 IP (tos 0xc0, ttl 64, id 9, offset 0, flags [none], proto ICMP (1), length 62)
                10.0.0.1 > 10.0.0.7: ICMP 10.0.0.1 udp port 33333 unreachable, length 42
            \tIP (tos 0x0, ttl 64, id 7, offset 0, flags [DF], proto UDP (17), length 34)
                10.0.0.7.41234 > 10.0.0.1.33333: [udp sum ok] UDP, length 6
            """;

    private static final String SYN =
            """
            14:45:01.000001 IP (tos 0x0, ttl 64, id 7, offset 0, flags [DF], proto TCP (6), length 60)
                10.0.0.7.41234 > 10.0.0.1.33333: Flags [S], cksum 0x1457 (incorrect -> 0x2baf), seq 1, win 64240, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0
            """;

    private static final String UDP_PACKET =
            "IP (id 1, offset 0, flags [DF], proto UDP, length 34)"
                    + " 172.17.0.2.50001 > 172.17.0.1.8888: UDP, length 6";

    @Test
    void fragmentsOfOneDatagramHaveOneIdentification() {
        List<Packet> packets = Packet.parse(FRAGMENTS, 33_333);

        assertThat(packets)
                .containsExactly(
                        new Packet(
                                1,
                                0,
                                "+",
                                "UDP",
                                1500,
                                "172.17.0.2.50001 > 172.17.0.1.8888: UDP, length 4000"),
                        new Packet(
                                1,
                                1480,
                                "none",
                                "UDP",
                                548,
                                "172.17.0.2 > 172.17.0.1: ip-proto-17"));
    }

    @Test
    void icmpQuotesThePacketThatItComplainsOf() {
        List<Packet> packets = Packet.parse(UNREACHABLE, 33_333);

        assertThat(packets.getFirst()).hasToString(UDP_PACKET);
        assertThat(packets.getLast().content())
                .isEqualTo(
                        "172.17.0.1 > 172.17.0.2: ICMP 172.17.0.1 udp port 8888 unreachable,"
                                + " length 42 | "
                                + UDP_PACKET);
    }

    @Test
    void segmentIsCutDownToFlagsAndLength() {
        assertThat(Packet.parse(SYN, 33_333).getFirst().content())
                .isEqualTo("172.17.0.2.50001 > 172.17.0.1.8888: Flags [S], length 0");
    }

    @Test
    void whatIsNoPacketIsLeftOut() {
        assertThat(Packet.parse("", 1)).isEmpty();
        assertThat(Packet.parse("14:45:01.000001 ARP, Request who-has 10.0.0.1\n", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"first-byte-udp, 1", "first-byte-tcp, 4"})
    void recordingCountsThePacketsUntilTheFirstByte(String name, int packets) throws IOException {
        List<String> lines = WirePeerTest.recording(name).lines().toList();

        assertThat(lines).hasSize(packets);
        assertThat(lines.subList(0, packets - 1)).allMatch(line -> line.endsWith("length 0"));
        assertThat(lines.getLast()).endsWith("length 6");
    }
}
