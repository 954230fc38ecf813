package lesson06.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lesson06.exercise.DnsAnswer.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.6", title = "Read a DNS answer", points = 20, of = DnsAnswer.class)
class DnsAnswerTest {

    private static final String WWW = "03777777 06636f75727365 076578616d706c65 00";
    private static final String HOST_LABEL = "04686f7374";
    private static final String TYPE_A = "0001 0001";
    private static final String TYPE_AAAA = "001c 0001";
    private static final String TYPE_CNAME = "0005 0001";
    private static final String TYPE_TXT = "0010 0001";
    private static final String MINUTE = "0000003c";
    private static final String SEVEN = "0004 c0000207";
    private static final String QUESTION = WWW + TYPE_A;

    /// Where the question's name stands, and where its second label does.
    private static final String TO_NAME = "c00c";

    private static final String TO_DOMAIN = "c010";

    private static final String BACKWARDS_RULE =
            "A pointer leads to a place before the piece of the name that it ends, and behind the"
                    + " header. Each other one is refused: else a stranger can make you run in a"
                    + " circle.";
    private static final String CUT_RULE =
            "The message ends too early. Look before you read, or turn the exception of your buffer"
                    + " into a ProtocolException.";
    private static final String LENGTH_RULE =
            "The length of the data and the data itself contradict each other. Whom of the two"
                    + " would you believe? Refuse the message.";

    private final Trace trace = new Trace();

