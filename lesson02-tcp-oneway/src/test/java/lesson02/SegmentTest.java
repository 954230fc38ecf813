package lesson02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import lesson02.Segment.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {

    private static final String SYN =
            "12:00:00.000123 IP 172.17.0.1.45678 > 172.17.0.2.8888: Flags [S], seq 1234567, win"
                    + " 64240, options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0";

    @Test
    void parsesASyn() {
        Segment segment = Segment.parse(SYN);

        assertThat(segment)
                .isEqualTo(
                        new Segment(
                                address("172.17.0.1", 45678),
                                address("172.17.0.2", 8888),
                                Set.of(Flag.SYN),
                                OptionalLong.of(1234567),
                                OptionalLong.empty(),
                                0));
    }

    @Test
    void parsesDataWithARangeOfSequenceNumbers() {
        Segment segment =
                Segment.parse(
                        "12:00:00.1 IP 127.0.0.1.5000 > 127.0.0.1.8888: Flags [P.], seq 5:13, ack"
                                + " 9, win 502, options [nop,nop,TS val 3 ecr 4], length 8");

        assertThat(segment.flags()).containsExactlyInAnyOrder(Flag.PSH, Flag.ACK);
        assertThat(segment.sequence()).hasValue(5);
        assertThat(segment.acknowledgement()).hasValue(9);
        assertThat(segment.length()).isEqualTo(8);
        assertThat(segment.next()).isEqualTo(13);
    }

    @Test
    void aPureAcknowledgementHasNoSequenceNumber() {
        Segment segment =
                Segment.parse(
                        "12:00:00.1 IP 127.0.0.1.8888 > 127.0.0.1.5000: Flags [.], ack 13, win 502,"
                                + " length 0");

        assertThat(segment.sequence()).isEmpty();
        assertThat(segment.acknowledgement()).hasValue(13);
        assertThatThrownBy(segment::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void parsesIpv6() {
        Segment segment =
                Segment.parse(
                        "12:00:00.1 IP6 ::1.57096 > 2001:db8::2.8888: Flags [F.], seq 7, ack 1,"
                                + " win 64, options [nop,nop,TS val 3 ecr 4], length 0");

        assertThat(segment.from()).isEqualTo(address("::1", 57096));
        assertThat(segment.to()).isEqualTo(address("2001:db8::2", 8888));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lo In  IP 127.0.0.1.1 > 127.0.0.1.2: Flags [.], ack 1, win 1, length 0",
                "IP 127.0.0.1.1 > 127.0.0.1.2: Flags [.], ack 1, win 1, length 0: HTTP",
                "IP 127.0.0.1.1 > 127.0.0.1.2: Flags [.], ack 1, win 1, options [nop,nop,sack 1"
                        + " {5:13}], length 0"
            })
    void parsesWhatTcpdumpAddsToALine(String line) {
        assertThat(Segment.parse("  12:00:00.1 " + line).acknowledgement()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "S, SYN",
        "S., SYN ACK",
        "., ACK",
        "P., PSH ACK",
        "F., FIN ACK",
        "FP., FIN PSH ACK",
        "R, RST",
        "R., RST ACK",
        "U., URG ACK",
        "SEW, SYN ECE CWR",
        "S.E, SYN ACK ECE",
        "none, ''"
    })
    void parsesFlags(String letters, String names) {
        String acknowledgement = letters.contains(".") ? " ack 2," : "";

        Segment segment =
                Segment.parse(
                        "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags ["
                                + letters
                                + "], seq 1,"
                                + acknowledgement
                                + " win 1, length 0");

        EnumSet<Flag> expected = EnumSet.noneOf(Flag.class);
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            expected.add(Flag.valueOf(name));
        }
        assertThat(segment.flags()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "S,  100,        0, 101",
        "F,  100,        0, 101",
        "P,  100,        8, 108",
        "FP, 100,        8, 109",
        "SF, 100,        8, 110",
        "S,  4294967295, 0, 0",
        "FP, 4294967290, 8, 3"
    })
    void synAndFinTakeOneSequenceNumberEach(String letters, long sequence, int length, long next) {
        Segment segment =
                Segment.parse(
                        "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags ["
                                + letters
                                + "], seq "
                                + sequence
                                + ", win 1, length "
                                + length);

        assertThat(segment.next()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: UDP, length 8",
                "12:00:00.1 ARP, Request who-has 172.17.0.2 tell 172.17.0.1, length 28",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [S], seq 1, win 1",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [S], win 1, length 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [.], win 1, length 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [P], ack 1, win 1, length 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [X], seq 1, win 1, length 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [S], seq 4294967296, win 1, length"
                        + " 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [S], seq 99999999999999999999, win"
                        + " 1, length 0",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [P], seq 1, win 1, length 65536",
                "12:00:00.1 IP 127.0.0.1.1 > 127.0.0.1.2: Flags [P], seq 1, win 1, length"
                        + " 99999999999",
                "12:00:00.1 IP 127.0.0.1.65536 > 127.0.0.1.2: Flags [S], seq 1, win 1, length 0",
                "12:00:00.1 IP example.test.http > 127.0.0.1.2: Flags [S], seq 1, win 1, length 0",
                "12:00:00.1 IP example.test.80 > 127.0.0.1.2: Flags [S], seq 1, win 1, length 0",
                "12:00:00.1 IP localhost > 127.0.0.1.2: Flags [S], seq 1, win 1, length 0"
            })
    void refusesOtherLinesAndQuotesThem(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segment.parse(line))
                .withMessageEndingWith(line)
                .withMessageMatching("(?s)\\S.+: .*");
    }

    @Test
    void aLineThatIsCutOffAnywhereIsRefused() {
        for (int end = 0; end < SYN.length(); end++) {
            String cutOff = SYN.substring(0, end);
            assertThatIllegalArgumentException().isThrownBy(() -> Segment.parse(cutOff));
        }
    }

    @Test
    void theFlagsOfASegmentCannotBeChanged() {
        Set<Flag> flags = EnumSet.of(Flag.SYN);
        Segment segment =
                new Segment(
                        address("127.0.0.1", 1),
                        address("127.0.0.1", 2),
                        flags,
                        OptionalLong.of(1),
                        OptionalLong.empty(),
                        0);

        flags.add(Flag.FIN);

        assertThat(segment.flags()).containsExactly(Flag.SYN);
        assertThatThrownBy(() -> segment.flags().add(Flag.FIN))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
