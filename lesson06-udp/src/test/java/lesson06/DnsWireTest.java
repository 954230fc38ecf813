package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Bytes;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsWireTest {

    @Test
    void aHeaderSurvivesTheRoundTrip() throws Exception {
        DnsHeader header = new DnsHeader(0xfffe, 0x8583, 1, 0x8000, 3, 0xffff);

        assertThat(DnsHeader.parse(ByteBuffer.wrap(header.encode()))).isEqualTo(header);
        assertThat(header.encode()).isEqualTo(Bytes.of("fffe 8583 0001 8000 0003 ffff"));
    }

    @Test
    void aHeaderIsReadFromAnyOffset() throws Exception {
        ByteBuffer in = ByteBuffer.wrap(Bytes.of("ffffff 1a2b 8180 0001 0002 0003 0004 ff"));
        in.position(3);

        assertThat(DnsHeader.parse(in)).isEqualTo(new DnsHeader(0x1a2b, 0x8180, 1, 2, 3, 4));
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Test
    void aHeaderThatIsCutOffIsRefused() {
        for (int length = 0; length < DnsHeader.BYTES; length++) {
            ByteBuffer cut = ByteBuffer.allocate(length);
            assertThatThrownBy(() -> DnsHeader.parse(cut)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aNumberOfMoreThanTwoBytesIsRefused() {
        assertThatThrownBy(() -> new DnsHeader(0x10000, 0, 0, 0, 0, 0))
                .hasMessage("65536 does not fit into two bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "www.course.example", "xn--6qq79v.example", "A-b_c.9"})
    void aQuestionSurvivesTheRoundTrip(String name) throws Exception {
        DnsQuestion question = DnsQuestion.of(name, DnsType.AAAA);

        assertThat(DnsQuestion.parse(ByteBuffer.wrap(question.encode()))).isEqualTo(question);
    }

    @Test
    void aChineseNameBecomesAscii() {
        assertThat(DnsQuestion.of("你好.example", DnsType.A).name()).isEqualTo("xn--6qq79v.example");
    }

    @Test
    void aQuestionThatIsCutOffIsRefused() {
        byte[] whole = DnsQuestion.of("www.course.example", DnsType.A).encode();

        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            assertThatThrownBy(() -> DnsQuestion.parse(cut)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void theLongestNameHas255Bytes() throws Exception {
        List<String> labels =
                List.of("a".repeat(63), "a".repeat(63), "a".repeat(63), "a".repeat(61));
        DnsQuestion question = new DnsQuestion(labels, 1);

        assertThat(question.encode()).hasSize(255 + 4);
        assertThat(DnsQuestion.parse(ByteBuffer.wrap(question.encode()))).isEqualTo(question);
        List<String> tooMany = Collections.nCopies(128, "a");
        assertThatThrownBy(() -> new DnsQuestion(tooMany, 1))
                .hasMessage("a name has at most 255 bytes, not 257");
        byte[] bytes = Bytes.of("0161".repeat(128) + "00 0001 0001");
        assertThatThrownBy(() -> DnsQuestion.parse(ByteBuffer.wrap(bytes)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aDotInALabelIsNotAnotherLabel() throws Exception {
        DnsQuestion two = DnsQuestion.of("a.b", DnsType.A);
        DnsQuestion one = DnsQuestion.parse(ByteBuffer.wrap(Bytes.of("03612e62 00 0001 0001")));

        assertThat(one.asksTheSameAs(two)).isFalse();
    }

    @Test
    void theCaseOfLettersDoesNotCount() {
        assertThat(
                        DnsQuestion.of("WWW.example", DnsType.A)
                                .asksTheSameAs(DnsQuestion.of("www.EXAMPLE", DnsType.A)))
                .isTrue();
    }

    @Test
    void aDissectionTellsWhatIsBehindTheAnswers() throws Exception {
        byte[] message = Bytes.of("ff 1a2b 8180 0000 0000 0001 0000 aabbcc");
        ByteBuffer in = ByteBuffer.wrap(message).position(1);

        DnsDissection dissection = DnsDissection.parse(in);

        assertThat(dissection.bytesBehind()).isEqualTo(3);
        assertThat(dissection.parts().getFirst()).isEqualTo(new DnsPart(0, 2, 0, "id"));
    }

    @Test
    void anotherTypeIsShownByItsNumber() throws Exception {
        byte[] message = Bytes.of("1a2b 8180 0000 0001 0000 0000 00 0010 0001 ffffffff 0002 0161");

        DnsDissection dissection = DnsDissection.parse(ByteBuffer.wrap(message));

        assertThat(dissection.answers()).containsExactly(new DnsData.Other(16, 4_294_967_295L));
        assertThat(dissection.parts().getLast().meaning()).isEqualTo("data of type 16");
    }

    /// Whatever bytes come: a dissection or a ProtocolException, nothing else.
    @Test
    void garbageIsDissectedOrRefused() {
        Random random = new Random(6);
        byte[] good = NameTable.answer(1, DnsQuestion.of("www.course.example", DnsType.A), 512);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                DnsDissection dissection = DnsDissection.parse(ByteBuffer.wrap(bytes));
                assertThat(dissection.answers()).hasSize(dissection.header().answers());
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
