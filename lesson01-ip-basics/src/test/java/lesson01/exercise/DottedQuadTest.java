package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "1.2", title = "Parse a dotted quad", points = 10, of = DottedQuad.class)
class DottedQuadTest {

    private static final long SEED = 12;

    private Trace trace = new Trace();

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 01020304",
        "0.0.0.0, 00000000",
        "127.0.0.1, 7f000001",
        "10.20.30.40, 0a141e28",
        "192.168.10.17, c0a80a11",
        "200.100.50.25, c8643219",
        "255.255.255.255, ffffffff"
    })
    void aDottedQuadIs32Bits(String text, String bits) {
        check(text, bits, "Each part is eight bits, the first part the highest.");
    }

    @Test
    void everyPartMayBeFrom0To255() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            trace = new Trace(); // a failure shows its own address alone
            byte[] bytes = new byte[4];
            random.nextBytes(bytes);
            String bits = String.format("%08x", ByteBuffer.wrap(bytes).getInt());
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            check(text, bits, "Each part is eight bits, the first part the highest.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "256.1.1.1, 256",
        "1.256.1.1, 256",
        "1.1.1.256, 256",
        "300.1.1.1, 300",
        "999.1.1.1, 999",
        "1.1.1000.1, 1000",
        "4294967297.1.1.1, 4294967297",
        "1.2.3.99999999999999999999, 99999999999999999999"
    })
    void aPartIsAtMost255(String text, String part) {
        checkWrongPart(text, part, "Eight bits count from 0 to 255, and a part has three digits.");
    }

    @ParameterizedTest
    @CsvSource({
        "010.0.0.1, 010",
        "1.02.3.4, 02",
        "1.2.3.00, 00",
        "001.2.3.4, 001",
        "1.2.3.000, 000"
    })
    void aZeroInFrontIsRefused(String text, String part) {
        checkWrongPart(
                text,
                part,
                "Some programs read 010 as an octal number, which is 8. Nobody must guess: refuse"
                        + " it.");
    }

    @ParameterizedTest
    @CsvSource({"1.2.3, 3", "1.2, 2", "127, 1", "1.2.3.4.5, 5", "1.2.3.4.5.6, 6"})
    void thereAreFourParts(String text, String number) {
        checkRefused(text, number, "A dotted quad has four parts, this text has " + number + ".");
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4., 5", ".1.2.3.4, 5", "'', 1", "..., 4", "1.2.3., 4", "1..2.3, 4"})
    void anEmptyPartCounts(String text, int parts) {
        checkRefused(
                text,
                parts == 4 ? "\"\"" : Integer.toString(parts),
                "There is nothing where a part should be. split drops empty parts at the end; with"
                        + " split(\"\\\\.\", -1) it keeps them.");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" 1.2.3.4, 1", "1.2.3.4 ,4 ", "1. 2.3.4, 2", "1.2 .3.4,2 "})
    void spacesAreNoDigits(String text, String part) {
        checkWrongPart(text, part, "A part has digits only, no spaces.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\0", "\u00a0"})
    void aLineEndIsNoDigit(String end) {
        checkWrongPart("1.2.3.4" + end, "4" + end, "A part has digits only, also at the end.");
    }

    @ParameterizedTest
    @CsvSource({
        "+1.2.3.4, +1",
        "1.-2.3.4, -2",
        "1.2.-0.4, -0",
        "1.2.3.+4, +4",
        "0x1.2.3.4, 0x1",
        "1.a.3.4, a",
        "1.2.3.4/8, 4/8",
        "1.2.1e1.4, 1e1"
    })
    void signsAndLettersAreNoDigits(String text, String part) {
        checkWrongPart(
                text,
                part,
                "A part has digits only. Integer.parseInt takes a sign, so look at each character.");
    }

    @ParameterizedTest
    @CsvSource({"１２７.0.0.1, １２７", "1.2.3.４, ４", "1.٣.3.4, ٣", "一.2.3.4, 一", "1.2.३.4, ३"})
    void onlyTheDigits0To9AreDigits(String text, String part) {
        checkWrongPart(
                text,
                part,
                "Character.isDigit and Integer.parseInt take the digits of every script. Compare with"
                        + " '0' and '9'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1。2。3。4", "１．２．３．４", "1,2,3,4", "你好"})
    void onlyThePointIsAPoint(String text) {
        checkRefused(text, "1", "The point is U+002E and no other sign, so this is one part.");
    }

    @Test
    void itIsDoneByHand() throws Exception {
        trace.call("parse 1.2.3.4", () -> DottedQuad.parse("1.2.3.4"));

        ByHand.withoutJavaNet(trace, DottedQuad.class);
    }

    private void check(String text, String bits, String why) {
        trace.byHand("./course run lesson01 AddressInspector " + text);

        int actual = trace.call("parse " + text, () -> DottedQuad.parse(text));

        trace.equal("the bits, in hexadecimal", bits, String.format("%08x", actual), why);
    }

    private void checkWrongPart(String text, String part, String why) {
        checkRefused(text, "\"" + part + "\"", why);
    }

    private void checkRefused(String text, String named, String why) {
        String shown = "\"" + text + "\"";
        IllegalArgumentException refusal =
                trace.throwsA(
                        IllegalArgumentException.class,
                        "parse " + visible(shown),
                        why,
                        () -> DottedQuad.parse(text));

        String message = String.valueOf(refusal.getMessage());
        trace.check(
                "the message names " + visible(named),
                message.contains(named),
                "It is: " + visible(message) + ". The user wants to know what is wrong. " + why);
    }

    private static String visible(String text) {
        return text.replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\0", "\\0");
    }
}
