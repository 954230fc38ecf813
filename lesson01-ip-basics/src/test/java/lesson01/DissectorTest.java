package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class DissectorTest {

    private static final String ETHERNET = "000000000000 000000000000";
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void aSegmentIsExplainedFromTheMacToTheText() {
        assertThat(terminal.run(Dissector::run)).isZero();
        assertThat(terminal.lines())
                .contains(
                        "    6  02 42 ac 11 00 02        from MAC 02:42:ac:11:00:02",
                        "   24  b2 f6                    header checksum: right",
                        "   36  22 b8                    to port 8888",
                        "   50  86 09                    checksum: right",
                        "   66  e4 bd a0 e5 a5 bd        \"你好\"",
                        "Five-tuple: TCP, from 172.17.0.2 port 49136, to 172.17.0.1 port 8888");
    }

    @Test
    void aChecksumThatIsLeftToTheNetworkCardIsNoError() {
        assertThat(terminal.run(Dissector::run, "offload")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "   50  58 52                    checksum: only begun, the network card does the rest"
                                + " (offload)");
    }

    @Test
    void aPacketInsideAPacketIsExplainedTwice() {
        assertThat(terminal.run(Dissector::run, "tunnel")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "   26  c6 33 64 01              from 198.51.100.1",
                        "   46  0a 08 00 01              from 10.8.0.1",
                        "   60  bd 9e                    checksum: right");
    }

    @Test
    void anArpRequestGoesToAll() {
        assertThat(terminal.run(Dissector::run, "arp-request")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "    0  ff ff ff ff ff ff        to MAC ff:ff:ff:ff:ff:ff: broadcast, all on this"
                                + " network",
                        "   38  ac 11 00 01              target's IP 172.17.0.1");
    }

    static List<String> recorded() {
        return Dissector.RECORDED;
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aFrameThatIsCutOffAtAnyByteIsOneClearLine(String name) throws Exception {
        byte[] frame = frame(name);

        for (int length = 1; length < frame.length; length++) {
            Terminal here = new Terminal();
            String hex = HexFormat.of().formatHex(Arrays.copyOf(frame, length));
            assertThat(here.run(Dissector::run, hex)).as("cut after %d", length).isEqualTo(2);
            assertThat(here.error()).matches("(The frame ends inside|Impossible length).*");
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aChangedByteNeverMakesItFail(String name) throws Exception {
        byte[] frame = frame(name);

        for (int at = 0; at < frame.length; at++) {
            for (int value : new int[] {0x00, 0x0f, 0x40, 0x7f, 0x80, 0xff}) {
                byte[] changed = frame.clone();
                changed[at] = (byte) value;
                Terminal here = new Terminal();
                int status = here.run(Dissector::run, HexFormat.of().formatHex(changed));
                assertThat(status).as("byte %d is %02x", at, value).isBetween(0, 2);
                assertThat(here.errors()).hasSize(status == 2 ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14 | 44 | IP header of 16 bytes: IHL is at least 5",
                "14 | 65 | IP version 6 in an IPv4 packet",
                "17 | 10 | IP total length 16 is less than its header",
                "17 | 3b | IP total length 59, but the frame has 58 bytes",
                "16 | ff | IP total length 65338, but the frame has 58 bytes",
                "46 | 40 | TCP data offset of 16 bytes in a segment of 38 bytes",
                "46 | f0 | TCP data offset of 60 bytes in a segment of 38 bytes"
            })
    void anImpossibleLengthIsOneClearLine(int at, String value, String why) throws Exception {
        byte[] frame = frame("tcp");
        frame[at] = Bytes.of(value)[0];

        assertThat(terminal.run(Dissector::run, HexFormat.of().formatHex(frame))).isEqualTo(2);
        assertThat(terminal.error()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"07, 7", "0f, 15", "ff, 255"})
    void anImpossibleUdpLengthIsOneClearLine(String value, int length) throws Exception {
        byte[] frame = frame("tunnel");
        frame[59] = Bytes.of(value)[0];

        assertThat(terminal.run(Dissector::run, HexFormat.of().formatHex(frame))).isEqualTo(2);
        assertThat(terminal.error()).contains("UDP length " + length + " in a packet");
    }

    @ParameterizedTest
    @CsvSource({"22, header checksum: WRONG", "66, checksum: WRONG", "50, checksum: WRONG"})
    void aChangedByteIsFoundByItsChecksum(int at, String what) throws Exception {
        byte[] frame = frame("tcp");
        frame[at] ^= 0x10;

        assertThat(terminal.run(Dissector::run, HexFormat.of().formatHex(frame))).isEqualTo(1);
        assertThat(terminal.lines())
                .anySatisfy(line -> assertThat(line).contains(what + ", should be"));
    }

    @Test
    void theRightChecksumIsNamed() throws Exception {
        byte[] frame = frame("tcp");
        frame[50] = 0;
        frame[51] = 0;

        assertThat(terminal.run(Dissector::run, HexFormat.of().formatHex(frame))).isEqualTo(1);
        assertThat(terminal.lines())
                .contains("   50  00 00                    checksum: WRONG, should be 8609");
    }

    @Test
    void aDatagramOverIpv6IsExplained() {
        String header = "6000 0000 000a 11 40" + "00".repeat(15) + "01" + "00".repeat(15) + "01";

        String frame = ETHERNET + "86dd" + header;

        int status = terminal.run(Dissector::run, frame + "c350 22b8 000a 0000 6869");

        assertThat(status).isEqualTo(1);
        assertThat(terminal.lines())
                .contains("   60  00 00                    checksum: WRONG, should be b166");
        assertThat(terminal.run(Dissector::run, frame + "c350 22b8 000a b166 6869")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "0", "0x", "ffff f", "１２", "你好", "ff\u001b[2J"})
    void textThatIsNotHexadecimalIsOneClearLine(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("frame.hex"), text);

        assertThat(terminal.run(Dissector::run, file.toString())).isEqualTo(2);
        assertThat(terminal.error()).contains("exadecimal digit").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zz", "你好", "\u001b[2J", "a\0b"})
    void aNameThatIsNoFileIsOneClearLine(String name) {
        assertThat(terminal.run(Dissector::run, name)).isEqualTo(3);
        assertThat(terminal.error()).contains("is neither hexadecimal nor a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "--hex"})
    void noFrameIsOneClearLine(String argument) {
        assertThat(terminal.run(Dissector::run, argument)).isEqualTo(2);
        assertThat(terminal.error()).startsWith("No frame");
    }

    @Test
    void whatTcpdumpPrintsCanBePasted() throws Exception {
        String pasted = "0x0000:  ffff ffff ffff 0242 ac11 0002 0806 0001";
        Path file = Files.writeString(folder.resolve("frame.hex"), "# 你好\n" + pasted + "\n");

        terminal.run(Dissector::run, file.toString());
        terminal.run(Dissector::run, pasted.split(" "));

        assertThat(terminal.lines())
                .filteredOn(line -> line.equals("A frame of 16 bytes"))
                .hasSize(2);
    }

    @Test
    void ofAFileThatTcpdumpHasWrittenTheFirstFrameCounts() throws Exception {
        String printed =
                """
                13:40:05.101010 ARP, Request who-has 172.17.0.1 tell 172.17.0.2, length 28
                \t0x0000:  ffff ffff ffff 0242 ac11 0002 0806 0001
                \t0x0010:  0800 0604 0001 0242 ac11 0002 ac11 0002
                \t0x0020:  0000 0000 0000 ac11 0001
                13:40:05.101012 ARP, Reply 172.17.0.1 is-at 02:42:ee:2c:d1:3e, length 28
                \t0x0000:  0242 ac11 0002 0242 ee2c d13e 0806 0001
                """;
        Path file = Files.writeString(folder.resolve("frame.txt"), printed);

        assertThat(terminal.run(Dissector::run, file.toString())).isZero();
        assertThat(terminal.lines())
                .startsWith("A frame of 42 bytes")
                .contains("   20  00 01                    request");
    }

    @Test
    void aFileThatTcpdumpHasWrittenWithoutFramesIsOneClearLine() throws Exception {
        String printed = "13:40:05.101010 ARP, Request who-has 172.17.0.1, length 28\n";
        Path file = Files.writeString(folder.resolve("frame.txt"), printed);

        assertThat(terminal.run(Dissector::run, file.toString())).isEqualTo(2);
        assertThat(terminal.error()).startsWith("No hexadecimal digit");
    }

    @Test
    void aTooLongFrameIsOneClearLine() throws Exception {
        Path file = Files.writeString(folder.resolve("long.hex"), "00".repeat(65_550));

        assertThat(terminal.run(Dissector::run, file.toString())).isEqualTo(2);
        assertThat(terminal.error()).startsWith("65550 bytes are too many");
    }

    @Test
    void thousandsOfPacketsInPacketsAreOneClearLine() throws Exception {
        StringBuilder hex = new StringBuilder(ETHERNET + "0800");
        for (int left = 65_535; left >= 20; left -= 20) {
            hex.append("4500%04x0000000040040000".formatted(left)).append("00".repeat(8));
        }
        hex.append("00".repeat(65_535 % 20));
        Path file = Files.writeString(folder.resolve("deep.hex"), hex);

        assertThat(terminal.run(Dissector::run, file.toString())).isEqualTo(2);
        assertThat(terminal.error()).contains("more than 8 packets, one inside the other");
    }

    @Test
    void aPieceOfAPacketHasNoHeaderToRead() throws Exception {
        byte[] frame = frame("tcp");
        frame[20] = 0x20;
        frame[21] = 1;

        terminal.run(Dissector::run, HexFormat.of().formatHex(frame));

        assertThat(terminal.lines())
                .contains(
                        "   20  20 01                    a fragment: bytes from 8 on, more follow")
                .noneMatch(line -> line.contains("port"));
    }

    @Test
    void hostileTextInAPayloadIsEscaped() {
        int status = terminal.run(Dissector::run, ETHERNET + "88b5" + "1b5b324a0a4142");

        assertThat(status).isZero();
        assertThat(terminal.lastLine()).endsWith("\"\\u001b[2J\\u000aAB\"");
    }

    @Test
    void paddingBehindThePacketIsShown() throws Exception {
        String frame = HexFormat.of().formatHex(frame("arp-reply"));

        terminal.run(Dissector::run, frame + "00 00 00");

        assertThat(terminal.lines()).anyMatch(line -> line.startsWith("Padding"));
    }

    private static byte[] frame(String name) throws IOException, Failure {
        try (InputStream file = Dissector.class.getResourceAsStream(name + ".hex")) {
            return Dissector.bytes(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
