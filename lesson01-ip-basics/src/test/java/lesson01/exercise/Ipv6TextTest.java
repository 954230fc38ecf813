package lesson01.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "1.4",
        title = "Write an IPv6 address the one right way",
        points = 15,
        of = Ipv6Text.class)
class Ipv6TextTest {

    private static final long SEED = 14;

    private Trace trace = new Trace();

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 0001 0002 0003 0004 0005 0006, 2001:db8:1:2:3:4:5:6",
        "2001 0db8 0010 0200 3000 000a 00b0 0c00, 2001:db8:10:200:3000:a:b0:c00",
        "1111 2222 3333 4444 5555 6666 7777 8888, 1111:2222:3333:4444:5555:6666:7777:8888"
    })
    void aGroupHasNoZerosInFront(String bytes, String expected) {
        check(bytes, expected, "Zeros in front of a group are left out, those behind are not.");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 00ab 0cde ef01 abcd dcba fedc, 2001:db8:ab:cde:ef01:abcd:dcba:fedc",
        "ffff ffff ffff ffff ffff ffff ffff ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "8000 0080 c0a8 0aff 0180 ff00 00ff 8081, 8000:80:c0a8:aff:180:ff00:ff:8081"
    })
    void theDigitsAreLowerCase(String bytes, String expected) {
        check(
                bytes,
                expected,
                "Lower case. A Java byte is signed, so make it a number from 0 to 255 first: b &"
                        + " 0xff.");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 0000 0000 0000 0000 0000 0001, 2001:db8::1",
        "2001 0db8 0000 0000 0001 0002 0003 0004, 2001:db8::1:2:3:4",
        "fe80 0000 0000 0000 0000 0000 0000 0000, fe80::",
        "0001 0002 0003 0004 0005 0006 0000 0000, 1:2:3:4:5:6::",
        "0000 0000 0000 0000 0000 0000 0000 0001, ::1",
        "0000 0000 0003 0004 0005 0006 0007 0008, ::3:4:5:6:7:8",
        "0000 0000 0000 0000 0000 0000 0000 0000, ::"
    })
    void aRunOfZerosIsTwoColons(String bytes, String expected) {
        check(bytes, expected, "The whole run goes: at the start, inside, and at the end.");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0000 0000 0001 0000 0000 0000 0001, 2001:0:0:1::1",
        "2001 0000 0000 0000 0001 0000 0000 0001, 2001::1:0:0:1",
        "0000 0000 0001 0000 0000 0000 0002 0003, 0:0:1::2:3",
        "0001 0000 0000 0002 0000 0000 0000 0000, 1:0:0:2::"
    })
    void theLongestRunIsChosen(String bytes, String expected) {
        check(bytes, expected, "\"::\" stands once, for the longest run (RFC 5952, 4.2.3).");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 0000 0000 0001 0000 0000 0001, 2001:db8::1:0:0:1",
        "0000 0000 0001 0002 0003 0004 0000 0000, ::1:2:3:4:0:0",
        "0001 0000 0000 0002 0000 0000 0003 0004, 1::2:0:0:3:4"
    })
    void ofEqualRunsTheFirstIsChosen(String bytes, String expected) {
        check(bytes, expected, "Of two runs of the same length the first becomes \"::\".");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 0000 0001 0001 0001 0001 0001, 2001:db8:0:1:1:1:1:1",
        "0000 0001 0002 0003 0004 0005 0006 0007, 0:1:2:3:4:5:6:7",
        "0001 0002 0003 0004 0005 0006 0007 0000, 1:2:3:4:5:6:7:0",
        "0001 0000 0002 0000 0003 0000 0004 0000, 1:0:2:0:3:0:4:0"
    })
    void aSingleZeroGroupStays(String bytes, String expected) {
        check(bytes, expected, "\"::\" never stands for a single group (RFC 5952, 4.2.2).");
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0000 0000 0000 0000 ffff c000 0201, ::ffff:192.0.2.1",
        "0000 0000 0000 0000 0000 ffff 7f00 0001, ::ffff:127.0.0.1",
        "0000 0000 0000 0000 0000 ffff 0000 0000, ::ffff:0.0.0.0",
        "0000 0000 0000 0000 0000 ffff ffff ffff, ::ffff:255.255.255.255"
    })
    void aMappedAddressEndsInADottedQuad(String bytes, String expected) {
        check(bytes, expected, "::ffff:0:0/96 is written with a dotted quad (RFC 5952, 5).");
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0000 0000 0000 0000 0000 c000 0201, ::c000:201",
        "0000 0000 0000 0000 ffff 0000 c000 0201, ::ffff:0:c000:201",
        "0000 0000 0000 0000 0001 ffff c000 0201, ::1:ffff:c000:201",
        "0001 0000 0000 0000 0000 ffff c000 0201, 1::ffff:c000:201",
        "0000 0000 0000 0000 0000 fffe c000 0201, ::fffe:c000:201"
    })
    void whatOnlyLooksMappedIsWrittenInGroups(String bytes, String expected) {
        check(bytes, expected, "Mapped means: ten bytes 0, then exactly ff ff.");
    }

    @Test
    void javaReadsTheSameAddressBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            trace = new Trace(); // a failure shows its own address alone
            byte[] bytes = randomAddress(random);
            String hex = HexFormat.of().formatHex(bytes);
            String text = trace.call("format " + hex, () -> Ipv6Text.format(bytes));
            trace.bytes(
                    "the bytes that Java reads in \"" + text + "\"",
                    bytes,
                    readBack(text),
                    "The text must mean the address that it was made of.");
            trace.check(
                    "a run of zeros is \"::\"",
                    text.contains("::") || !(":" + text + ":").contains(":0:0:"),
                    "\"" + text + "\" has a run of zeros that was not replaced.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 15, 17})
    void refusesWhatHasNotSixteenBytes(int length) {
        trace.throwsA(
                IllegalArgumentException.class,
                "format " + length + " bytes",
                "An IPv6 address has sixteen bytes.",
                () -> Ipv6Text.format(new byte[length]));
    }

    @Test
    void itIsDoneByHand() throws Exception {
        trace.call(
                "format ::1",
                () -> Ipv6Text.format(Bytes.of("0000 0000 0000 0000 0000 0000 0000 0001")));

        ByHand.withoutJavaNet(trace, Ipv6Text.class);
    }

    private void check(String bytes, String expected, String why) {
        trace.byHand("./course run lesson01 AddressInspector " + bytes.replace(' ', ':'));

        String actual = trace.call("format " + bytes, () -> Ipv6Text.format(Bytes.of(bytes)));

        trace.equal("the text", expected, actual, why);
    }

    /// Many zeros, so that there are runs of every length and place.
    private static byte[] randomAddress(Random random) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i += 2) {
            if (random.nextInt(3) == 0) {
                bytes[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
                bytes[i + 1] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    /// The sixteen bytes, or null when Java reads no address in the text.
    private static byte[] readBack(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return address instanceof Inet4Address
                    ? mapped(address.getAddress())
                    : address.getAddress();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static byte[] mapped(byte[] ipv4) {
        return Bytes.of("00000000000000000000ffff" + HexFormat.of().formatHex(ipv4));
    }
}
