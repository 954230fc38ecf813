package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import course.testkit.Segment.Flag;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads capture files without a container: good ones of every kind, and broken ones.
class CaptureFileTest {

    private static final Segment DATA = Segments.oneMessage().get(3);

    static Stream<Arguments> kindsOfFile() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order ->
                        Stream.of(
                                Arguments.of(order, PcapBytes.MICROSECONDS, 1_000),
                                Arguments.of(order, PcapBytes.NANOSECONDS, 1_000_000)));
    }

    @ParameterizedTest
    @MethodSource("kindsOfFile")
    void eitherByteOrderAndUnitOfTimeGiveTheSameSegments(
            ByteOrder order, int magic, int unitsPerMilli) throws IOException {
        PcapBytes file = new PcapBytes(order, magic, 1);
        for (Segment segment : Segments.oneMessage()) {
            file.packet(
                    1_800_000_000,
                    (int) segment.time().toMillis() * unitsPerMilli,
                    frameOf(segment));
        }

        assertThat(Capture.read(file.bytes())).isEqualTo(Segments.oneMessage());
    }

    @Test
    void timesCountFromTheFirstSegmentOverTheSecond() throws IOException {
        byte[] file =
                PcapBytes.ethernet()
                        .packet(9, 0, PcapBytes.frame(udp()))
                        .packet(10, 999_000, frameOf(DATA))
                        .packet(11, 1_000, frameOf(DATA))
                        .bytes();

        assertThat(Capture.read(file))
                .extracting(Segment::time)
                .containsExactly(Duration.ZERO, Duration.ofMillis(2));
    }

    @Test
    void ipv6AndOptionsAreRead() throws IOException {
        Segment sent =
                new Segment(
                        Endpoint.of(Bytes.of("20010db8 00000000 00000000 00000001"), 50_000),
                        Endpoint.of(Bytes.of("20010db8 00000000 00000000 00000002"), 8888),
                        0xffff_ffffL,
                        0x8000_0000L,
                        Set.of(Flag.SYN, Flag.ACK, Flag.URG, Flag.RST),
                        65_535,
                        Bytes.of("020405a0"),
                        Bytes.of("ff"),
                        Duration.ZERO);

        List<Segment> read =
                Capture.read(
                        PcapBytes.ethernet()
                                .packet(0, 0, PcapBytes.frame(PcapBytes.ipv6(sent)))
                                .bytes());

        assertThat(read).containsExactly(sent);
        assertThat(read.getFirst().tcpdumpLine())
                .isEqualTo(
                        "12:00:00.000000 IP6 2001:db8::1.50000 > 2001:db8::2.8888: Flags [SR.U],"
                                + " seq 4294967295:0, ack 2147483648, win 65535, options [mss 1440],"
                                + " length 1");
    }

    @Test
    void thePaddingOfAShortFrameIsNoPayload() throws IOException {
        Segment ack = Segments.oneMessage().get(2);
        byte[] frame = Arrays.copyOf(frameOf(ack), 60);

        assertThat(readFrame(1, frame))
                .singleElement()
                .extracting(Segment::payload)
                .isEqualTo(new byte[0]);
    }

    @Test
    void aVlanTagIsSkipped() throws IOException {
        byte[] frame =
                PcapBytes.concat(
                        Bytes.of("02 00 00 00 00 01  02 00 00 00 00 02  8100 0005 0800"),
                        PcapBytes.ipv4(DATA));

        assertThat(readFrame(1, frame))
                .extracting(Segment::payload)
                .containsExactly(DATA.payload());
    }

    @ParameterizedTest
    @CsvSource({
        "113, 0000 0001 0006 020000000001 0000 0800",
        "276, 0800 0000 00000002 0001 00 06 020000000001 0000",
    })
    void bothKindsOfLinuxCookedCaptureAreRead(int linkType, String header) throws IOException {
        byte[] frame = PcapBytes.concat(Bytes.of(header), PcapBytes.ipv4(DATA));

        assertThat(readFrame(linkType, frame))
                .extracting(Segment::payload)
                .containsExactly(DATA.payload());
    }

    @Test
    void otherPacketsAreLeftOut() throws IOException {
        byte[] fragment = PcapBytes.ipv4(DATA);
        fragment[6] = 0x20; // more fragments follow
        byte[] arp = Bytes.of("ffffffffffff 020000000001 0806 0001");
        byte[] file =
                PcapBytes.ethernet()
                        .packet(0, 0, PcapBytes.frame(udp()))
                        .packet(0, 0, PcapBytes.frame(fragment))
                        .packet(0, 0, arp)
                        .bytes();

        assertThat(Capture.read(file)).isEmpty();
    }

    @Test
    void aFileCutOffAnywhereIsRefusedUnlessTcpdumpIsStillWritingIt() throws IOException {
        byte[] whole =
                PcapBytes.ethernet()
                        .packet(0, 0, frameOf(DATA))
                        .packet(0, 0, frameOf(DATA))
                        .bytes();
        int firstEnds = 24 + (whole.length - 24) / 2;

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length != 24 && length != firstEnds) {
                assertThatIOException()
                        .as("first " + length + " bytes")
                        .isThrownBy(() -> Capture.read(cut));
            }
            assertThat(PcapFile.readSoFar(cut))
                    .as("first " + length + " bytes")
                    .hasSize(length < firstEnds ? 0 : 1);
        }
    }

    /// Offsets count from the start of the IP packet; the TCP header begins at 20.
    @ParameterizedTest
    @CsvSource({
        "0, 44, an IPv4 packet that says header 16",
        "0, 4f, an IPv4 packet that says header 60",
        "0, 55, IP version 5",
        "2, ff, an IPv4 packet that says header 20",
        "3, 13, an IPv4 packet that says header 20",
        "3, 20, a TCP header cut off",
        "32, 40, data begin at 16",
        "32, f0, data begin at 60",
    })
    void lengthsThatContradictEachOtherAreRefusedWithTheNumberOfThePacket(
            int offset, String hex, String message) {
        byte[] packet = PcapBytes.ipv4(DATA);
        packet[offset] = Bytes.of(hex)[0];

        assertThatIOException()
                .isThrownBy(() -> readFrame(1, PcapBytes.frame(packet)))
                .withMessageStartingWith("packet 1: ")
                .withMessageContaining(message);
    }

    @Test
    void everyCutOfAFrameIsRefusedOrLeftOutAndNeverBreaksTheReader() {
        for (byte[] whole : List.of(frameOf(DATA), PcapBytes.frame(PcapBytes.ipv6(ipv6Data())))) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatIOException()
                        .as("first " + length + " bytes")
                        .isThrownBy(() -> readFrame(1, cut));
            }
        }
    }

    @Test
    void aHostileLengthIsRefusedWithoutTakingTheMemory() {
        byte[] file = PcapBytes.ethernet().packet(0, 0, frameOf(DATA)).bytes();
        for (byte highByte : new byte[] {0x7f, (byte) 0xff}) {
            file[24 + 11] = highByte;

            assertThatIOException()
                    .isThrownBy(() -> Capture.read(file))
                    .withMessage("packet 1 is cut off at the end of the file");
        }
    }

    @Test
    void aPacketCapturedInPartIsRefused() {
        byte[] file = PcapBytes.ethernet().packet(0, 0, frameOf(DATA), 1514).bytes();

        assertThatIOException()
                .isThrownBy(() -> Capture.read(file))
                .withMessageContaining("62 of 1514 bytes");
    }

    @Test
    void aFileOfAnotherKindIsRefusedWithItsName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no capture at all, only words");

        assertThatIOException()
                .isThrownBy(() -> Capture.read(file))
                .withMessageContaining("notes.txt")
                .withMessageContaining("no pcap file: it begins with 6e 6f 20 63");
    }

    @Test
    void anotherLinkTypeIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> readFrame(105, frameOf(DATA)))
                .withMessageContaining("link type 105");
    }

    private static List<Segment> readFrame(int linkType, byte[] frame) throws IOException {
        return Capture.read(
                new PcapBytes(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, linkType)
                        .packet(0, 0, frame)
                        .bytes());
    }

    private static byte[] frameOf(Segment segment) {
        return PcapBytes.frame(PcapBytes.ipv4(segment));
    }

    private static Segment ipv6Data() {
        Endpoint end =
                Endpoint.of(new byte[] {0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 1);
        return Segments.segment(end, end, 0, 1, 1, "01 02", Flag.ACK);
    }

    private static byte[] udp() {
        byte[] packet = PcapBytes.ipv4(DATA);
        packet[9] = 17;
        return packet;
    }
}