    @Test
    void readsAnAddress() {
        byte[] message = message(0, 1, WWW + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "A name is a row of labels, each with its length in front, and a 0 at the end.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void stepsOverTheQuestion() {
        byte[] message = message(1, 1, QUESTION + WWW + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "The answers begin behind the questions: each is a name and four bytes.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void readsTwoQuestionsToo() {
        byte[] message =
                message(2, 1, QUESTION + TO_NAME + TYPE_AAAA + TO_NAME + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "The header says how many questions there are. Nearly always it is one.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void followsAPointer() {
        byte[] message = message(1, 1, QUESTION + TO_NAME + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "c0 0c: the name goes on at byte 12. There stands the name of the question.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void goesOnBehindThePointer() {
        String second = TO_NAME + TYPE_A + "0000003d" + "0004 c0000208";
        byte[] message = message(1, 2, QUESTION + TO_NAME + TYPE_A + MINUTE + SEVEN + second);

        check(
                message,
                "A pointer changes where the name goes on, not where the message does: the next"
                        + " field stands directly behind the two bytes of the pointer.",
                address("www.course.example", 60, "192.0.2.7"),
                address("www.course.example", 61, "192.0.2.8"));
    }

    @Test
    void readsAnIpv6Address() {
        String data = "0010 20010db8000000000000000000000007";
        byte[] message = message(1, 1, QUESTION + TO_NAME + TYPE_AAAA + MINUTE + data);

        check(
                message,
                "Type 28 holds an IPv6 address, 16 bytes.",
                address("www.course.example", 60, "2001:db8::7"));
    }

    @Test
    void readsAnAliasAndItsAddress() {
        trace.byHand(
                "printf '"
                        + Bytes.printf(Bytes.of("1a2b 0100 0001 0000 0000 0000" + QUESTION))
                        + "' | nc -u -w1 127.0.0.1 8888 | od -An -tx1   (from the lesson's NameServer)");
        String alias = TO_NAME + TYPE_CNAME + MINUTE + "0007" + HOST_LABEL + TO_DOMAIN;
        byte[] message = message(1, 2, QUESTION + alias + "c030" + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "The data of type 5 is a name, which may end in a pointer. And a pointer may lead"
                        + " to a piece that ends in a pointer itself.",
                alias("www.course.example", 60, "host.course.example"),
                address("host.course.example", 60, "192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x80, 0x200, 0x280, 0x3000})
    void readsAPointerOfFourteenBits(int distance) {
        String text = "%04x".formatted(distance) + "61".repeat(distance);
        String txt = TO_NAME + TYPE_TXT + MINUTE + text;
        String alias = TO_NAME + TYPE_CNAME + MINUTE + "0007" + HOST_LABEL + TO_DOMAIN;
        int target = 12 + Bytes.of(QUESTION + txt + TO_NAME + TYPE_CNAME + MINUTE + "0007").length;
        String pointer = "%04x".formatted(0xc000 | target);
        byte[] message = message(1, 3, QUESTION + txt + alias + pointer + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "The offset has 14 bits: the lower 6 of the first byte, and all 8 of the second."
                        + " Here it is "
                        + target
                        + ".",
                alias("www.course.example", 60, "host.course.example"),
                address("host.course.example", 60, "192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 200, 255, 256, 40_000})
    void stepsOverATypeThatItDoesNotKnow(int length) {
        String txt = TO_NAME + TYPE_TXT + MINUTE + "%04x".formatted(length) + "ff".repeat(length);
        byte[] message = message(1, 2, QUESTION + txt + TO_NAME + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "There are many types. The length of the data, "
                        + length
                        + ", says how far to step. It is an unsigned number: in Java, a byte and a"
                        + " short are signed.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void stepsOverAnotherClass() {
        String other = TO_NAME + "0001 0003" + MINUTE + SEVEN;
        byte[] message = message(1, 2, QUESTION + other + TO_NAME + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "Class 3 is not the internet: its type 1 is no IPv4 address.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 0",
        "7fffffff, 2147483647",
        "80000000, 2147483648",
        "ffffffff, 4294967295"
    })
    void readsATtlAsAnUnsignedNumber(String bytes, long ttl) {
        byte[] message = message(1, 1, QUESTION + TO_NAME + TYPE_A + bytes + SEVEN);

        check(
                message,
                "The TTL is a number of 32 bits without a sign (RFC 8767, 4). A Java int has a sign:"
                        + " Integer.toUnsignedLong.",
                address("www.course.example", ttl, "192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 255, 256, 300})
    void readsAsManyAnswersAsTheHeaderSays(int count) {
        byte[] message =
                message(1, count, QUESTION + (TO_NAME + TYPE_A + MINUTE + SEVEN).repeat(count));

        String why = "The count has two bytes, unsigned, the higher one first.";
        List<Entry> entries = decode(count + " answers", message, why);

        trace.equal("how many records", count, entries.size(), why);
    }

    @Test
    void looksAtNothingBehindTheAnswers() {
        byte[] message =
                message(1, 1, QUESTION + TO_NAME + TYPE_A + MINUTE + SEVEN + "c0ff ffff ffff");

        check(
                message,
                "Behind the answers come authorities and additionals. They are not asked for here.",
                address("www.course.example", 60, "192.0.2.7"));
    }

    @Test
    void theRootIsADot() {
        byte[] message = message(0, 1, "00" + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "A name without labels is the root. It is written as a dot.",
                address(".", 60, "192.0.2.7"));
    }

    @Test
    void aDotInALabelIsNotTheEndOfTheLabel() {
        byte[] message = message(0, 1, "05612e1b62e4 00" + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "A label may hold any byte. The method text, which is in your file, makes text of"
                        + " it.",
                address("a\\046\\027b\\228", 60, "192.0.2.7"));
    }

    @Test
    void theLongestLabelHas63Bytes() {
        byte[] message = message(0, 1, "3f" + "61".repeat(63) + "00" + TYPE_A + MINUTE + SEVEN);

        check(message, "A label may have 63 bytes.", address("a".repeat(63), 60, "192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 128, 191})
    void refusesALabelOfMoreThan63Bytes(int first) {
        String label = "%02x".formatted(first) + "61".repeat(first);
        byte[] message = message(0, 1, label + "00" + TYPE_A + MINUTE + SEVEN);

        checkRefused(
                "a first byte of " + first,
                message,
                "Labels have 1 to 63 bytes. First bytes from 64 to 191 are not in use.");
    }

    @Test
    void theLongestNameHas255Bytes() {
        String name = ("3f" + "61".repeat(63)).repeat(3) + "3d" + "62".repeat(61) + "00";
        byte[] message = message(0, 1, name + TYPE_A + MINUTE + SEVEN);

        check(
                message,
                "Three times 1 + 63, then 1 + 61, then the 0: that is 255, and 255 is allowed.",
                address(("a".repeat(63) + ".").repeat(3) + "b".repeat(61), 60, "192.0.2.7"));
    }

    @Test
    void refusesANameOf256Bytes() {
        String name = ("3f" + "61".repeat(63)).repeat(3) + "3e" + "62".repeat(62) + "00";

        checkRefused(
                "a name of 256 bytes",
                message(0, 1, name + TYPE_A + MINUTE + SEVEN),
                "A name has at most 255 bytes, counts and end included.");
    }

    @Test
    void refusesANameThatPointersMakeTooLong() {
        String name = ("3f" + "61".repeat(63)).repeat(3) + "00";
        String longer = "3f" + "62".repeat(63) + TO_NAME;

        checkRefused(
                "a label of 63 bytes and a pointer to a name of 193 bytes",
                message(1, 1, name + TYPE_A + longer + TYPE_A + MINUTE + SEVEN),
                "Count the bytes as if the name were written out: 64 + 193 are more than 255.");
    }

    @Test
    void refusesAPointerToItself() {
        checkRefused(
                "at byte 12, c0 0c: a pointer to byte 12",
                message(0, 1, TO_NAME + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @Test
    void refusesAPointerBackIntoItsOwnPiece() {
        checkRefused(
                "at byte 12 a label, and behind it a pointer to byte 12",
                message(0, 1, "0161" + TO_NAME + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    /// The pointer leads back, but to the second label of the piece that it ends.
    @Test
    void refusesAPointerToALaterLabelOfItsOwnPiece() {
        checkRefused(
                "at byte 12 two labels, and behind them a pointer to the second",
                message(0, 1, "0161 0162 c00e" + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @Test
    void refusesTwoPointersToEachOther() {
        checkRefused(
                "at byte 12 a pointer to byte 14, and there one to byte 12",
                message(1, 1, "c00e c00c 0001" + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @Test
    void refusesAPointerForward() {
        String alias = TO_NAME + TYPE_CNAME + MINUTE;
        int behind = 12 + Bytes.of(QUESTION + alias + "0002 c000").length;
        String pointer = "%04x".formatted(0xc000 | behind);

        checkRefused(
                "a pointer to byte " + behind + ", where the next record begins",
                message(1, 2, QUESTION + alias + "0002" + pointer + WWW + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 11})
    void refusesAPointerIntoTheHeader(int target) {
        checkRefused(
                "a pointer to byte " + target,
                message(1, 1, QUESTION + "c0%02x".formatted(target) + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @Test
    void refusesAPointerBehindTheEnd() {
        checkRefused(
                "a pointer to byte 16383",
                message(1, 1, QUESTION + "ffff" + TYPE_A + MINUTE + SEVEN),
                BACKWARDS_RULE);
    }

    @Test
    void refusesAMessageThatIsCutOffAnywhere() {
        String alias = TO_NAME + TYPE_CNAME + MINUTE + "0007" + HOST_LABEL + TO_DOMAIN;
        byte[] whole =
                message(
                        1,
                        3,
                        QUESTION
                                + alias
                                + "c030"
                                + TYPE_A
                                + MINUTE
                                + SEVEN
                                + TO_NAME
                                + TYPE_TXT
                                + MINUTE
                                + "0002 0161");

        for (int length = 0; length < whole.length; length++) {
            checkRefused(
                    "the first " + length + " of " + whole.length + " bytes",
                    Arrays.copyOf(whole, length),
                    CUT_RULE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 65535", "2, 1", "65535, 1"})
    void refusesCountsThatAreTooHigh(int questions, int answers) {
        checkRefused(
                questions + " questions and " + answers + " answers announced, one of each there",
                message(questions, answers, QUESTION + TO_NAME + TYPE_A + MINUTE + SEVEN),
                CUT_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000",
                "0003 c00002",
                "0005 c000020700",
                "0010 20010db8000000000000000000000007"
            })
    void refusesAnIpv4AddressOfAnotherLength(String data) {
        checkRefused(
                "type 1, length " + data.substring(0, 4) + ", and so many bytes",
                message(1, 1, QUESTION + TO_NAME + TYPE_A + MINUTE + data),
                LENGTH_RULE + " An IPv4 address has 4 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0004 c0000207", "000f 20010db80000000000000000000000"})
    void refusesAnIpv6AddressOfAnotherLength(String data) {
        checkRefused(
                "type 28, length " + data.substring(0, 4) + ", and so many bytes",
                message(1, 1, QUESTION + TO_NAME + TYPE_AAAA + MINUTE + data),
                LENGTH_RULE + " An IPv6 address has 16 bytes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0006", "0008", "0009"})
    void refusesAnAliasWhoseNameEndsElsewhere(String length) {
        String name = HOST_LABEL + TO_DOMAIN;

        checkRefused(
                "type 5, length " + length + ", and a name of 7 bytes",
                message(1, 1, QUESTION + TO_NAME + TYPE_CNAME + MINUTE + length + name + "0000"),
                LENGTH_RULE + " The name that stands there has 7 bytes.");
    }

    @Test
    void refusesALengthThatLeadsBehindTheEnd() {
        checkRefused(
                "type 16, length 65535, and two bytes",
                message(1, 1, QUESTION + TO_NAME + TYPE_TXT + MINUTE + "ffff 0161"),
                CUT_RULE);
    }

    private void check(byte[] message, String why, Entry... expected) {
        List<Entry> entries = decode(Bytes.hex(message), message, why);
        trace.equal("the records", lines(List.of(expected)), lines(entries), why);
    }

    private List<Entry> decode(String step, byte[] message, String why) {
        Decoded decoded = trace.call("decode: " + step, () -> Decoded.of(message));
        trace.check(
                "the message is not refused",
                decoded.refusal() == null,
                "It is a good one, and your code throws "
                        + decoded.refusal()
                        + ". Is everything read that stands before, and no more than that? "
                        + why);
        trace.check("a list is returned", decoded.entries() != null, "It is null.");
        return decoded.entries();
    }

    /// What came of a message: records, or the exception and its line.
    private record Decoded(List<Entry> entries, String refusal) {

        static Decoded of(byte[] message) {
            try {
                return new Decoded(DnsAnswer.decode(message), null);
            } catch (UnsupportedOperationException e) {
                throw e; // the stub
            } catch (ProtocolException | RuntimeException e) {
                return new Decoded(null, e + lineOf(e));
            }
        }

        private static String lineOf(Exception e) {
            return Arrays.stream(e.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith(DnsAnswer.class.getName()))
                    .findFirst()
                    .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                    .orElse("");
        }
    }

    private void checkRefused(String what, byte[] message, String why) {
        trace.throwsA(
                ProtocolException.class, "decode: " + what, why, () -> DnsAnswer.decode(message));
    }

    /// Addresses as text: a failure then shows them without the slash of [InetAddress#toString].
    private static List<String> lines(List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            String what =
                    switch (entry) {
                        case Entry.Address a -> a.address().getHostAddress();
                        case Entry.Alias a -> "alias of " + a.target();
                    };
            lines.add(entry.name() + " " + entry.ttl() + " " + what);
        }
        return lines;
    }

    private static Entry address(String name, long ttl, String address) {
        return new Entry.Address(name, ttl, InetAddress.ofLiteral(address));
    }

    private static Entry alias(String name, long ttl, String target) {
        return new Entry.Alias(name, ttl, target);
    }

    private static byte[] message(int questions, int answers, String rest) {
        String header = "1a2b 8580 %04x %04x 0000 0000".formatted(questions, answers);
        return Bytes.of(header + rest);
    }
}
