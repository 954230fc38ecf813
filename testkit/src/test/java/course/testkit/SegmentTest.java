package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Segment.Flag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {

    @Test
    void relativeNumbersBeginAtTheSynOfEachDirectionAndPassTheWrap() {
        List<Segment> relative = Segment.relative(Segments.oneMessage());

        assertThat(relative)
                .extracting(Segment::sequence)
                .containsExactly(0L, 0L, 1L, 1L, 1L, 9L, 1L, 10L);
        assertThat(relative)
                .extracting(Segment::acknowledgement)
                .containsExactly(0L, 1L, 1L, 1L, 9L, 1L, 10L, 2L);
    }

    @Test
    void everyAcknowledgementIsTheSequencePlusItsLength() {
        List<Segment> relative = Segment.relative(Segments.oneMessage());

        assertThat(relative.get(1).acknowledgement())
                .isEqualTo(relative.get(0).sequence() + relative.get(0).lengthInSequenceSpace());
        assertThat(relative.get(4).acknowledgement())
                .isEqualTo(relative.get(3).sequence() + relative.get(3).lengthInSequenceSpace());
        assertThat(relative.get(6).acknowledgement())
                .isEqualTo(relative.get(5).sequence() + relative.get(5).lengthInSequenceSpace());
    }

    @Test
    void aCaptureThatBeginsInTheMiddleCountsFromOne() {
        List<Segment> relative = Segment.relative(Segments.oneMessage().subList(3, 6));

        assertThat(relative).extracting(Segment::sequence).containsExactly(1L, 1L, 9L);
        assertThat(relative).extracting(Segment::acknowledgement).containsExactly(1L, 9L, 1L);
    }

    @Test
    void aRefusedConnectionKeepsTheZeroOfItsReset() {
        List<Segment> refused =
                List.of(
                        Segments.client(0, 4711, 0, "", Flag.SYN),
                        Segments.server(1, 0, 4712, Flag.RST, Flag.ACK));

        assertThat(Segment.relative(refused))
                .extracting(Segment::summary)
                .containsExactly("SYN, seq=0", "RST ACK, seq=0, ack=1");
    }

    @Test
    void aSecondConnectionOfTheSameEndsCountsFromItsOwnSyn() {
        List<Segment> twice =
                List.of(
                        Segments.client(0, 100, 0, "", Flag.SYN),
                        Segments.client(1, 5000, 0, "", Flag.SYN));

        assertThat(Segment.relative(twice)).extracting(Segment::sequence).containsExactly(0L, 0L);
    }

    @Test
    void toStringIsOneReadableLine() {
        Segment data = Segment.relative(Segments.oneMessage()).get(3);

        assertThat(data)
                .hasToString("PSH ACK, seq=1, ack=1, 8 bytes, 172.17.0.2:45678 -> 172.17.0.1:8888");
    }

    @Test
    void tcpdumpLineIsTheLineOfTcpdump() {
        List<Segment> relative = Segment.relative(Segments.oneMessage());

        assertThat(relative.get(3).tcpdumpLine())
                .isEqualTo(
                        "12:00:00.003000 IP 172.17.0.2.45678 > 172.17.0.1.8888: "
                                + "Flags [P.], seq 1:9, ack 1, win 502, length 8");
        assertThat(relative.get(7).tcpdumpLine())
                .isEqualTo(
                        "12:00:00.007000 IP 172.17.0.2.45678 > 172.17.0.1.8888: "
                                + "Flags [.], ack 2, win 502, length 0");
    }

    @Test
    void tcpdumpLineGivesTheNumberOfASegmentWithoutDataOnlyForSynFinAndRst() {
        assertThat(Segments.client(0, 5, 6, "", Flag.RST).tcpdumpLine())
                .endsWith("Flags [R], seq 5, win 502, length 0");
        assertThat(Segments.client(0, 5, 6, "", Flag.FIN, Flag.ACK).tcpdumpLine())
                .endsWith("Flags [F.], seq 5, ack 6, win 502, length 0");
        assertThat(Segments.client(0, 5, 6, "").tcpdumpLine())
                .endsWith("Flags [none], win 502, length 0");
    }

    @Test
    void tcpdumpLineLetsTheEndOfTheNumbersWrap() {
        Segment data = Segments.oneMessage().get(3);

        assertThat(data.tcpdumpLine()).contains("seq 4294967295:7,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "020405b4 0402 080a 00000001 ffffffff 01 030307 | mss 1460,sackOK,TS val 1 ecr"
                        + " 4294967295,nop,wscale 7",
                "0101 050a 00000001 00000009 | nop,nop,sack 1 {1:9}",
                "01 00 0000 | nop,eol",
                "fe04 ab12 | unknown-254 0xab12",
                "0204 | bad opt",
                "0200 | bad opt",
                "02 | bad opt",
            })
    void optionsAreWrittenAsTcpdumpDoes(String hex, String text) {
        assertThat(TcpdumpText.options(Bytes.of(hex))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "20010db8000000000000000000000001, [2001:db8::1]:80",
        "00000000000000000000000000000001, [::1]:80",
        "00000000000000000000000000000000, [::]:80",
        "fe800000000000000000000000000000, [fe80::]:80",
        "20010db8000000010000000000000001, [2001:db8:0:1::1]:80",
        "00010000000000020000000000000003, [1:0:0:2::3]:80",
        "20010db8000100000001000100010001, [2001:db8:1:0:1:1:1:1]:80",
        "00010002000300040005000600070010, [1:2:3:4:5:6:7:10]:80",
    })
    void anIpv6AddressIsWrittenAsRfc5952Says(String hex, String text) {
        assertThat(Endpoint.of(Bytes.of(hex), 80)).hasToString(text);
    }

    @Test
    void aSegmentCannotBeChanged() {
        Segment data = Segments.oneMessage().get(3);

        data.payload()[0] = 99;

        assertThat(data.payload()[0]).isZero();
        assertThatThrownBy(() -> data.flags().add(Flag.RST))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void segmentsWithEqualContentAreEqual() {
        assertThat(Segments.oneMessage()).isEqualTo(Segments.oneMessage()).doesNotHaveDuplicates();
        assertThat(Segments.oneMessage().get(3)).hasSameHashCodeAs(Segments.oneMessage().get(3));
    }

    @Test
    void numbersBeyond32BitsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segments.client(0, 1L << 32, 0, "", Flag.SYN))
                .withMessageContaining("32 bits");
    }
}
